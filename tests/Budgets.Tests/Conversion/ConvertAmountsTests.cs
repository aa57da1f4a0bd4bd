using FsCheck;
using FsCheck.Fluent;
using Summit.Api.V1;
using Summit.Budgets.Conversion;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Conversion;

public sealed class ConvertAmountsTests
{
    private const string NatoSeries = "nato-gdp-deflator-2024-06";

    [Fact]
    public async Task RunAsync_HandbookExample_DeflatesThenConverts()
    {
        var request = new ConvertAmountsRequest
        {
            Amounts = { new AmountToConvert { Amount = Make.Money("50e9", "XTS"), Basis = Make.Nominal(2024) } },
            TargetCurrencyCode = "USD",
            TargetBasis = Make.Constant(2021),
            InlinePriceIndices = { Index(2021, 100), Index(2024, 118) },
            InlineExchangeRates = { new ExchangeRate { CurrencyCode = "XTS", Year = 2021, PerUsd = 1.25 } },
        };
        var result = (await RunAsync(request)).Results[0];
        Assert.Equal("33.898305", (Amount.Of(result.Converted) / 1_000_000_000).ToText(6));
        Assert.Equal(["42.37", "33.9"], result.Steps.Select(step => (Amount.Of(step.Amount) / 1_000_000_000).ToText(2)));
    }

    [Fact]
    public async Task RunAsync_StoredSeries_FrenchEurosToDollarsOf2015()
    {
        var held = await SeededStore.OpenAsync();
        var response = await ConvertAmounts.ComputeAsync(SeededStore.Checked(Request("1000000", "EUR", Make.Nominal(2024), "USD", Make.Constant(2015), "FRA"), ConvertAmounts.Check), held);
        var indices = await held.ListAsync(Types.PriceIndices, "nations/FRA");
        Rational At(int year) => Rational.FromWire(indices.Single(index => index.Series == NatoSeries && index.Year == year).Value);
        var expected = (Rational)1_000_000 * At(2015) / At(2024) * Rational.Parse("1.109513");
        Assert.Equal(expected.ToText(6), Amount.Of(response.Results[0].Converted).ToText(6));
        Assert.Equal(
            ["exchangeRates/ecb-usd-2015", $"nations/FRA/priceIndices/{NatoSeries}-2015", $"nations/FRA/priceIndices/{NatoSeries}-2024"],
            response.FactsUsed.Select(fact => fact.Name));
    }

