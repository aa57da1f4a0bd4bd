using System.Text;
using Google.Protobuf.WellKnownTypes;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using Status = Summit.Nations.V1.Mandate.Types.Status;

namespace Summit.Nations.Mandates;

/// <summary>
/// A mandate can be changed until it is published and decided. After that, it can only be ended or replaced: what a parliament
/// approved is not changed in place.
/// </summary>
internal sealed class MandateRules : ResourceRules<Mandate>
{
    /// <summary>Key of the timer that ends a mandate.</summary>
    public static string TimerKey(string mandate) => $"mandate/{mandate}";

    public override void OnCreate(WriteContext write, Mandate resource)
    {
        (resource.PublishTime, resource.DecisionUid) = (null, "");
        Record(write, resource);
    }

    public override void OnUpdate(WriteContext write, Mandate current, Mandate next)
    {
        if (current.PublishState != PublishState.Published)
        {
            Record(write, next);
            return;
        }
        if (next.PublishState != PublishState.Published)
        {
            throw Fixed(current, "stays published; end it instead");
        }
        if (!IsDecided(current))
        {
            if (next.Decision != current.Decision)
            {
                throw Fixed(current, $"is for {current.Decision}; record another mandate for another decision");
            }
            Record(write, next);
            return;
        }
        MandateEnding.Require(write, current, next);
        ScheduleEnd(write.Transaction, next);
    }

    public override void OnDelete(WriteContext write, Mandate current)
    {
        if (current.PublishState == PublishState.Published)
        {
            throw Refusals.StateForbids(current.Name, $"{current.Name} is published and stays on record; end it instead.", "PUBLISHED", "DRAFT");
        }
    }

    /// <summary>Returns the error for a change that is not allowed on a published mandate. FAILED_PRECONDITION.</summary>
    public static PreconditionException Fixed(Mandate mandate, string what) =>
        Refusals.StateForbids(mandate.Name, $"{mandate.Name} is published and {what}.", "PUBLISHED", "an earlier end_date, STATUS_EXPIRED");

    private static bool IsDecided(Mandate mandate) => mandate.Status is Status.Approved or Status.Refused or Status.Expired;

    private static void Record(WriteContext write, Mandate mandate)
    {
        var violations = new Violations();
        References.Check(write.Transaction, Types.Nations, NationNames.NationOf(mandate.Name), "parent", violations);
        References.Check(write.Transaction, Types.Decisions, mandate.Decision, "mandate.decision", violations);
        PlainText.Check(mandate.Areas, "mandate.areas", violations);
        References.CheckPublished(write, mandate.Source, "mandate.source", violations);
        if (Types.Decisions.IsName(mandate.Decision) && write.Transaction.Find(Types.Decisions, mandate.Decision) is { } decision)
        {
            Bind(mandate, decision, violations);
        }
        MandateDates.Check(write, mandate, violations);
        violations.ThrowIfAny();
        if (mandate.PublishState == PublishState.Published)
        {
            mandate.PublishTime = Timestamp.FromDateTimeOffset(write.Now);
            // An approval that was given some days ago may already have ended.
            if (mandate.Status == Status.Approved && mandate.EndDate.TryDay() < write.Now.Day())
            {
                mandate.Status = Status.Expired;
            }
            ScheduleEnd(write.Transaction, mandate);
        }
    }

    // A mandate applies to one content of one decision. It does not apply to later changes of the text.
    private static void Bind(Mandate mandate, Decision decision, Violations violations)
    {
        if (mandate.DecisionUid.Length == 0)
        {
            mandate.DecisionUid = decision.Uid;
        }
        if (!IsDecided(mandate))
        {
            return;
        }
        if (mandate.DecisionDigest.Length == 0)
        {
            mandate.DecisionDigest = decision.Digest;
        }
        violations.Require(
            mandate.DecisionUid == decision.Uid, "mandate.decision", $"\"{decision.Name}\" was deleted and created anew since this mandate was written; record a new mandate");
        violations.Require(
            mandate.DecisionDigest == decision.Digest, "mandate.decision_digest", $"\"{mandate.DecisionDigest}\" is not the digest of {decision.Name} as it is written now; read the decision again");
    }

    private static void ScheduleEnd(Transaction transaction, Mandate mandate)
    {
        if (mandate is { Status: Status.Approved, EndDate: { } end })
        {
            transaction.Schedule(new StoreTimer(TimerKey(mandate.Name), Dates.EndOf(end.ToDateOnly()), MandateExpiry.Kind, Encoding.UTF8.GetBytes(mandate.Name)));
        }
        else
        {
            transaction.Cancel(TimerKey(mandate.Name));
        }
    }
}
