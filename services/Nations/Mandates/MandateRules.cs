using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Status = Summit.Nations.V1.Mandate.Types.Status;

namespace Summit.Nations.Mandates;

/// <summary>What a mandate must hold before it is stored.</summary>
internal sealed class MandateRules : ResourceRules<Mandate>
{
    public override void OnCreate(WriteContext write, Mandate resource)
    {
        Check(write, resource);
        Bind(write, resource);
    }

    public override void OnUpdate(WriteContext write, Mandate current, Mandate next)
    {
        Check(write, next);
        if (next.Decision != current.Decision)
        {
            Bind(write, next);
        }
        if (current.PublishState == PublishState.Published && next.PublishState != PublishState.Published)
        {
            throw Refusals.StateForbids(current.Name, $"{current.Name} is published and stays so; change its status instead.", "PUBLISHED", "PUBLISHED");
        }
    }

    public override void OnDelete(WriteContext write, Mandate current)
    {
        if (current.PublishState == PublishState.Published)
        {
            throw Refusals.StateForbids(current.Name, $"{current.Name} is published and stays on record; change its status instead.", "PUBLISHED", "DRAFT");
        }
    }

    private static void Check(WriteContext write, Mandate mandate)
    {
        var violations = new Violations();
        References.Check(write.Transaction, Types.Nations, string.Join('/', mandate.Name.Split('/').Take(2)), "parent", violations);
        References.Check(write.Transaction, Types.Decisions, mandate.Decision, "mandate.decision", violations);
        PlainText.Check(mandate.Areas, "mandate.areas", violations);
        violations.Require(
            mandate.ApprovalDate is not null || mandate.Status is not (Status.Approved or Status.Refused),
            "mandate.approval_date", "is required once the mandate is approved or refused");
        References.CheckOrder(mandate.ApprovalDate, mandate.EndDate, "approval_date", "mandate.end_date", violations);
        var today = write.Now.Day();
        violations.Require(
            !(mandate.ApprovalDate.TryDay() > today), "mandate.approval_date", $"{mandate.ApprovalDate.TryDay():yyyy-MM-dd} lies ahead; allowed is today, {today:yyyy-MM-dd}, or earlier");
        violations.ThrowIfAny();
    }

    private static void Bind(WriteContext write, Mandate mandate) => mandate.DecisionUid = write.Transaction.Get(Types.Decisions, mandate.Decision).Uid;
}
