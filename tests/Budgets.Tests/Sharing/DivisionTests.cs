using Summit.Budgets.Sharing;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Sharing;

public sealed class DivisionTests
{
    private static readonly NationValue[] Claims = Make.Values(60, 90, 150);

    [Fact]
    public void Proportional_HandbookExample_24_36_60() => Assert.Equal(Make.Rationals(24, 36, 60), Make.Of(Division.Proportional(Claims, 120)));

    [Fact]
    public void EqualAwards_HandbookExample_40_40_40() => Assert.Equal(Make.Rationals(40, 40, 40), Make.Of(Division.EqualAwards(Claims, 120)));

    [Fact]
    public void EqualLosses_HandbookExample_0_30_90() => Assert.Equal(Make.Rationals(0, 30, 90), Make.Of(Division.EqualLosses(Claims, 120)));

    [Fact]
    public void Talmud_HandbookExample_30_45_45() => Assert.Equal(Make.Rationals(30, 45, 45), Make.Of(Division.Talmud(Claims, 120)));

    [Fact]
    public void RandomArrival_HandbookExample_25_40_55() => Assert.Equal(Make.Rationals(25, 40, 55), Make.Of(Division.RandomArrival(Claims, 120)));

    // Mishnah, Ketubot 93a: three wives with claims of 100, 200 and 300 on an estate of 100, 200 or 300; as in
    // Aumann and Maschler, Game theoretic analysis of a bankruptcy problem from the Talmud, J. Econ. Theory 36 (1985), table I.
    [Theory]
    [InlineData(100, "33.333", "33.333", "33.333")]
    [InlineData(200, "50", "75", "75")]
    [InlineData(300, "50", "100", "150")]
    public void Talmud_EstatesOfTheMishnah_AsPublished(int estate, params string[] awards) =>
        Assert.Equal(awards, Make.Of(Division.Talmud(Make.Values(100, 200, 300), estate)).Select(award => award.ToText(3)));

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void AllRules_NothingOrAllToDivide_GiveNothingOrTheClaims(int pot)
    {
        var expected = pot == 0 ? Make.Rationals(0, 0, 0) : Make.Of(Claims);
        Assert.All(
            new[] { Division.Proportional(Claims, pot), Division.EqualAwards(Claims, pot), Division.EqualLosses(Claims, pot), Division.Talmud(Claims, pot), Division.RandomArrival(Claims, pot), MinimalOverlap.Divide(Claims, pot) },
            awards => Assert.Equal(expected, Make.Of(awards)));
    }

    [Fact]
    public void RandomArrival_TwelveClaimants_SumsExactly()
    {
        var claims = Make.Values([.. Enumerable.Range(1, 12).Select(i => (long)i * 17)]);
        Assert.Equal((Rational)1000, Rational.Sum(Make.Of(Division.RandomArrival(claims, 1000))));
    }
}
