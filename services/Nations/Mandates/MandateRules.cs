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
    public override void OnCreate(WriteContext write, Mandate resource) => Check(resource);

    public override void OnUpdate(WriteContext write, Mandate current, Mandate next)
    {
        Check(next);
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

    private static void Check(Mandate mandate)
    {
        var violations = new Violations();
        violations.Require(mandate.Status != Status.Unspecified && Enum.IsDefined(mandate.Status), "mandate.status", "is not a status; name one, for example STATUS_PENDING");
        violations.Require(
            mandate.ApprovalDate is not null || mandate.Status is not (Status.Approved or Status.Refused),
            "mandate.approval_date", "is required once the mandate is approved or refused");
        if (mandate is { ApprovalDate: { } approval, EndDate: { } end })
        {
            violations.Require(approval.ToDateOnly() <= end.ToDateOnly(), "mandate.end_date", $"{end.ToDateOnly():O} is before approval_date {approval.ToDateOnly():O}");
        }
        violations.ThrowIfAny();
    }
}
