using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Flow;

/// <summary>The calls of FlowService; it only delegates.</summary>
internal sealed class FlowService : V1.FlowService.FlowServiceBase
{
    // On a thread of its own pool slot: a large network keeps a processor busy for a while, and nothing here awaits.
    public override Task<BoundClosureResponse> BoundClosure(BoundClosureRequest request, ServerCallContext context) =>
        Task.Run(() => Flow.BoundClosure.Handle(request, context.CancellationToken), context.CancellationToken);
}
