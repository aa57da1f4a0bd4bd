using Grpc.Core;
using Summit.Budgets.V1;

namespace Summit.Budgets.Costs;

/// <summary>What missions cost.</summary>
internal sealed class CostService(EstimateMission estimateMission) : V1.CostService.CostServiceBase
{
    public override Task<EstimateMissionResponse> EstimateMission(EstimateMissionRequest request, ServerCallContext context) => estimateMission.HandleAsync(request, context);
}
