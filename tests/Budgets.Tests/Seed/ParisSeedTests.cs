using Summit.Api.V1;
using Summit.Budgets.Reading;

namespace Summit.Budgets.Tests.Seed;

public sealed class ParisSeedTests
{
    [Fact]
    public async Task Load_EveryFigure_NamesItsSource()
    {
        var held = await SeededStore.OpenAsync();
        List<Source> sources =
        [
            .. (await held.ListAsync(BudgetResources.Expenditures, "nations/-")).Select(figure => figure.Source),
            .. (await held.ListAsync(BudgetResources.PriceIndices, "nations/-")).Select(index => index.Source),
            .. (await held.ListAsync(BudgetResources.ExchangeRates)).Select(rate => rate.Source),
            .. (await held.ListAsync(BudgetResources.CostKeys)).Select(key => key.Source),
            .. (await held.ListAsync(BudgetResources.CostFactors)).Select(factor => factor.Source),
            .. (await held.ListAsync(BudgetResources.CostEstimates)).Select(estimate => estimate.Source),
            .. (await held.ListAsync(BudgetResources.Guidelines)).Select(guideline => guideline.Source),
            .. (await held.ListAsync(BudgetResources.SpendingGroups)).Select(group => group.Source),
            .. (await held.ListAsync(BudgetResources.Pledges, "nations/-")).Select(pledge => pledge.Source),
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
        var figure = await held.GetAsync(BudgetResources.Expenditures, "nations/ALB/expenditures/nato-2025-08-2025");
        Assert.Equal((2.01, true), (figure.PublishedSharePercent, figure.Estimate));
        Assert.Null(figure.DefenceSpending);
    }
}
