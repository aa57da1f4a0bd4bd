using Grpc.Core;
using Summit.Budgets.V1;

namespace Summit.Budgets.Conversion;

/// <summary>Conversions of amounts.</summary>
internal sealed class ConversionService(ConvertAmounts convertAmounts) : V1.ConversionService.ConversionServiceBase
{
    public override Task<ConvertAmountsResponse> ConvertAmounts(ConvertAmountsRequest request, ServerCallContext context) => convertAmounts.HandleAsync(request, context);
}
