using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Keys;

/// <summary>Methods for <c>costKey</c> resources.</summary>
internal sealed class CostKeyService(StandardMethods<CostKey> methods) : V1.CostKeyService.CostKeyServiceBase
{
    public override Task<CostKey> GetCostKey(GetCostKeyRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListCostKeysResponse> ListCostKeys(ListCostKeysRequest request, ServerCallContext context) =>
        methods.ListAsync<ListCostKeysResponse>(request, context);

    public override Task<CostKey> CreateCostKey(CreateCostKeyRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<CostKey> UpdateCostKey(UpdateCostKeyRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteCostKey(DeleteCostKeyRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
