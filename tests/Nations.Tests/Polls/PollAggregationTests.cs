using Summit.Kernel;
using Summit.Nations.Polls;
using Summit.Nations.V1;

namespace Summit.Nations.Tests.Polls;

public sealed class PollAggregationTests
{
    private static readonly DateOnly Today = new(2025, 3, 31);

    [Fact]
    public void Aggregate_HandbookExample_MeanAndSpreadMatch()
    {
        var series = Assert.Single(Aggregate(2000, Poll("peacekeepers", 1000, 50, 0), Poll("peacekeepers", 800, 40, 30)).Series);

        Assert.Equal(661.0 / 1402, series.Mean, 12);
        Assert.Equal(0.013, series.StandardDeviation, 3);
        Assert.Equal(1400, series.EffectiveSample, 9);
        Assert.InRange(series.Mean, series.IntervalLow, series.IntervalHigh);
        Assert.Equal(4 * 0.98 * series.StandardDeviation, series.IntervalHigh - series.IntervalLow, 3);
    }

    [Fact]
    public void Aggregate_OtherWording_IsAnotherSeries()
    {
        var response = Aggregate(2000, Poll("peacekeepers", 1000, 50, 0), Poll("combat troops", 1000, 20, 0));

        Assert.Equal(["combat troops", "peacekeepers"], response.Series.Select(s => s.Question));
    }

    [Fact]
    public void Aggregate_AboveTheCap_IsCut()
    {
        var series = Assert.Single(Aggregate(2000, Poll("peacekeepers", 9000, 50, 0)).Series);

        Assert.True(series.Capped);
        Assert.Equal(2000, series.EffectiveSample, 9);
    }

    [Fact]
    public void Aggregate_NoSampleOrLater_IsLeftOutAndNamed()
    {
        var response = Aggregate(2000, Poll("peacekeepers", 0, 50, 0), Poll("peacekeepers", 1000, 50, -1), Poll("peacekeepers", 1000, 50, 1));

        var series = Assert.Single(response.Series);
        Assert.False(series.PublishedLater);
        Assert.Equal(1, Assert.Single(series.Contributions).AgeDays);
        Assert.Equal(2, response.LeftOut.Count);
    }

    [Fact]
    public void Aggregate_NothingKnownByThen_UsesTheLaterOneAndMarksIt()
    {
        var series = Assert.Single(Aggregate(2000, Poll("peacekeepers", 1000, 50, -17)).Series);

        Assert.True(series.PublishedLater);
        Assert.Equal(-17, Assert.Single(series.Contributions).AgeDays);
        Assert.Equal(1000, series.EffectiveSample, 9);
    }

    [Theory]
    [InlineData(1, 1, 0.25, 0.25)]
    [InlineData(2, 1, 0.5, 0.25)] // x^2
    [InlineData(2, 2, 0.5, 0.5)]
    [InlineData(2, 3, 0.3, 0.3483)] // 6x^2 - 8x^3 + 3x^4
    public void BetaDistribution_KnownValues_Match(double a, double b, double x, double expected)
    {
        Assert.Equal(expected, new BetaDistribution(a, b).Cumulative(x), 10);
        Assert.Equal(x, new BetaDistribution(a, b).Quantile(expected), 9);
    }

    private static AggregatePollsResponse Aggregate(double cap, params Poll[] polls) =>
        PollAggregation.Aggregate(polls.Select((p, i) => ($"polls[{i}]", p)), new PollMethod("support", Today, 30, cap, 0));

    private static Poll Poll(string question, int sample, double percent, int age) => new()
    {
        Nation = "nations/FRA",
        Population = "adults",
        Question = question,
        SampleCount = sample,
        FieldEndDate = Today.AddDays(-age).ToDate(),
        Answers = { new PollAnswer { Answer = "support", Percent = percent }, new PollAnswer { Answer = "other", Percent = 100 - percent } },
    };
}
