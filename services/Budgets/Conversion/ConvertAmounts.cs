using Grpc.Core;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Basis = Summit.Api.V1.PriceBasis;

namespace Summit.Budgets.Conversion;

/// <summary>Converts amounts between price years and currencies.</summary>
internal sealed class ConvertAmounts(StoreReads reads) : IRequestCheck<ConvertAmountsRequest>
{
    public ValueTask CheckAsync(ConvertAmountsRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    public async Task<ConvertAmountsResponse> HandleAsync(ConvertAmountsRequest request, ServerCallContext context) =>
        await ComputeAsync(request, await Held.OpenAsync(reads, request, context));

    internal static async Task<ConvertAmountsResponse> ComputeAsync(ConvertAmountsRequest request, Held held)
    {
        var rates = request.InlineExchangeRates.Count > 0 ? request.InlineExchangeRates : await ExchangeRates.ReadAsync(held, request.AsOf);
        IReadOnlyList<string> rateSeries = request.ExchangeRateSeries.Length > 0 ? [request.ExchangeRateSeries]
            : request.InlineExchangeRates.Count > 0 ? [] : ExchangeRates.DefaultSeries;
        var indices = request.InlinePriceIndices.Count > 0 ? request.InlinePriceIndices
            : request.PriceIndexSeries.Length > 0 ? await held.ListAsync(Types.PriceIndices, "nations/-") : [];
        var evidence = Knowledge.Evidence(request.AsOf);
        var conversions = new Conversions(new RateBook(rates, rateSeries), new IndexBook(indices, request.PriceIndexSeries), evidence);
        var results = request.Amounts.Select((item, i) => conversions.Convert(item, IdOf(item, i), request.TargetCurrencyCode, request.TargetBasis)).ToList();
        conversions.ThrowIfMissing();
        return new ConvertAmountsResponse { Results = { results }, FactsUsed = { evidence.Facts } };
    }

    internal static void Check(ConvertAmountsRequest request, Violations violations)
    {
        CheckBasis(request.TargetBasis, "target_basis", violations);
        violations.RequireDistinct(request.Amounts.Select(IdOf), i => $"amounts[{i}].id");
        for (var i = 0; i < request.Amounts.Count; i++)
        {
            CheckItem(request.Amounts[i], request, $"amounts[{i}]", violations);
        }

        ExchangeRates.CheckInline(request.InlineExchangeRates, request.ExchangeRateSeries, "inline_exchange_rates", violations);
        PriceIndices.CheckInline(request.InlinePriceIndices, request.PriceIndexSeries, "inline_price_indices", violations);
    }

    private static string IdOf(AmountToConvert item, int index) => item.Id.Length > 0 ? item.Id : $"{index}";

    private static void CheckItem(AmountToConvert item, ConvertAmountsRequest request, string path, Violations violations)
    {
        CheckBasis(item.Basis, $"{path}.basis", violations);
        var fiscal = item.FiscalYearStartMonth > 1;
        violations.Require(
            !fiscal || item.Basis?.Kind != Basis.Types.Kind.Constant,
            $"{path}.fiscal_year_start_month",
            $"{item.FiscalYearStartMonth} with constant prices; only nominal amounts have a fiscal year");
        var reprices = item.Basis?.Year != request.TargetBasis?.Year || (fiscal && request.TargetBasis?.Kind == Basis.Types.Kind.Constant);
        var unnamed = request.InlinePriceIndices.Count > 0 && request.InlinePriceIndices.All(index => index.Name.Length == 0);
        violations.Require(
            !reprices || item.Nation.Length > 0 || unnamed,
            $"{path}.nation",
            "is not set; prices change from one year to another, which needs the nation whose prices they are");
        violations.Require(
            !reprices || request.PriceIndexSeries.Length > 0 || request.InlinePriceIndices.Count > 0,
            "price_index_series", $"is not set; {path} changes prices, which needs a series such as nato-gdp-deflator-2024-06 or wb-gdp-deflator-2025-07");
    }

    private static void CheckBasis(Basis? basis, string path, Violations violations)
    {
        if (basis is not null)
        {
            PriceBases.Check(basis, path, violations);
        }
    }
}
