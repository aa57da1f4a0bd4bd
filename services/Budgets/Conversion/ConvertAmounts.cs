using Google.Type;
using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Basis = Summit.Api.V1.PriceBasis;

namespace Summit.Budgets.Conversion;

/// <summary>Converts amounts between price years and currencies.</summary>
internal static class ConvertAmounts
{
    /// <summary>Series of exchange rates where the caller names none, in order: the second for currencies that the first lacks.</summary>
    public static readonly string[] DefaultRateSeries = ["ecb", "sipri-2025-04"];

    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    public static async Task<ConvertAmountsResponse> RunAsync(ConvertAmountsRequest request, Held held)
    {
        Check(request);
        var rates = request.InlineExchangeRates.Count > 0 ? request.InlineExchangeRates : await RatesAsync(held, request.AsOf);
        IReadOnlyList<string> rateSeries = request.ExchangeRateSeries.Length > 0 ? [request.ExchangeRateSeries]
            : request.InlineExchangeRates.Count > 0 ? [] : DefaultRateSeries;
        var indices = request.InlinePriceIndices.Count > 0 ? request.InlinePriceIndices
            : request.PriceIndexSeries.Length > 0 ? await held.ListAsync(BudgetResources.PriceIndices, "nations/-") : [];
        var facts = new FactBook(request.AsOf);
        var conversions = new Conversions(new RateBook(rates, rateSeries), new IndexBook(indices, request.PriceIndexSeries), facts);
        var results = request.Amounts.Select((item, i) =>
            conversions.Convert(item, item.Id.Length > 0 ? item.Id : $"{i}", request.TargetCurrencyCode, request.TargetBasis)).ToList();
        conversions.ThrowIfMissing();
        return new ConvertAmountsResponse { Results = { results }, FactsUsed = { facts.Facts } };
    }

    /// <summary>All stored rates; a day before the first year held is out of range.</summary>
    public static async Task<IReadOnlyList<ExchangeRate>> RatesAsync(Held held, Date? asOf)
    {
        var rates = await held.ListAsync(BudgetResources.ExchangeRates);
        if (rates.Count > 0)
        {
            AsOf.RequireFrom(new DateOnly(rates.Min(rate => rate.Year), 1, 1), asOf, "exchange rates");
        }

        return rates;
    }

    private static void Check(ConvertAmountsRequest request)
    {
        var faults = new Faults();
        CheckBasis(request.TargetBasis, "target_basis", faults);
        faults.CheckOnce(request.Amounts.Select((item, i) => item.Id.Length > 0 ? item.Id : $"{i}"), "amounts.id");
        for (var i = 0; i < request.Amounts.Count; i++)
        {
            CheckItem(request.Amounts[i], request, $"amounts[{i}]", faults);
        }

        for (var i = 0; i < request.InlineExchangeRates.Count; i++)
        {
            CheckRate(request.InlineExchangeRates[i], $"inline_exchange_rates[{i}]", faults);
        }

        for (var i = 0; i < request.InlinePriceIndices.Count; i++)
        {
            CheckIndex(request.InlinePriceIndices[i], $"inline_price_indices[{i}]", faults);
        }

        var inline = request.InlinePriceIndices;
        faults.When(
            request.PriceIndexSeries.Length == 0 && inline.Select(index => index.Series).Distinct().Count() > 1,
            "price_index_series", "is not set and the inline indices are of several series; name one");
        faults.When(
            inline.Where(index => index.BaseYear > 0).GroupBy(index => (index.Series, index.Name.Length > 0 ? ResourceNames.NationOf(index.Name) : "")).Any(group => group.Select(index => index.BaseYear).Distinct().Count() > 1),
            "inline_price_indices", "one series of one nation has several base years; only indices of one base year can be compared");
        faults.ThrowIfAny();
    }

    private static void CheckItem(AmountToConvert item, ConvertAmountsRequest request, string path, Faults faults)
    {
        CheckBasis(item.Basis, $"{path}.basis", faults);
        var fiscal = item.FiscalYearStartMonth > 1;
        faults.When(
            fiscal && item.Basis?.Kind == Basis.Types.Kind.Constant,
            $"{path}.fiscal_year_start_month",
            $"{item.FiscalYearStartMonth} with constant prices; only nominal amounts have a fiscal year");
        var reprices = item.Basis?.Year != request.TargetBasis?.Year || (fiscal && request.TargetBasis?.Kind == Basis.Types.Kind.Constant);
        var named = request.InlinePriceIndices.Count > 0 && request.InlinePriceIndices.All(index => index.Name.Length == 0);
        faults.When(
            reprices && item.Nation.Length == 0 && !named,
            $"{path}.nation",
            "is not set; prices change from one year to another, which needs the nation whose prices they are");
        faults.When(
            reprices && request.PriceIndexSeries.Length == 0 && request.InlinePriceIndices.Count == 0,
            "price_index_series", $"is not set; {path} changes prices, which needs a series such as nato-gdp-deflator-2024-06 or wb-gdp-deflator-2025-07");
    }

    private static void CheckBasis(Basis? basis, string path, Faults faults)
    {
        if (basis is null)
        {
            return;
        }

        faults.When(basis.Kind == Basis.Types.Kind.Unspecified, $"{path}.kind", "is not set; allowed are KIND_NOMINAL and KIND_CONSTANT");
        faults.When(
            basis.Year is < FirstYear or > LastYear,
            $"{path}.year",
            $"{basis.Year} is outside what is allowed: {FirstYear} to {LastYear}");
    }

    /// <summary>What an exchange rate must keep, stored or inline.</summary>
    public static void CheckRate(ExchangeRate rate, string path, Faults faults)
    {
        faults.When(!rate.HasPerEur && !rate.HasPerUsd, path, "has neither per_eur nor per_usd; needed is at least one");
        faults.When(rate.HasPerEur && rate.PerEur <= 0, $"{path}.per_eur", $"{rate.PerEur} is not above 0");
        faults.When(rate.HasPerUsd && rate.PerUsd <= 0, $"{path}.per_usd", $"{rate.PerUsd} is not above 0");
    }

    /// <summary>What a price index must keep, stored or inline.</summary>
    public static void CheckIndex(PriceIndex index, string path, Faults faults) =>
        faults.When(index.Value <= 0, $"{path}.value", $"{index.Value} is not above 0");
}
