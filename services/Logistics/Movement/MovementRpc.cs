using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>The calls of MovementService.</summary>
internal sealed class MovementRpc : MovementService.MovementServiceBase
{
    // On a thread of its own pool slot: a large network keeps a processor busy for a while, and nothing here awaits.
    public override Task<ComputeQuickestFlowResponse> ComputeQuickestFlow(ComputeQuickestFlowRequest request, ServerCallContext context) =>
        Task.Run(() => Movement.ComputeQuickestFlow.Answer(request, context.CancellationToken), context.CancellationToken);
}
