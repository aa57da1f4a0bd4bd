using Summit.Api.V1;
using Summit.Budgets.Spending;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Spending;

public sealed class AggregateSpendingTests
{
    private const string EuropeAndCanada = "spendingGroups/nato-europe-canada-2024-06";

    // NATO, Defence Expenditure of NATO Countries (2014-2024), press release of 17 June 2024: NATO Europe and Canada,
    // annual real change at 2015 prices and exchange rates.
    [Theory]
    [InlineData(2015, "1.6")]
    [InlineData(2016, "3")]
    [InlineData(2017, "5.9")]
    [InlineData(2019, "3.6")]
    [InlineData(2022, "3.7")]
    [InlineData(2023, "9.3")]
    public async Task RunAsync_EuropeAndCanadaConstant2015_RealChangeAsPublished(int year, string percent)
    {
        var row = (await ConstantAsync()).Years.Single(row => row.Year == year);
        Assert.Equal(percent, Rational.FromWire(row.ChangePercent).ToText(1));
    }

    // The same publication, table 3: share of real GDP at 2015 prices and exchange rates, 2014 to 2024e.
    [Theory]
    [InlineData(EuropeAndCanada, "1.43 1.42 1.44 1.48 1.51 1.54 1.72 1.66 1.66 1.78 2.02")]
    [InlineData("spendingGroups/nato-total-2024-06", "2.58 2.48 2.48 2.39 2.4 2.52 2.69 2.63 2.51 2.53 2.71")]
    public async Task RunAsync_Constant2015_SharesAsPublishedAndTheRatioOfTheRow(string group, string published)
    {
        var years = (await RunAsync(new AggregateSpendingRequest { Group = group, Basis = Make.Constant(2015) })).Years;
        Assert.Equal(published.Split(' '), years.Select(row => Rational.FromWire(row.SharePercent).ToText(2)));
        Assert.All(years, row => Assert.Equal(
            (Amount.Of(row.DefenceSpending) / Amount.Of(row.Gdp) * 100).ToText(9), Rational.FromWire(row.SharePercent).ToText(9)));
    }

    [Theory]
    [InlineData(EuropeAndCanada, "1.428")]
    [InlineData("spendingGroups/nato-total-2024-06", "2.579")]
    public async Task RunAsync_Constant2015Of2014_ShareAsPublishedToThreePlaces(string group, string published)
    {
        var first = (await RunAsync(new AggregateSpendingRequest { Group = group, Basis = Make.Constant(2015) })).Years[0];
        Assert.Equal(published, Rational.FromWire(first.SharePercent).ToText(3));
    }

    // The same publication, tables 2 and 5: billions and trillions of 2015 US dollars.
    [Fact]
    public async Task RunAsync_NatoTotalConstant2015_AmountsAsPublished()
    {
        var row = (await RunAsync(new AggregateSpendingRequest { Group = "spendingGroups/nato-total-2024-06", Basis = Make.Constant(2015) })).Years[0];
        Assert.Equal(("910", "35.3"), ((Amount.Of(row.DefenceSpending) / 1_000_000_000).ToText(0), (Amount.Of(row.Gdp) / 1_000_000_000_000).ToText(1)));
    }

    [Fact]
    public async Task RunAsync_EuropeAndCanada2024_430BillionAndEighteenPercentMore()
    {
        // The figures that the Secretary General gave with the publication: 18 % more, 23 Allies at 2 %.
        var row = (await ConstantAsync()).Years.Single(row => row.Year == 2024);
        Assert.Equal("430", (Amount.Of(row.DefenceSpending) / 1_000_000_000).ToText(0));
        Assert.Equal("18", Rational.FromWire(row.ChangePercent).ToText(0));
        var total = await RunAsync(new AggregateSpendingRequest { Group = "spendingGroups/nato-total-2024-06" });
        Assert.Equal(23, total.Years.Single(year => year.Year == 2024).AtTwoPercentCount);
    }

    [Fact]
    public async Task RunAsync_MembershipByYear_FinlandFrom2023SwedenFrom2024()
    {
        var years = (await RunAsync(new AggregateSpendingRequest { Group = EuropeAndCanada })).Years.ToDictionary(row => row.Year);
        Assert.Equal([26, 27, 28, 29, 30], new[] { 2016, 2017, 2020, 2023, 2024 }.Select(year => years[year].Members.Count));
        Assert.DoesNotContain("nations/FIN", years[2022].Members);
        Assert.Contains("nations/FIN", years[2023].Members);
        Assert.DoesNotContain("nations/SWE", years[2023].Members);
        Assert.DoesNotContain("nations/ISL", years[2024].Missing);
    }

    [Fact]
    public async Task RunAsync_YearRange_ChangeOfTheFirstYearStillKnowsTheYearBefore()
    {
        var response = await RunAsync(new AggregateSpendingRequest { Group = EuropeAndCanada, Basis = Make.Constant(2015), FirstYear = 2016, LastYear = 2017 });
        Assert.Equal([2016, 2017], response.Years.Select(row => row.Year));
        Assert.True(response.Years[0].HasChangePercent);
    }

    [Fact]
    public async Task RunAsync_SeriesNotHeld_NamesWhatIsMissing()
    {
        var failure = await Assert.ThrowsAsync<PreconditionException>(() =>
            RunAsync(new AggregateSpendingRequest { Group = EuropeAndCanada, Basis = Make.Constant(2015), PriceIndexSeries = "nobody-has-it", FirstYear = 2024 }));
        Assert.Equal(ErrorReason.SeriesMissing, failure.Reason);
        Assert.Contains("ALL nations/ALB 2015 price index", failure.Facts["missing"]);
    }

    [Fact]
    public async Task RunAsync_InlineInSeveralCurrencies_BasesDiffer()
    {
        Expenditure Figure(string code, string currency) => new() { Name = $"nations/{code}/expenditures/x", Year = 2024, Definition = SpendingDefinition.National, DefenceSpending = Make.Money("1", currency) };
        var request = new AggregateSpendingRequest
        {
            InlineGroup = new SpendingGroup { Definition = SpendingDefinition.National, Edition = "x", Members = { new SpendingGroupMember { Nation = "nations/AAA" } } },
            InlineExpenditures = { Figure("AAA", "EUR"), Figure("BBB", "USD") },
        };
        Assert.Equal(ErrorReason.BasesDiffer, (await Assert.ThrowsAsync<InvalidFieldsException>(() => RunAsync(request))).Reason);
    }

    private static Task<AggregateSpendingResponse> ConstantAsync() => RunAsync(new AggregateSpendingRequest { Group = EuropeAndCanada, Basis = Make.Constant(2015) });

    private static async Task<AggregateSpendingResponse> RunAsync(AggregateSpendingRequest request) => await AggregateSpending.ComputeAsync(SeededStore.Checked(request, AggregateSpending.Check), await SeededStore.OpenAsync());
}
