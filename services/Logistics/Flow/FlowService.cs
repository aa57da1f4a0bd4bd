using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Flow;

/// <summary>The calls of FlowService; it only delegates.</summary>
internal sealed class FlowService(BoundClosure bound) : V1.FlowService.FlowServiceBase
{
    public override Task<BoundClosureResponse> BoundClosure(BoundClosureRequest request, ServerCallContext context) => bound.HandleAsync(request, context);
}
