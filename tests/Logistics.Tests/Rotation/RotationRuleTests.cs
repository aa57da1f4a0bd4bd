using Summit.Logistics.Rotation;

namespace Summit.Logistics.Tests.Rotation;

public sealed class RotationRuleTests
{
    private static readonly Ratio All = 1;

    [Fact]
    public void PoolNeeded_HandbookExample_IsFourTimes()
    {
        var rule = new RotationRule(4, 12, 0);

        Assert.Equal(new Ratio(4, 1), rule.Factor);
        Assert.Equal(20_000, rule.PoolNeeded(5_000, All));
    }

    [Fact]
    public void PoolNeeded_HalfMonthOverlap_IsTheNearestPerson()
    {
        var rule = new RotationRule(4, 12, Ratio.Of(0.5));

        Assert.Equal(4.571, rule.Factor.ToDouble(3));
        Assert.Equal(22_857, rule.PoolNeeded(5_000, All)); // 22,857.14…
    }

    [Fact]
    public void Sustainable_SmallestPoolThatKeepsTheForce_IsTheForce()
    {
        var rule = new RotationRule(4, 12, Ratio.Of(0.5));
        var availability = Ratio.Of(0.7);

        var pool = (long)(5_000 * rule.Factor / availability).Ceiling();

        Assert.Equal(5_000, rule.Sustainable(pool, availability));
        Assert.Equal(4_999, rule.Sustainable(pool - 1, availability));
    }

    [Theory]
    [InlineData(20_000, null)] // holds for ever
    [InlineData(19_999, 12)] // three tours in hand, the fourth is one person short
    [InlineData(10_000, 8)]
    [InlineData(9_999, 4)]
    [InlineData(4_999, 0)] // cannot be raised at all
    public void FirstBreakMonth_SmallerPool_BreaksEarlier(long pool, int? month) =>
        Assert.Equal(month, new RotationRule(4, 12, 0).FirstBreakMonth(5_000, pool, All));

    [Fact]
    public void FirstBreakMonth_Overlap_BreaksEarlier() =>
        Assert.Equal(7, new RotationRule(4, 12, Ratio.Of(0.5)).FirstBreakMonth(5_000, 10_000, All));

    [Fact]
    public void Constructor_OverlapAsLongAsTour_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RotationRule(4, 12, 4));

    [Theory]
    [InlineData(0.1, 1, 10)]
    [InlineData(-2.5, -5, 2)]
    [InlineData(6, 6, 1)]
    public void Of_Number_IsTheDecimalThatItPrintsAs(double value, int numerator, int denominator) =>
        Assert.Equal(new Ratio(numerator, denominator), Ratio.Of(value));
}
