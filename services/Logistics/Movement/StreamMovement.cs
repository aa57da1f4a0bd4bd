using System.Threading.Channels;
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
        // A slow reader misses intermediate plans but never the answer, and does not block a worker.
        var found = Channel.CreateBounded<MovementPlan>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var search = SolveAsync();
        await foreach (var plan in found.Reader.ReadAllAsync(cancellationToken))
        {
            await send(new StreamMovementResponse { Found = plan });
        }

        await send(new StreamMovementResponse { Answer = await search });

        async Task<MovementAnswer> SolveAsync()
        {
            try
            {
                return await workers.RunAsync(
                    () => MovementPlanner.Plan(request.Problem, budget, request.SkipImpossible, cancellationToken, p => found.Writer.TryWrite(p)), cancellationToken);
            }
            finally
            {
                found.Writer.TryComplete();
            }
        }
    }
}
