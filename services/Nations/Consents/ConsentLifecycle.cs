using System.Text;
using Google.Protobuf.WellKnownTypes;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Decisions.Lifecycle;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.Consents;

/// <summary>An answer is a draft until it is published. After that it can only be replaced or withdrawn, or it expires.</summary>
internal sealed class ConsentLifecycle : ResourceRules<Consent>
{
    /// <summary>Key of the timer that ends a consent.</summary>
    public static string TimerKey(string consent) => $"expire/{consent}";

    public override void OnCreate(WriteContext write, Consent resource)
    {
        (resource.Withdrawn, resource.WithdrawTime, resource.WithdrawDate, resource.WithdrawStatement, resource.Expired) = (false, null, null, "", false);
        resource.PublishTime = null;
        Record(write, resource);
    }

    public override void OnUpdate(WriteContext write, Consent current, Consent next)
    {
        if (current.PublishState == PublishState.Published)
        {
            throw Refusals.StateForbids(
                current.Name, $"{current.Name} is published and cannot be changed; give another, which replaces it, or withdraw it.", "PUBLISHED", "withdraw");
        }
        Record(write, next);
    }

    public override void OnDelete(WriteContext write, Consent current)
    {
        if (current.PublishState == PublishState.Published)
        {
            throw Refusals.StateForbids(current.Name, $"{current.Name} is published and stays on record; withdraw it.", "PUBLISHED", "DRAFT");
        }
    }

    private static void Record(WriteContext write, Consent consent)
    {
        if (consent.Answer == Consent.Types.Answer.Unspecified)
        {
            consent.Answer = Consent.Types.Answer.Yes;
        }
        ConsentChecks.Check(write, consent).ThrowIfAny();
        if (consent.PublishState != PublishState.Published)
        {
            return;
        }
        consent.PublishTime = Timestamp.FromDateTimeOffset(write.Now);
        if (consent.EndDate is { } end)
        {
            // An answer that was given some days ago may already have ended.
            consent.Expired = end.ToDateOnly() < write.Now.Day();
            write.Transaction.Schedule(new StoreTimer(TimerKey(consent.Name), Dates.EndOf(end.ToDateOnly()), ConsentExpiry.Kind, Encoding.UTF8.GetBytes(consent.Name)));
        }
        // The answer replaces the earlier one of the nation. A decision that depended on the earlier answer may no longer be
        // covered.
        DecisionStore.SuspendIfUncovered(write.Transaction, consent, write.Caller.Actor, $"{consent.Name} replaces the earlier answer.");
    }
}
