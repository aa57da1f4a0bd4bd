using Grpc.Core;
using Summit.Budgets.V1;

namespace Summit.Budgets.Sharing;

/// <summary>Sharing of costs among nations.</summary>
internal sealed class SharingService(ShareCost shareCost) : V1.SharingService.SharingServiceBase
{
    public override Task<ShareCostResponse> ShareCost(ShareCostRequest request, ServerCallContext context) => shareCost.HandleAsync(request, context);
}
