using Grpc.Core;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>A movement plan of inline or stored input, with the intermediate plans.</summary>
internal sealed class StreamMovement(PlanningWorkers workers, MovementInput input)
{
    public async Task HandleAsync(StreamMovementRequest request, Func<StreamMovementResponse, Task> send, ServerCallContext context)
    {
        var cancellationToken = context.CancellationToken;
        var problem = await input.ReadAsync(request.Problem, request.Stored, context);
        var budget = SchedulingRequests.ToBudget(request.Budget);
        var answer = await workers.RunAsync<MovementPlan, MovementAnswer>(
            found => MovementPlanner.Plan(problem, budget, request.SkipImpossible, cancellationToken, found),
            plan => send(new StreamMovementResponse { Found = plan }),
            cancellationToken);
        await send(new StreamMovementResponse { Answer = answer });
    }
}
