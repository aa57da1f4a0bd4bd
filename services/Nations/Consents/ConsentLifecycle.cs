using System.Text;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Decisions.Lifecycle;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.Consents;

/// <summary>A consent is a draft until it is published; from then on it is only ever withdrawn or expires.</summary>
internal sealed class ConsentLifecycle : ResourceRules<Consent>
{
    /// <summary>Key of the timer that ends a consent.</summary>
    public static string TimerKey(string consent) => $"expire/{consent}";

    public override void OnCreate(WriteContext write, Consent resource)
    {
        (resource.Withdrawn, resource.WithdrawTime, resource.WithdrawDate, resource.WithdrawStatement, resource.Expired) = (false, null, null, "", false);
        Check(write, resource);
        Schedule(write, resource);
    }

    public override void OnUpdate(WriteContext write, Consent current, Consent next)
    {
        if (current.PublishState == PublishState.Published)
        {
            throw Refusals.StateForbids(
                current.Name, $"{current.Name} is published and cannot be changed; withdraw it and give another.", "PUBLISHED", "withdraw");
        }
        Check(write, next);
        Schedule(write, next);
    }

    public override void OnDelete(WriteContext write, Consent current)
    {
        if (current.PublishState == PublishState.Published)
        {
            throw Refusals.StateForbids(current.Name, $"{current.Name} is published and stays on record; withdraw it.", "PUBLISHED", "DRAFT");
        }
    }

    private static void Schedule(WriteContext write, Consent consent)
    {
        if (consent is { PublishState: PublishState.Published, EndDate: { } end })
        {
            write.Transaction.Schedule(new StoreTimer(
                TimerKey(consent.Name), Dates.EndOf(end.ToDateOnly()), ConsentExpiry.Kind, Encoding.UTF8.GetBytes(consent.Name)));
        }
    }

    private static void Check(WriteContext write, Consent consent)
    {
        var violations = new Violations();
        violations.Require(ConsentRules.NeedsConsent(consent.Role), "consent.role", $"{(int)consent.Role} is not a role that needs consent; name AFFECTED_ROLE_SUBJECT, AFFECTED_ROLE_HOST or AFFECTED_ROLE_TRANSIT");
        violations.Require(write.Transaction.Find(Types.Decisions, consent.Decision) is not null, "consent.decision", $"\"{consent.Decision}\" is not a decision that is held");
        if (consent is { ConsentDate: { } start, EndDate: { } end })
        {
            violations.Require(start.ToDateOnly() <= end.ToDateOnly(), "consent.end_date", $"{end.ToDateOnly():O} is before consent_date {start.ToDateOnly():O}");
        }
        violations.ThrowIfAny();
    }
}

/// <summary>Ends a consent whose last day is over, and suspends what needs it, in one commit.</summary>
internal sealed class ConsentExpiry : ITimerHandler
{
    public const string Kind = "consent.expire";

    public void Fire(Transaction transaction, StoreTimer timer)
    {
        var name = Encoding.UTF8.GetString(timer.Payload);
        if (transaction.Find(Types.Consents, name) is not { Withdrawn: false, EndDate: { } end } consent || end.ToDateOnly() >= transaction.Now.Day())
        {
            return;
        }
        consent.Expired = true;
        transaction.Put(Types.Consents, consent);
        DecisionStore.SuspendIfUncovered(transaction, consent.Decision, name, DecisionStore.TimerActor, $"{name} ended on {end.ToDateOnly():O}.");
    }
}
