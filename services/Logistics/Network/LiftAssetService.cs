using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Network;

/// <summary>The calls of LiftAssetService; it only delegates.</summary>
internal sealed class LiftAssetService(StandardMethods<LiftAsset> methods) : V1.LiftAssetService.LiftAssetServiceBase
{
    public override Task<LiftAsset> GetLiftAsset(GetLiftAssetRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListLiftAssetsResponse> ListLiftAssets(ListLiftAssetsRequest request, ServerCallContext context) => methods.ListAsync<ListLiftAssetsResponse>(request, context);

    public override Task<LiftAsset> CreateLiftAsset(CreateLiftAssetRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<LiftAsset> UpdateLiftAsset(UpdateLiftAssetRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteLiftAsset(DeleteLiftAssetRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
