using Summit.Budgets.Spending;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Measure = Summit.Budgets.V1.GuidelineTarget.Types.Measure;

namespace Summit.Budgets.Tests.Spending;

public sealed class ComputeGuidelineGapsTests
{
    [Fact]
    public async Task RunAsync_HandbookExample_GapIsTen()
    {
        var gap = (await RunAsync(Request(Figure("800", "18"), Target(3.5)))).Gaps.Single();
        Assert.Equal((2.25, 1.25, "10", false), (gap.SharePercent, gap.GapPercentagePoints, Make.Text(gap.Gap), gap.Met));
    }

    [Fact]
    public async Task RunAsync_HandbookExample_NeedsThirteenPercentGrowth()
    {
        var request = Request(Figure("1000", "22"), Target(3.5));
        (request.TargetYear, request.GdpGrowthPercent) = (2029, 3);
        var gap = (await RunAsync(request)).Gaps.Single();
        Assert.Equal(13.0, gap.NeededGrowthPercent, 1);
        Assert.Equal([2025, 2026, 2027, 2028, 2029], gap.Path.Select(year => year.Year));
        Assert.Equal("40.57", Make.Text(gap.Path[^1].Spending));
        Assert.Equal(3.5, gap.Path[^1].SharePercent);
    }

    [Fact]
    public async Task RunAsync_AboveTheTarget_GapIsNegativeAndMet()
    {
        var gap = (await RunAsync(Request(Figure("100", "4"), Target(3.5)))).Gaps.Single();
        Assert.Equal(("-0.5", true), (Make.Text(gap.Gap), gap.Met));
    }

    [Fact]
    public async Task RunAsync_CoreAndRelated_NeverOffsetEachOther()
    {
        var figure = Figure("1000", "30");
        figure.RelatedSpending = Make.Money("40", "USD");
        var gaps = (await RunAsync(Request(figure, Target(3.5), Target(1.5, Measure.RelatedOfGdp)))).Gaps;
        Assert.Equal([("5", false), ("0", true)], gaps.Select(gap => (Make.Text(gap.Gap), gap.Met)));
        Assert.Equal("15", Make.Text(gaps[1].Spent));
    }

    [Fact]
    public async Task RunAsync_RelatedNotHeld_IsSaidAndNotJudged()
    {
        var response = await RunAsync(Request(Figure("1000", "30"), Target(1.5, Measure.RelatedOfGdp)));
        Assert.Empty(response.Gaps);
        Assert.Contains(response.Assumptions, text => text.Contains("no gap is computed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_StoredFigures2024_FranceMeetsTwoPercentAndTwentyOfEquipment()
    {
        var response = await RunAsync(new ComputeGuidelineGapsRequest { Nations = { "nations/FRA", "nations/DEU" }, AsOf = Make.Day("2025-02-17") });
        Assert.All(response.Gaps, gap => Assert.Equal(("guidelines/wales-2014", 2024, "2024-06"), (gap.Guideline, gap.Year, gap.Edition)));
        var france = response.Gaps.Where(gap => gap.Nation == "nations/FRA").ToList();
        Assert.Equal([2.06, 28.36], france.Select(gap => Math.Round(gap.SharePercent, 2)));
        Assert.All(france, gap => Assert.True(gap.Met));
    }

    [Fact]
    public async Task RunAsync_NewestEditionWithSharesAlone_JudgedByItsShareAndAmountsNameTheirEdition()
    {
        var request = new ComputeGuidelineGapsRequest { Nations = { "nations/FRA" }, Guidelines = { "guidelines/wales-2014" }, AsOf = Make.Day("2025-09-30") };
        var gap = (await RunAsync(request)).Gaps.First(gap => gap.Target.Measure == Measure.DefenceOfGdp);
        Assert.Equal((2.05, 2025, "2025-08", true), (gap.SharePercent, gap.Year, gap.Edition, gap.Met));
        Assert.Equal((2024, "2024-06"), (gap.AmountsYear, gap.AmountsEdition));
    }

    [Fact]
    public async Task RunAsync_NationNotHeld_FactMissing() =>
        await Assert.ThrowsAsync<PreconditionException>(() => RunAsync(new ComputeGuidelineGapsRequest { Nations = { "nations/XXX" } }));

    private static Expenditure Figure(string gdp, string spending) => new()
    {
        Year = 2024,
        Definition = SpendingDefinition.Nato,
        Gdp = Make.Money(gdp, "USD"),
        DefenceSpending = Make.Money(spending, "USD"),
    };

    private static GuidelineTarget Target(double percent, Measure measure = Measure.DefenceOfGdp) => new() { Measure = measure, Percent = percent };

    private static ComputeGuidelineGapsRequest Request(Expenditure figure, params GuidelineTarget[] targets) => new()
    {
        Nations = { "nations/AAA" },
        InlineExpenditures = { figure },
        InlineGuidelines = { new Guideline { TargetYear = 2035, Targets = { targets } } },
    };

    private static async Task<ComputeGuidelineGapsResponse> RunAsync(ComputeGuidelineGapsRequest request) => await ComputeGuidelineGaps.ComputeAsync(SeededStore.Checked(request, ComputeGuidelineGaps.Check), await SeededStore.OpenAsync());
}
