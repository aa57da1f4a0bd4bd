using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Conversion;

/// <summary>Methods for <c>exchangeRate</c> resources.</summary>
internal sealed class ExchangeRateService(StandardMethods<ExchangeRate> methods) : V1.ExchangeRateService.ExchangeRateServiceBase
{
    public override Task<ExchangeRate> GetExchangeRate(GetExchangeRateRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListExchangeRatesResponse> ListExchangeRates(ListExchangeRatesRequest request, ServerCallContext context) =>
        methods.ListAsync<ListExchangeRatesResponse>(request, context);

    public override Task<ExchangeRate> CreateExchangeRate(CreateExchangeRateRequest request, ServerCallContext context) =>
        methods.CreateAsync(WithId(request), context);

    public override Task<ExchangeRate> UpdateExchangeRate(UpdateExchangeRateRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteExchangeRate(DeleteExchangeRateRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);

    // The id is derived from the content. A caller can also choose another id.
    private static CreateExchangeRateRequest WithId(CreateExchangeRateRequest request)
    {
        var named = request.Clone();
        named.ExchangeRateId = request.ExchangeRateId.Length > 0 ? request.ExchangeRateId : ExchangeRates.IdOf(request.ExchangeRate);
        return named;
    }
}
