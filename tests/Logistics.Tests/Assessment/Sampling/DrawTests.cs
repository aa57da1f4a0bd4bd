using Summit.Logistics.Assessment.Sampling;

namespace Summit.Logistics.Tests.Assessment.Sampling;

public sealed class DrawTests
{
    private const int Draws = 20_000;

    [Fact]
    public void Of_SymmetricRange_IsTriangular()
    {
        // A triangle from 0 over 10 to 20 has its quartiles at 7.07, 10 and 12.93.
        var fact = new Triangle(Draw.KeyOf("a"), 0, 10, 20, HighIsFavourable: true);
        var values = Enumerable.Range(0, Draws).Select(i => new Draw(7, i).Of(fact)).Order().ToList();

        Assert.InRange(values[Draws / 4], 6.9, 7.25);
        Assert.InRange(values[Draws / 2], 9.9, 10.1);
        Assert.InRange(values[Draws * 3 / 4], 12.75, 13.1);
        Assert.All(values, v => Assert.InRange(v, 0, 20));
    }

    [Fact]
    public void Of_SeedFactOrDrawDiffers_OtherValue()
    {
        var fact = new Triangle(Draw.KeyOf("a"), 0, 0, 1, HighIsFavourable: true);
        double Value(long seed, string name, int draw) => new Draw(seed, draw).Of(fact with { Key = Draw.KeyOf(name) });

        Assert.Equal(Value(1, "a", 1), Value(1, "a", 1));
        Assert.Equal(5, new[] { Value(1, "a", 1), Value(2, "a", 1), Value(1, "b", 1), Value(1, "a", 3), Value(-1, "a", 1) }.Distinct().Count());
    }

    [Fact]
    public void Of_WiderRange_MovesUnfavourableDrawsDownAndFavourableOnesUp()
    {
        var narrow = new Triangle(Draw.KeyOf("a"), 9, 10, 11, HighIsFavourable: true);
        foreach (var draw in Enumerable.Range(0, 1_000).Select(i => new Draw(3, i)))
        {
            var (before, after) = (draw.Of(narrow), draw.Of(narrow with { Low = 5, High = 30 }));
            Assert.True(draw.Favourable ? after >= before && before >= 10 : after <= before && before <= 10);
        }
    }

    [Fact]
    public void Of_LowIsFavourable_FavourableDrawsLieBelowMid()
    {
        var fact = new Triangle(Draw.KeyOf("a"), 5, 10, 20, HighIsFavourable: false);

        Assert.True(new Draw(1, 1).Of(fact) <= 10);
        Assert.True(new Draw(1, 2).Of(fact) >= 10);
    }

    [Fact]
    public void Of_KnownSeed_KeepsItsValues() =>
        // Answers are asked again years later: the generator must not change without a new engine version.
        Assert.Equal([0.427019232114, 0.745653734664], Enumerable.Range(0, 2).Select(i => Math.Round(new Draw(1, i).Of(new Triangle(Draw.KeyOf("a"), 0, 0.5, 1, HighIsFavourable: true)), 12)));

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(10, 0, 8)]
    [InlineData(1_000, 99, 899)]
    public void Quantiles_CountOfDraws_NearestRank(int count, int p10, int p90)
    {
        var (low, mid, high) = Quantiles.Of(Enumerable.Range(0, count).Select(i => (double)i), count / 2.0);

        Assert.Equal((p10, count / 2.0, Math.Max(p90, count / 2.0)), (low, mid, high));
    }
}
