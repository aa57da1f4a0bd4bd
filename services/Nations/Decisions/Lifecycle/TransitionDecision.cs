using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Decisions.States;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;
using Outcome = Summit.Nations.V1.Tally.Types.Outcome;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Lifecycle;

/// <summary>Changes the state of a decision. Guards, tally and consents are read in the transaction that writes the transition.</summary>
internal sealed class TransitionDecision(StoreWrites writes)
{
    public Task<Decision> HandleAsync(TransitionDecisionRequest request, ServerCallContext context) =>
        writes.CommitAsync(request, context, write => Move(write, request));

    private static Decision Move(WriteContext write, TransitionDecisionRequest request)
    {
        var transaction = write.Transaction;
        var decision = transaction.Get(Types.Decisions, request.Name);
        var etag = decision.Etag;
        if (request.Etag.Length > 0 && request.Etag != etag)
        {
            throw new StaleEtagException(decision.Name, request.Etag, etag);
        }
        // Closes a silence period or vote that has ended, even if its timer has not run yet.
        DecisionStore.CloseIfDue(transaction, decision);
        StateMachine.RequireOnRequest(decision, request.TargetState);
        switch (request.TargetState)
        {
            case State.Tabled:
                RequireMembers(decision);
                Record(write, decision, request);
                break;
            case State.UnderSilence:
                OpenSilence(write, decision, request);
                break;
            case State.Voting:
                OpenVote(write, decision, request);
                break;
            case State.Adopted:
                Adopt(write, decision, request);
                break;
            case State.Rejected:
                Reject(write, decision, request);
                break;
            default:
                Record(write, decision, request);
                break;
        }
        if (decision.State is not (State.UnderSilence or State.Voting))
        {
            transaction.Cancel(DecisionStore.TimerKey(decision.Name));
        }
        if (decision.State is not (State.Adopted or State.Suspended))
        {
            transaction.Cancel(DecisionStore.EndKey(decision.Name));
        }
        return transaction.Update(Types.Decisions, decision);
    }

    private static void OpenSilence(WriteContext write, Decision decision, TransitionDecisionRequest request)
    {
        if (decision.Rule.Kind != Kind.Consensus)
        {
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} is decided by vote, not by silence; move it to VOTING.", "TABLED", "VOTING");
        }
        RequireAhead(write, request.SilenceEndTime, "silence_end_time", required: true);
        decision.SilenceStartTime = Timestamp.FromDateTimeOffset(write.Now);
        decision.SilenceEndTime = request.SilenceEndTime;
        Record(write, decision, request);
        Schedule(write.Transaction, decision.Name, request.SilenceEndTime);
    }

    private static void OpenVote(WriteContext write, Decision decision, TransitionDecisionRequest request)
    {
        if (decision.Rule.Kind == Kind.Consensus)
        {
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} is decided by silence, not by vote; move it to UNDER_SILENCE.", "TABLED", "UNDER_SILENCE");
        }
        RequireAhead(write, request.VotingEndTime, "voting_end_time", required: false);
        decision.VotingEndTime = request.VotingEndTime;
        Record(write, decision, request);
        if (request.VotingEndTime is { } end)
        {
            Schedule(write.Transaction, decision.Name, end);
        }
    }

    private static void Adopt(WriteContext write, Decision decision, TransitionDecisionRequest request)
    {
        var adoption = DecisionStore.Weigh(write.Transaction, decision);
        if (!adoption.Tally.RuleMet)
        {
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} cannot be adopted: {adoption.Tally.Why}", StateMachine.NameOf(decision.State), "REJECTED, LAPSED");
        }
        if (adoption.Missing.Count > 0)
        {
            throw Refusals.ConsentMissing(decision.Name, adoption.Missing);
        }
        if (adoption.Tally.Outcome != Outcome.Adopted)
        {
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} cannot be adopted: {adoption.Tally.Why}", StateMachine.NameOf(decision.State), "LAPSED");
        }
        DecisionStore.Adopt(write.Transaction, decision, adoption, write.Caller.Actor, request.Statement);
    }

    private static void Reject(WriteContext write, Decision decision, TransitionDecisionRequest request)
    {
        var tally = DecisionStore.Weigh(write.Transaction, decision).Tally;
        if (tally.RuleMet)
        {
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} cannot be rejected: {tally.Why}", "VOTING", "ADOPTED, LAPSED");
        }
        StateMachine.Move(decision, State.Rejected, write.Now, write.Caller.Actor, tally, statement: request.Statement);
    }

    private static void Record(WriteContext write, Decision decision, TransitionDecisionRequest request) =>
        StateMachine.Move(decision, request.TargetState, write.Now, write.Caller.Actor, statement: request.Statement);

    private static void Schedule(Transaction transaction, string decision, Timestamp end) =>
        transaction.Schedule(new StoreTimer(DecisionStore.TimerKey(decision), end.ToDateTimeOffset(), CloseTimer.Kind, Encoding.UTF8.GetBytes(decision)));

    private static void RequireMembers(Decision decision)
    {
        if (decision.Members.Count == 0)
        {
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} names no members that decide; add them before it is tabled.", "DRAFT", "DRAFT");
        }
    }

    private static void RequireAhead(WriteContext write, Timestamp? end, string field, bool required)
    {
        var violations = new Violations();
        violations.Require(end is not null || !required, field, "is required: an objection up to this instant breaks the silence");
        violations.Require(end is null || end.ToDateTimeOffset() > write.Now, field, $"{end} is not ahead of now, {write.Now:O}");
        violations.ThrowIfAny();
    }
}
