using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.V1;

namespace Summit.Logistics.Scheduling;

/// <summary>A schedule of inline input, with the intermediate schedules.</summary>
internal sealed class StreamSchedule(PlanningWorkers workers)
{
    public async Task HandleAsync(StreamScheduleRequest request, Func<StreamScheduleResponse, Task> send, CancellationToken cancellationToken)
    {
        var problem = SchedulingRequests.ToProblem(request.Problem);
        var budget = SchedulingRequests.ToBudget(request.Budget);
        var result = await workers.RunAsync<Incumbent, SchedulingResult>(
            found => Scheduler.Solve(problem, budget, cancellationToken, found),
            incumbent => send(new StreamScheduleResponse { Found = SchedulingAnswers.ToFound(incumbent) }),
            cancellationToken);
        await send(new StreamScheduleResponse { Answer = SchedulingAnswers.ToAnswer(result) });
    }
}
