using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>The calls of MovementService; it only delegates.</summary>
internal sealed class MovementService(PlanMovement plan, StreamMovement stream, RankBottlenecks rank, ComparePlans compare) : V1.MovementService.MovementServiceBase
{
    public override Task<PlanMovementResponse> PlanMovement(PlanMovementRequest request, ServerCallContext context) =>
        plan.HandleAsync(request, context);

    public override Task StreamMovement(StreamMovementRequest request, IServerStreamWriter<StreamMovementResponse> responseStream, ServerCallContext context) =>
        stream.HandleAsync(request, message => responseStream.WriteAsync(message, context.CancellationToken), context);

    public override Task<RankBottlenecksResponse> RankBottlenecks(RankBottlenecksRequest request, ServerCallContext context) =>
        rank.HandleAsync(request, context);

    public override Task<ComparePlansResponse> ComparePlans(ComparePlansRequest request, ServerCallContext context) =>
        compare.HandleAsync(request, context);
}
