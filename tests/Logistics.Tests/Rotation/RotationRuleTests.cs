using Summit.Kernel;
using Summit.Logistics.Rotation;

namespace Summit.Logistics.Tests.Rotation;

public sealed class RotationRuleTests
{
    private static readonly Rational All = 1;

    [Fact]
    public void PoolNeeded_HandbookExample_IsFourTimes()
    {
        var rule = new RotationRule(4, 12, 0);

        Assert.Equal(new Rational(4, 1), rule.Factor);
        Assert.Equal(20_000, rule.PoolNeeded(5_000, All));
    }

    [Fact]
    public void PoolNeeded_HalfMonthOverlap_IsRoundedUp()
    {
        var rule = new RotationRule(4, 12, Rational.FromWire(0.5));

        Assert.Equal(new Rational(32, 7), rule.Factor);
        Assert.Equal(22_858, rule.PoolNeeded(5_000, All)); // 22,857.14…; 22,857 would keep 4,999
        Assert.Equal(4_999, rule.Sustainable(22_857, All));
    }

    [Fact]
    public void Sustainable_SmallestPoolThatKeepsTheForce_IsTheForce()
    {
        var rule = new RotationRule(4, 12, Rational.FromWire(0.5));
        var availability = Rational.FromWire(0.7);

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
        Assert.Equal(7, new RotationRule(4, 12, Rational.FromWire(0.5)).FirstBreakMonth(5_000, 10_000, All));

    [Fact]
    public void Constructor_OverlapAsLongAsTour_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RotationRule(4, 12, 4));
}
