using Summit.Logistics.V1;

namespace Summit.Logistics.Scheduling;

/// <summary>A schedule of inline input.</summary>
internal sealed class ScheduleActivities(PlanningWorkers workers)
{
    public async Task<ScheduleActivitiesResponse> HandleAsync(ScheduleActivitiesRequest request, CancellationToken cancellationToken)
    {
        var problem = SchedulingRequests.ToProblem(request.Problem);
        var budget = SchedulingRequests.ToBudget(request.Budget);
        var result = await workers.RunAsync(() => Scheduler.Solve(problem, budget, cancellationToken), cancellationToken);
        return new ScheduleActivitiesResponse { Answer = SchedulingAnswers.ToAnswer(result) };
    }
}
