using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Flow;

/// <summary>The calls of FlowService; it only delegates.</summary>
internal sealed class FlowService : V1.FlowService.FlowServiceBase
{
    // Runs on a thread-pool thread: a large network takes processor time, and nothing here awaits.
    public override Task<BoundClosureResponse> BoundClosure(BoundClosureRequest request, ServerCallContext context) =>
        Task.Run(() => Flow.BoundClosure.Handle(request, context.CancellationToken), context.CancellationToken);
}
