using Grpc.Core;
using Summit.Budgets.V1;

namespace Summit.Budgets.Costs;

/// <summary>Costs of missions.</summary>
internal sealed class CostService(EstimateMission estimateMission) : V1.CostService.CostServiceBase
{
    public override Task<EstimateMissionResponse> EstimateMission(EstimateMissionRequest request, ServerCallContext context) => estimateMission.HandleAsync(request, context);
}