    [Fact]
    public async Task RunAsync_ForeignCurrency_GoesThroughTheNationsOwn()
    {
        // Dollars of 2015 in Polish prices of 2024, in dollars of 2024: zloty of 2015, then zloty of 2024, then dollars of 2024.
        var response = await ConvertAmounts.ComputeAsync(SeededStore.Checked(Request("1000", "USD", Make.Constant(2015), "USD", Make.Constant(2024), "POL"), ConvertAmounts.Check), await SeededStore.OpenAsync());
        Assert.Equal(3, response.Results[0].Steps.Count);
        Assert.StartsWith("USD to PLN, mean of 2015", response.Results[0].Steps[0].Description, StringComparison.Ordinal);
        Assert.StartsWith("PLN to USD, mean of 2024", response.Results[0].Steps[2].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_SameYear_NeedsNoIndex()
    {
        var request = Request("100", "EUR", Make.Nominal(2024), "USD", Make.Nominal(2024), "");
        request.PriceIndexSeries = "";
        Assert.Equal("108.238", Make.Text((await RunAsync(request)).Results[0].Converted));
    }

    [Fact]
    public async Task RunAsync_FiscalYearFromApril_IsSplitByMonths()
    {
        var request = new ConvertAmountsRequest
        {
            Amounts = { new AmountToConvert { Amount = Make.Money("1200", "GBP"), Basis = Make.Nominal(2022), FiscalYearStartMonth = 4 } },
            TargetCurrencyCode = "GBP",
            TargetBasis = Make.Constant(2021),
            InlinePriceIndices = { Index(2021, 100, "GBP"), Index(2022, 110, "GBP"), Index(2023, 120, "GBP") },
        };
        var expected = ((Rational)900 * 100 / 110) + ((Rational)300 * 100 / 120);
        var result = (await RunAsync(request)).Results[0];
        Assert.Equal(expected.ToText(9), Make.Text(result.Converted));
        Assert.Contains(result.Steps, step => step.Description.Contains("9 of 12 months in 2022", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_MissingSeries_NamesCurrencyYearAndKindOfAll()
    {
        var request = Request("1", "PLN", Make.Nominal(2013), "XAU", Make.Constant(2030), "POL");
        var failure = await Assert.ThrowsAsync<PreconditionException>(() => RunAsync(request));
        Assert.Equal(ErrorReason.SeriesMissing, failure.Reason);
        Assert.Equal(
            $"PLN nations/POL 2013 price index, series {NatoSeries}; PLN nations/POL 2030 price index, series {NatoSeries}; PLN to XAU 2030 annual mean exchange rate",
            failure.Facts["missing"]);
    }

    [Fact]
    public async Task RunAsync_RatePublishedAfterAsOf_UsedAndMarked()
    {
        var request = Request("1", "EUR", Make.Nominal(2025), "USD", Make.Nominal(2025), "");
        request.AsOf = Make.Day("2025-02-17");
        Assert.True(Assert.Single((await RunAsync(request)).FactsUsed).PublishedLater);
    }

    [Fact]
    public async Task RunAsync_AsOfBeforeTheFirstYear_OutOfRange()
    {
        var request = Request("1", "EUR", Make.Nominal(2024), "USD", Make.Nominal(2024), "");
        request.AsOf = Make.Day("2013-12-31");
        await Assert.ThrowsAsync<NotHeldException>(() => RunAsync(request));
    }

    [Fact]
    public async Task RunAsync_NothingSaidOfPrices_AllFaultsAtOnce()
    {
        var request = new ConvertAmountsRequest
        {
            Amounts = { new AmountToConvert { Amount = Make.Money("1"), Basis = Make.Nominal(2020) }, new AmountToConvert { Amount = Make.Money("1"), Basis = new PriceBasis() } },
            TargetCurrencyCode = "EUR",
            TargetBasis = Make.Constant(2021),
        };
        var failure = await Assert.ThrowsAsync<InvalidFieldsException>(() => RunAsync(request));
        Assert.Equal(
            ["amounts[0].nation", "price_index_series", "amounts[1].basis.kind", "amounts[1].basis.year", "amounts[1].nation", "price_index_series"],
            failure.Violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Convert_ThereAndBack_GivesTheAmountToABillionth()
    {
        var cases = from units in Gen.Choose(1, 1_000_000_000)
                    from index in Gen.Choose(50, 300)
                    from rate in Gen.Choose(1, 100_000)
                    select (Units: units, Index: index, Rate: rate / 1000d);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var conversions = new Conversions(
                new RateBook([new ExchangeRate { CurrencyCode = "XTS", Year = 2020, PerUsd = one.Rate }], []),
                new IndexBook([Index(2015, 100), Index(2020, one.Index)], ""),
                Knowledge.Evidence(null));
            var there = conversions.Convert(new AmountToConvert { Amount = Make.Money($"{one.Units}", "XTS"), Basis = Make.Nominal(2015) }, "0", "USD", Make.Constant(2020))!;
            var back = conversions.Convert(new AmountToConvert { Amount = there.Converted, Basis = Make.Constant(2020) }, "0", "XTS", Make.Nominal(2015))!;
            var difference = Amount.Of(back.Converted) - one.Units;

            // One rounding to a billionth of a dollar, seen through the rate and the index.
            return Rational.Max(difference, -difference) <= new Rational(1, 1_000_000);
        }).QuickCheckThrowOnFailure();
    }

    private static PriceIndex Index(int year, double value, string currency = "XTS") => new() { Year = year, Value = value, BaseYear = 2021, CurrencyCode = currency };

    private static ConvertAmountsRequest Request(string amount, string currency, PriceBasis basis, string target, PriceBasis targetBasis, string nation) => new()
    {
        Amounts = { new AmountToConvert { Amount = Make.Money(amount, currency), Basis = basis, Nation = nation.Length > 0 ? Make.Nation(nation) : "" } },
        TargetCurrencyCode = target,
        TargetBasis = targetBasis,
        PriceIndexSeries = NatoSeries,
    };

    private static async Task<ConvertAmountsResponse> RunAsync(ConvertAmountsRequest request) => await ConvertAmounts.ComputeAsync(SeededStore.Checked(request, ConvertAmounts.Check), await SeededStore.OpenAsync());
}
