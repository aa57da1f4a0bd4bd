using Summit.Budgets.Keys;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Keys;

public sealed class MembershipTests
{
    private static readonly HashSet<string> Nobody = [];

    [Theory]
    [InlineData("99.99", true)]
    [InlineData("100.01", true)]
    [InlineData("99.98", false)]
    [InlineData("100.011", false)]
    public void SumsToHundred_NearTheTolerance_HoldsUpToIt(string sum, bool holds) => Assert.Equal(holds, CostKeys.SumsToHundred([Rational.Parse(sum)]));

    [Fact]
    public void Apply_MemberLeaves_OthersTakeItsPartProRata() =>
        Assert.Equal([new Rational(2, 5), new Rational(3, 5)], Make.Of(Membership.Apply(Make.Values(20, 30, 50), new HashSet<string> { "N002" }, [])));

    [Fact]
    public void Apply_MemberJoins_OthersTimesOneMinusItsShare() =>
        Assert.Equal(
            [new Rational(54, 100), new Rational(36, 100), new Rational(10, 100)],
            Make.Of(Membership.Apply(Make.Values(60, 40), Nobody, [new NationValue("NEW", new Rational(1, 10))])));

    [Fact]
    public void Apply_TwoJoinAtOnce_EachHasItsShareAndTheOthersTheRest() =>
        Assert.Equal(
            [new Rational(40, 100), new Rational(10, 100), new Rational(50, 100)],
            Make.Of(Membership.Apply(Make.Values(1), Nobody, [new("A", new Rational(1, 10)), new("B", new Rational(1, 2))])));
}
