using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Nations.Decisions.States;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>Applies a rule to a stored decision or to votes given inline. Changes nothing.</summary>
internal sealed class TallyDecision(StoreReads reads) : IRequestCheck<TallyDecisionRequest>
{
    public async Task<TallyDecisionResponse> HandleAsync(TallyDecisionRequest request, ServerCallContext context)
    {
        var at = request.EvaluationTime?.ToDateTimeOffset();
        return new TallyDecisionResponse
        {
            Tally = request.SubjectCase switch
            {
                TallyDecisionRequest.SubjectOneofCase.Inline => Inline(request.Inline, at),
                _ => await StoredAsync(request, at, context),
            },
        };
    }

    public ValueTask CheckAsync(TallyDecisionRequest request, ServerCallContext context, Violations found)
    {
        found.Require(request.SubjectCase != TallyDecisionRequest.SubjectOneofCase.None, "subject", "is not set; name a stored decision or give inline votes");
        if (request.Inline is not null)
        {
            InlineVoteChecks.Check(request.Inline, found);
        }
        return ValueTask.CompletedTask;
    }

    private static Tally Inline(InlineVote vote, DateTimeOffset? at)
    {
        var missing = vote.ConsentNeeded.Except(vote.ConsentGiven, StringComparer.Ordinal);
        var members = vote.Members.Select(m => m.Member).ToList();
        return vote.Rule.Kind == Kind.Consensus
            ? Tallier.Silence(members, vote.Objections.Select(o => (o.Nation, o.ObjectionTime.ToDateTimeOffset())), vote.SilenceEndTime.ToDateTimeOffset(), at, missing)
            : Tallier.Vote(vote.Rule, [.. vote.Members.Select(m => Ballot.Of(m.Member, m.Choice))], missing);
    }

    private async Task<Tally> StoredAsync(TallyDecisionRequest request, DateTimeOffset? at, ServerCallContext context)
    {
        var cancellation = context.CancellationToken;
        var snapshot = await reads.OpenAsync(context, request);
        var decision = await snapshot.GetAsync(Types.Decisions, request.Decision, Visibility.Published, cancellation);
        if (decision.Members.Count == 0)
        {
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} names no members that decide; add them first.", StateMachine.NameOf(decision.State));
        }
        if (decision.Rule.Kind == Kind.Consensus && decision.SilenceEndTime is null)
        {
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} was not put under silence yet; there is nothing to tally.", StateMachine.NameOf(decision.State), "UNDER_SILENCE");
        }
        var votes = await snapshot.ListAllAsync(Types.Votes, decision.Name, Visibility.Published, cancellation);
        var objections = await snapshot.ListAllAsync(Types.Objections, decision.Name, Visibility.Published, cancellation);
        // A draft is not a consent, even when the caller is the delegation that wrote it.
        var consents = await snapshot.ListAllAsync(Types.Consents, "", Visibility.Published, cancellation);
        return Adoption.Weigh(decision, votes, objections, consents, InstantFor(decision, at, request.AsOf.TryDay()), request.AsOf.TryDay()).Tally;
    }

    // A silence period lasts until a commit ends it, regardless of the requested time. Until then an objection is still possible.
    private static DateTimeOffset? InstantFor(Decision decision, DateTimeOffset? at, DateOnly? day)
    {
        var state = day is { } known ? StateMachine.On(decision, known) : decision.State;
        if (state != State.UnderSilence)
        {
            return at;
        }
        var end = decision.SilenceEndTime.ToDateTimeOffset();
        return at < end ? at : end;
    }
}
