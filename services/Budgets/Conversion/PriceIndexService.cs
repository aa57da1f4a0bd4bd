using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Conversion;

/// <summary>Calls on <c>priceIndex</c> resources.</summary>
internal sealed class PriceIndexService(StandardMethods<PriceIndex> methods) : V1.PriceIndexService.PriceIndexServiceBase
{
    public override Task<PriceIndex> GetPriceIndex(GetPriceIndexRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListPriceIndicesResponse> ListPriceIndices(ListPriceIndicesRequest request, ServerCallContext context) =>
        methods.ListAsync<ListPriceIndicesResponse>(request, context);

    public override Task<PriceIndex> CreatePriceIndex(CreatePriceIndexRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<PriceIndex> UpdatePriceIndex(UpdatePriceIndexRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeletePriceIndex(DeletePriceIndexRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
