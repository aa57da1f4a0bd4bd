using Summit.Nations.Unity;
using Summit.Nations.V1;

namespace Summit.Nations.Tests.Unity;

public sealed class MeasuresTests
{
    [Fact]
    public void Counts_HandbookExample_MatchesAllThree()
    {
        var counts = new VoteCounts { YesCount = 5, NoCount = 2, AbstainCount = 1 };

        Assert.Equal(3.0 / 7, Measures.Rice(counts).Value, 12);
        Assert.Equal(0.25, Measures.Attina(counts).Value, 12);
        Assert.Equal(0.4375, Measures.Agreement(counts).Value, 12);
    }

    [Fact]
    public void Rice_OnlyAbstentions_IsUndefinedNotZero()
    {
        var counts = new VoteCounts { AbstainCount = 3 };

        Assert.False(Measures.Rice(counts).HasValue);
        Assert.NotEqual("", Measures.Rice(counts).UndefinedReason);
        Assert.Equal(1, Measures.Attina(counts).Value);
        Assert.False(Measures.Attina(new VoteCounts()).HasValue);
    }

    [Theory]
    [InlineData(new long[] { 0, 2, 6, 2, 0 }, 0.700)]
    [InlineData(new long[] { 4, 1, 0, 1, 4 }, -0.656)]
    [InlineData(new long[] { 5, 0, 0, 0, 5 }, -1)]
    [InlineData(new long[] { 3, 3, 3, 3, 3 }, 0)]
    [InlineData(new long[] { 0, 0, 9, 0, 0 }, 1)]
    public void VanDerEijk_KnownHistograms_Match(long[] frequencies, double expected) =>
        Assert.Equal(expected, Measures.VanDerEijk(frequencies).Value, 3);

    [Fact]
    public void VanDerEijk_NothingInAnyCategory_IsUndefined() => Assert.False(Measures.VanDerEijk([0, 0, 0, 0, 0]).HasValue);

    [Fact]
    public void Pair_OneAbstains_CountsHalf()
    {
        var pair = Measures.Pair("nations/DEU", "nations/FRA", [(Choice.Yes, Choice.Yes), (Choice.Yes, Choice.No), (Choice.Abstain, Choice.No), (Choice.Abstain, Choice.Abstain)]);

        Assert.Equal((4, 2, 1), (pair.CommonCount, pair.SameCount, pair.OneAbstainsCount));
        Assert.Equal(0.625, pair.Agreement.Value);
        Assert.False(Measures.Pair("nations/DEU", "nations/FRA", []).Agreement.HasValue);
    }
}
