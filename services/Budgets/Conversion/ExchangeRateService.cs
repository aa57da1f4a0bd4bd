using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Conversion;

/// <summary>Calls on <c>exchangeRate</c> resources.</summary>
internal sealed class ExchangeRateService(StandardMethods<ExchangeRate> methods) : V1.ExchangeRateService.ExchangeRateServiceBase
{
    public override Task<ExchangeRate> GetExchangeRate(GetExchangeRateRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListExchangeRatesResponse> ListExchangeRates(ListExchangeRatesRequest request, ServerCallContext context) =>
        methods.ListAsync<ListExchangeRatesResponse>(request, context);

    public override Task<ExchangeRate> CreateExchangeRate(CreateExchangeRateRequest request, ServerCallContext context) =>
        methods.CreateAsync(WithId(request), context);

    public override Task<ExchangeRate> UpdateExchangeRate(UpdateExchangeRateRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteExchangeRate(DeleteExchangeRateRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);

    // The id follows from the content; a caller may still choose another one.
    private static CreateExchangeRateRequest WithId(CreateExchangeRateRequest request)
    {
        var named = request.Clone();
        named.ExchangeRateId = request.ExchangeRateId.Length > 0 ? request.ExchangeRateId : ExchangeRates.IdOf(request.ExchangeRate);
        return named;
    }
}
