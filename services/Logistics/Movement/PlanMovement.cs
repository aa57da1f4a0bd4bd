using Summit.Hosting.Errors;
using Summit.Kernel;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>A movement plan of inline input.</summary>
internal sealed class PlanMovement(PlanningWorkers workers)
{
    public async Task<PlanMovementResponse> HandleAsync(PlanMovementRequest request, CancellationToken cancellationToken)
    {
        ThrowIfFaulty(request.Problem);
        var budget = SchedulingRequests.ToBudget(request.Budget);
        var answer = await workers.RunAsync(() => MovementPlanner.Plan(request.Problem, budget, request.SkipImpossible, cancellationToken), cancellationToken);
        return new PlanMovementResponse { Answer = answer };
    }

    /// <summary>Refuses a problem with faults across its fields. All faults are reported.</summary>
    /// <exception cref="InvalidFieldsException">The problem has a fault.</exception>
    public static void ThrowIfFaulty(MovementProblem problem)
    {
        var faults = new Violations();
        MovementCheck.Check(problem, faults);
        faults.ThrowIfAny();
    }
}
