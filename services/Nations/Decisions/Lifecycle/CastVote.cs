using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Decisions.States;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Lifecycle;

/// <summary>Records the vote of a member. The host has checked that the caller is the delegation of that member.</summary>
internal sealed class CastVote(StoreWrites writes)
{
    public Task<Vote> HandleAsync(CastVoteRequest request, ServerCallContext context) => writes.CommitAsync(request, context, write =>
    {
        var decision = write.Transaction.Get(Types.Decisions, request.Decision);
        var violations = new Violations();
        violations.Require(
            request.Choice != Choice.Absent, "choice", "CHOICE_ABSENT is not a vote; cast CHOICE_YES, CHOICE_NO, CHOICE_ABSTAIN or CHOICE_DECLARED_ABSTENTION");
        violations.Require(decision.Members.Any(m => m.Nation == request.Nation), "nation", $"\"{request.Nation}\" is not a member that decides on {decision.Name}");
        violations.Require(
            request.Choice != Choice.DeclaredAbstention || decision.Members.All(m => m.Population > 0), "choice", "a declared abstention needs the population of every member, and the decision lacks it");
        violations.ThrowIfAny();
        DecisionStore.CloseIfDue(write.Transaction, decision);
        if (decision.State != State.Voting)
        {
            var state = StateMachine.NameOf(decision.State);
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} is {state}; votes are cast in VOTING only.", state, "VOTING");
        }
        return write.Transaction.Put(Types.Votes, new Vote
        {
            Name = $"{decision.Name}/votes/{request.Nation["nations/".Length..]}",
            Nation = request.Nation,
            Choice = request.Choice,
            VoteTime = Timestamp.FromDateTimeOffset(write.Now),
            Statement = request.Statement,
        });
    });
}
