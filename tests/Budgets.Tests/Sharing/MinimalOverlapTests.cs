using FsCheck;
using FsCheck.Fluent;
using Summit.Budgets.Sharing;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Sharing;

public sealed class MinimalOverlapTests
{
    // O'Neill, A problem of rights arbitration from the Talmud, Mathematical Social Sciences 2 (1982): ibn Ezra's legacy. Four heirs
    // claim all, half, a third and a quarter of 120.
    [Fact]
    public void Divide_LegacyOfIbnEzra_AsPublished() =>
        Assert.Equal(["7.5", "10.833", "20.833", "80.833"], Make.Of(MinimalOverlap.Divide(Make.Values(30, 40, 60, 120), 120)).Select(award => award.ToText(3)));

    [Theory]
    [InlineData(120, "20", "35", "65")]
    [InlineData(200, "26.667", "56.667", "116.667")]
    public void Divide_WorkedExample_ByHand(int pot, params string[] awards) =>
        Assert.Equal(awards, Make.Of(MinimalOverlap.Divide(Make.Values(60, 90, 150), pot)).Select(award => award.ToText(3)));

    [Fact]
    public void Divide_ClaimsAboveThePot_CountAsThePot()
    {
        var cases = from claims in Gen.Choose(0, 100).ListOf(5)
                    from pot in Gen.Choose(1, 100)
                    select (Claims: claims, Pot: pot);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var claims = Make.Values([.. one.Claims.Select(claim => (long)claim)]);
            Rational pot = Math.Min(one.Pot, one.Claims.Sum());
            var cut = claims.Select(claim => claim with { Value = Rational.Min(claim.Value, pot) }).ToList();
            return Make.Of(MinimalOverlap.Divide(claims, pot)).SequenceEqual(Make.Of(MinimalOverlap.Divide(cut, pot)));
        }).QuickCheckThrowOnFailure();
    }
}
