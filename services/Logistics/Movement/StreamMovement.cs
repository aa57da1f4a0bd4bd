using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>A movement plan of inline input, with the intermediate plans.</summary>
internal sealed class StreamMovement(PlanningWorkers workers)
{
    public async Task HandleAsync(StreamMovementRequest request, Func<StreamMovementResponse, Task> send, CancellationToken cancellationToken)
    {
        PlanMovement.ThrowIfFaulty(request.Problem);
        var budget = SchedulingRequests.ToBudget(request.Budget);
        var answer = await workers.RunAsync<MovementPlan, MovementAnswer>(
            found => MovementPlanner.Plan(request.Problem, budget, request.SkipImpossible, cancellationToken, found),
            plan => send(new StreamMovementResponse { Found = plan }),
            cancellationToken);
        await send(new StreamMovementResponse { Answer = answer });
    }
}
