using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>The calls of MovementService; it only delegates.</summary>
internal sealed class MovementService : V1.MovementService.MovementServiceBase
{
    // On a thread of its own pool slot: a large network keeps a processor busy for a while, and nothing here awaits.
    public override Task<ComputeQuickestFlowResponse> ComputeQuickestFlow(ComputeQuickestFlowRequest request, ServerCallContext context) =>
        Task.Run(() => Movement.ComputeQuickestFlow.Handle(request, context.CancellationToken), context.CancellationToken);
}
