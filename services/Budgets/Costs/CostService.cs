using Grpc.Core;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Costs;

/// <summary>Computations: the class of the method's name holds each.</summary>
internal sealed class CostService(StoreReads reads) : V1.CostService.CostServiceBase
{
    public override async Task<EstimateMissionResponse> EstimateMission(EstimateMissionRequest request, ServerCallContext context) =>
        await Costs.EstimateMission.RunAsync(request, await Held.OpenAsync(reads, request, context));
}
