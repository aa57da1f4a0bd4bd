using Grpc.Core;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Sharing;

/// <summary>Computations: the class of the method's name holds each.</summary>
internal sealed class SharingService(StoreReads reads) : V1.SharingService.SharingServiceBase
{
    public override async Task<ShareCostResponse> ShareCost(ShareCostRequest request, ServerCallContext context) =>
        await Sharing.ShareCost.RunAsync(request, await Held.OpenAsync(reads, request, context));
}
