using FsCheck;
using FsCheck.Fluent;
using Summit.Budgets.Keys;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Keys;

public sealed class LimitsTests
{
    [Fact]
    public void Apply_Ceiling_SpreadsTheExcessProRata()
    {
        // 70, 20, 10 with a ceiling of 40: the other 60 go 2 to 1.
        var shares = Limits.Apply(Make.Values(70, 20, 10), _ => new Limit(Rational.Zero, new Rational(40, 100)));
        Assert.Equal([new Rational(40, 100), new Rational(40, 100), new Rational(20, 100)], Make.Of(shares!));
    }

    [Fact]
    public void Apply_Floor_IsPaidByTheOthersProRata()
    {
        var shares = Limits.Apply(Make.Values(60, 39, 1), _ => new Limit(new Rational(10, 100), Rational.One));
        Assert.Equal([new Rational(90 * 60, 100 * 99), new Rational(90 * 39, 100 * 99), new Rational(10, 100)], Make.Of(shares!));
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(40, 100)]
    public void Apply_LimitsThatCannotSumToAll_Null(int floorPercent, int ceilingPercent) =>
        Assert.Null(Limits.Apply(Make.Values(1, 2, 3), _ => new Limit(new Rational(floorPercent, 100), new Rational(ceilingPercent, 100))));

    [Fact]
    public void Apply_AnyWeights_SumsToOneWithinLimitsAndProRataBetween()
    {
        var cases = from weights in Gen.Choose(1, 1000).ListOf(6)
                    from floor in Gen.Choose(0, 16)
                    from ceiling in Gen.Choose(17, 100)
                    select (Weights: Make.Values([.. weights.Select(weight => (long)weight)]), Limit: new Limit(new Rational(floor, 100), new Rational(ceiling, 100)));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var shares = Limits.Apply(one.Weights, _ => one.Limit)!;
            var free = shares.Zip(one.Weights).Where(pair => pair.First.Value > one.Limit.Floor && pair.First.Value < one.Limit.Ceiling).ToList();
            return Rational.Sum(Make.Of(shares)) == Rational.One
                && shares.All(share => share.Value >= one.Limit.Floor && share.Value <= one.Limit.Ceiling)
                && free.Select(pair => pair.First.Value / pair.Second.Value).Distinct().Count() <= 1;
        }).QuickCheckThrowOnFailure();
    }
}
