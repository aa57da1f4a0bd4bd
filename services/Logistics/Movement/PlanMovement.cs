using Grpc.Core;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>A movement plan of inline or stored input.</summary>
internal sealed class PlanMovement(PlanningWorkers workers, MovementInput input)
{
    /// <summary>Version of the planner and its reports. It is raised whenever a change affects the answers.</summary>
    public const string EngineVersion = "4";

    public async Task<PlanMovementResponse> HandleAsync(PlanMovementRequest request, ServerCallContext context)
    {
        var problem = await input.ReadAsync(request.Problem, request.Stored, context);
        var budget = SchedulingRequests.ToBudget(request.Budget);
        var answer = await workers.RunAsync(() => MovementPlanner.Plan(problem, budget, request.SkipImpossible, context.CancellationToken), context.CancellationToken);
        return new PlanMovementResponse { Answer = answer, Problem = request.Stored is null ? null : problem };
    }
}
