using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Conversion;

/// <summary>Methods for <c>priceIndex</c> resources.</summary>
internal sealed class PriceIndexService(StandardMethods<PriceIndex> methods) : V1.PriceIndexService.PriceIndexServiceBase
{
    public override Task<PriceIndex> GetPriceIndex(GetPriceIndexRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListPriceIndicesResponse> ListPriceIndices(ListPriceIndicesRequest request, ServerCallContext context) =>
        methods.ListAsync<ListPriceIndicesResponse>(request, context);

    public override Task<PriceIndex> CreatePriceIndex(CreatePriceIndexRequest request, ServerCallContext context) =>
        methods.CreateAsync(WithId(request), context);

    public override Task<PriceIndex> UpdatePriceIndex(UpdatePriceIndexRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeletePriceIndex(DeletePriceIndexRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);

    // The id is derived from the content. A caller can also choose another id.
    private static CreatePriceIndexRequest WithId(CreatePriceIndexRequest request)
    {
        var named = request.Clone();
        named.PriceIndexId = request.PriceIndexId.Length > 0 ? request.PriceIndexId : PriceIndices.IdOf(request.PriceIndex);
        return named;
    }
}
