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

/// <summary>
/// Records the objection of a member. An objection in time breaks the silence in the same commit. A late objection changes nothing.
/// </summary>
internal sealed class RaiseObjection(StoreWrites writes)
{
    public Task<Objection> HandleAsync(RaiseObjectionRequest request, ServerCallContext context) => writes.CommitAsync(request, context, write =>
    {
        var transaction = write.Transaction;
        var decision = transaction.Get(Types.Decisions, request.Decision);
        var violations = new Violations();
        violations.Require(decision.Members.Any(m => m.Nation == request.Nation), "nation", $"\"{request.Nation}\" is not a member that decides on {decision.Name}");
        violations.ThrowIfAny();
        if (decision.SilenceEndTime is null)
        {
            var state = StateMachine.NameOf(decision.State);
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} is {state} and has no silence period, so no objection can be raised.", state, "UNDER_SILENCE");
        }
        var objection = transaction.Create(Types.Objections, new Objection
        {
            Name = $"{decision.Name}/objections/{request.Nation["nations/".Length..]}",
            Nation = request.Nation,
            ObjectionTime = Timestamp.FromDateTimeOffset(write.Now),
            Late = write.Now > decision.SilenceEndTime.ToDateTimeOffset(),
            Statement = request.Statement,
        });
        if (decision.State == State.UnderSilence && !objection.Late)
        {
            var tally = DecisionStore.Weigh(transaction, decision, write.Now).Tally;
            StateMachine.Move(decision, State.Broken, write.Now, write.Caller.Actor, tally, statement: request.Statement);
            transaction.Cancel(DecisionStore.TimerKey(decision.Name));
            transaction.Update(Types.Decisions, decision);
        }
        return objection;
    });
}
