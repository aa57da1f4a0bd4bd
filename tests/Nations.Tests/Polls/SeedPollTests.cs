using Summit.Nations.V1;
using static Summit.Nations.Tests.NationsFixture;

namespace Summit.Nations.Tests.Polls;

/// <summary>The seed's polls, combined with the defaults of the call.</summary>
public sealed class SeedPollTests(NationsFixture nations) : IClassFixture<NationsFixture>
{
    [Theory]
    [InlineData("GBR", 52)]
    [InlineData("FRA", 49)]
    [InlineData("ESP", 53)]
    [InlineData("DEU", 37)]
    [InlineData("ITA", 36)]
    public async Task AggregatePolls_EuropeanPeacekeepers_ReportedShareWithAnAssumedSample(string nation, double percent)
    {
        var answer = await AskAsync(nation, Day(2025, 3, 31));

        // 1,000 asked are assumed where no sample was reported: 27 days old, they weigh 1,000 x 0.5^(27/30) = 535.9.
        var series = answer.Series.Single(s => s.Question == "European peacekeeping force in Ukraine after a deal");
        Assert.Equal(535.887, series.EffectiveSample, 3);
        Assert.Equal((1 + (535.887 * percent / 100)) / (2 + 535.887), series.Mean, 5);
        Assert.InRange(percent / 100, series.IntervalLow, series.IntervalHigh);
        Assert.True(Assert.Single(series.Contributions).SampleAssumed);
        Assert.False(series.PublishedLater);
        Assert.Empty(answer.LeftOut);
    }

    [Fact]
    public async Task AggregatePolls_Poland_EachWordingIsASeriesOfItsOwn()
    {
        var answer = await AskAsync("POL", Day(2025, 3, 31));

        Assert.Equal(4, answer.Series.Count);
        Assert.All(answer.Series, s => Assert.InRange(s.Mean, 0.05, 0.30));
        Assert.Equal([true, true, false, false], answer.Series.OrderBy(s => s.Mean).Select(s => s.Contributions[0].SampleAssumed));
    }

    [Fact]
    public async Task AggregatePolls_BeforeAnyWasPublished_UsesTheLaterOneAndMarksIt()
    {
        // YouGov asked until 4 March and published on the 6th.
        var series = Assert.Single((await AskAsync("GBR", Day(2025, 3, 5))).Series);

        Assert.True(series.PublishedLater);
        Assert.False((await AskAsync("GBR", Day(2025, 3, 6))).Series[0].PublishedLater);
    }

    private async Task<AggregatePollsResponse> AskAsync(string nation, Google.Type.Date asOf) =>
        await nations.Polls.AggregatePollsAsync(new AggregatePollsRequest { Nation = $"nations/{nation}", AsOf = asOf }, nations.Viewer);
}
