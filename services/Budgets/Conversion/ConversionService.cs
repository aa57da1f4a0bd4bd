using Grpc.Core;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Conversion;

/// <summary>Computations: the class of the method's name holds each.</summary>
internal sealed class ConversionService(StoreReads reads) : V1.ConversionService.ConversionServiceBase
{
    public override async Task<ConvertAmountsResponse> ConvertAmounts(ConvertAmountsRequest request, ServerCallContext context) =>
        await Conversion.ConvertAmounts.RunAsync(request, await Held.OpenAsync(reads, request, context));
}
