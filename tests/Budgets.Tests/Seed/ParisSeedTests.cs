using Summit.Api.V1;
using Summit.Budgets.Facts;

namespace Summit.Budgets.Tests.Seed;

public sealed class ParisSeedTests
{
    [Fact]
    public async Task Load_EveryFigure_NamesItsSource()
    {
        var held = await SeededStore.OpenAsync();
        List<Source> sources =
        [
            .. (await held.ListAsync(Types.Expenditures, "nations/-")).Select(figure => figure.Source),
            .. (await held.ListAsync(Types.PriceIndices, "nations/-")).Select(index => index.Source),
            .. (await held.ListAsync(Types.ExchangeRates)).Select(rate => rate.Source),
            .. (await held.ListAsync(Types.CostKeys)).Select(key => key.Source),
            .. (await held.ListAsync(Types.CostFactors)).Select(factor => factor.Source),
            .. (await held.ListAsync(Types.CostEstimates)).Select(estimate => estimate.Source),
            .. (await held.ListAsync(Types.Guidelines)).Select(guideline => guideline.Source),
            .. (await held.ListAsync(Types.SpendingGroups)).Select(group => group.Source),
            .. (await held.ListAsync(Types.Pledges, "nations/-")).Select(pledge => pledge.Source),
        ];
        Assert.True(sources.Count > 1800, $"{sources.Count} figures");
        Assert.All(sources, source =>
        {
            Assert.NotEmpty(source.Title);
            Assert.NotEmpty(source.Publisher);
            Assert.NotNull(source.PublishDate);
            Assert.NotEqual(Confidence.Unspecified, source.Confidence);
        });
    }

    [Fact]
    public async Task Load_August2025_SharesWithoutAmounts()
    {
        var held = await SeededStore.OpenAsync();
        var figure = await held.GetAsync(Types.Expenditures, "nations/ALB/expenditures/nato-2025-08-2025");
        Assert.Equal((2.01, true), (figure.PublishedSharePercent, figure.Estimate));
        Assert.Null(figure.DefenceSpending);
    }

    // Resolution 79/249 and the Commission's figures for 2023, by a second reading.
    [Theory]
    [InlineData("un-scale-2025-2027", "USA", 22)]
    [InlineData("un-scale-2025-2027", "UKR", 0.074)]
    [InlineData("un-scale-2022-2024", "DEU", 6.111)]
    [InlineData("nato-cost-share-2024-2025", "DEU", 15.8813)]
    public async Task Load_Keys_SharesAsPublished(string key, string nation, double value)
    {
        var held = await SeededStore.OpenAsync();
        var stored = await held.GetAsync(Types.CostKeys, $"costKeys/{key}");
        Assert.Equal(value, stored.Entries.Single(entry => entry.Nation == Make.Nation(nation)).Value);
    }

    [Fact]
    public async Task Load_GdpAndPopulation_OfEveryNationInvolved()
    {
        var held = await SeededStore.OpenAsync();
        var keys = (await held.ListAsync(Types.CostKeys)).ToDictionary(key => key.Name);
        string[] Nations(string key) => [.. keys[$"costKeys/{key}"].Entries.Select(entry => entry.Nation).Order(StringComparer.Ordinal)];
        Assert.Equal(Nations("population-2023"), Nations("gdp-2023"));
        Assert.Contains("nations/AUS", Nations("gdp-2024"));
        Assert.Empty(Nations("gdp-2023").Except(Nations("un-scale-2025-2027")));
    }

    [Fact]
    public async Task Load_FiguresFromMemory_AreFew()
    {
        var held = await SeededStore.OpenAsync();
        var recalled = (await held.ListAsync(Types.Expenditures, "nations/-")).Count(figure => figure.Source.Confidence == Confidence.Recalled)
            + (await held.ListAsync(Types.ExchangeRates)).Count(rate => rate.Source.Confidence == Confidence.Recalled)
            + (await held.ListAsync(Types.CostKeys)).Count(key => key.Source.Confidence == Confidence.Recalled)
            + (await held.ListAsync(Types.CostEstimates)).Count(estimate => estimate.Source.Confidence == Confidence.Recalled)
            + (await held.ListAsync(Types.Guidelines)).Count(guideline => guideline.Source.Confidence == Confidence.Recalled);
        Assert.InRange(recalled, 0, 16);
    }
}
