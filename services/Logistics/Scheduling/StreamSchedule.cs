using System.Threading.Channels;
using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.V1;

namespace Summit.Logistics.Scheduling;

/// <summary>A schedule of inline input, with the intermediate results.</summary>
internal sealed class StreamSchedule(PlanningWorkers workers)
{
    public async Task HandleAsync(StreamScheduleRequest request, Func<StreamScheduleResponse, Task> send, CancellationToken cancellationToken)
    {
        var problem = SchedulingRequests.ToProblem(request.Problem);
        var budget = SchedulingRequests.ToBudget(request.Budget);
        // A slow reader misses intermediate schedules but never the answer, and does not block a worker.
        var found = Channel.CreateBounded<Incumbent>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var search = SolveAsync();
        await foreach (var incumbent in found.Reader.ReadAllAsync(cancellationToken))
        {
            await send(new StreamScheduleResponse { Found = SchedulingAnswers.ToFound(incumbent) });
        }

        await send(new StreamScheduleResponse { Answer = SchedulingAnswers.ToAnswer(await search) });

        async Task<SchedulingResult> SolveAsync()
        {
            try
            {
                return await workers.RunAsync(() => Scheduler.Solve(problem, budget, cancellationToken, i => found.Writer.TryWrite(i)), cancellationToken);
            }
            finally
            {
                found.Writer.TryComplete();
            }
        }
    }
}
