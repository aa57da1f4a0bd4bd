using Google.Protobuf.WellKnownTypes;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Nations.ConsentRules;
using Summit.Nations.Decisions.States;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Lifecycle;

/// <summary>
/// A decision is created and edited as a draft. After that, only transitions change it. Every change of the content changes the
/// digest.
/// </summary>
internal sealed class DecisionRules : ResourceRules<Decision>
{
    public override void OnCreate(WriteContext write, Decision resource)
    {
        resource.State = State.Draft;
        resource.Transitions.Clear();
        (resource.SilenceStartTime, resource.SilenceEndTime, resource.VotingEndTime, resource.ContentTime) = (null, null, null, null);
        resource.Uid = Guid.NewGuid().ToString("N");
        resource.Digest = "";
        Seal(write, resource);
    }

    public override void OnUpdate(WriteContext write, Decision current, Decision next)
    {
        RequireDraft(current, "be changed; record a new decision that supersedes it");
        Seal(write, next);
    }

    public override void OnDelete(WriteContext write, Decision current) => RequireDraft(current, "be deleted; it stays on record");

    /// <summary>Sets the fields that are derived from the content: affected nations, digest, and the time of writing.</summary>
    public static void Seal(Decision decision, DateTimeOffset now)
    {
        var affected = DecisionContent.AffectedBy(decision);
        decision.AffectedNations.Clear();
        decision.AffectedNations.AddRange(affected);
        var digest = DecisionContent.DigestOf(decision);
        if (digest != decision.Digest)
        {
            decision.Digest = digest;
            decision.ContentTime = Timestamp.FromDateTimeOffset(now);
        }
    }

    private static void Seal(WriteContext write, Decision decision)
    {
        DecisionChecks.Check(write, decision).ThrowIfAny();
        Seal(decision, write.Now);
    }

    private static void RequireDraft(Decision decision, string cannot)
    {
        if (decision.State != State.Draft)
        {
            var state = StateMachine.NameOf(decision.State);
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} is {state} and cannot {cannot}.", state, "DRAFT");
        }
    }
}
