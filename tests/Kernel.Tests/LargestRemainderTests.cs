using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Summit.Kernel.Tests;

public sealed class LargestRemainderTests
{
    [Fact]
    public void Round_HundredCentsByThree_34_33_33() =>
        Assert.Equal([34, 33, 33], Round(100, 1, 1, 1));

    [Fact]
    public void Round_EqualRemainders_GoByNationCode()
    {
        var third = new Rational(100, 3);
        var shares = LargestRemainder.Round([new("nations/ITA", third), new("nations/DEU", third), new("nations/FRA", third)]);
        Assert.Equal([("nations/DEU", 34), ("nations/FRA", 33), ("nations/ITA", 33)], shares.Select(share => (share.Nation, (int)share.Units)));
    }

    [Fact]
    public void Round_AnyWeights_SumsExactlyAndStaysWithinOneUnit() => Holds((weights, total) =>
    {
        var sum = weights.Sum();
        var units = Round(total, weights);
        return units.Aggregate(BigInteger.Zero, (a, b) => a + b) == total
            && units.Zip(weights).All(pair => BigInteger.Abs((pair.First * sum) - ((BigInteger)total * pair.Second)) < sum);
    });

    [Fact]
    public void Round_LargerWeight_GetsNoLess() => Holds((weights, total) =>
    {
        var units = Round(total, weights);
        return (from i in Enumerable.Range(0, weights.Length)
                from j in Enumerable.Range(0, weights.Length)
                where weights[i] > weights[j]
                select units[i] >= units[j]).All(ok => ok);
    });

    [Fact]
    public void Round_OneWeightRaised_ItGetsNoLess() => Holds((weights, total) =>
    {
        var raised = weights.ToArray();
        raised[0] += 1 + (total % 1000);
        return Round(total, raised)[0] >= Round(total, weights)[0];
    });

    [Fact]
    public void Round_NationsInAnotherOrder_EachGetsTheSame() => Holds((weights, total) =>
    {
        var sum = weights.Sum();
        NationValue[] exact = [.. Values(weights).Select(weight => weight with { Value = weight.Value * total / sum })];
        return LargestRemainder.Round(exact).SequenceEqual(LargestRemainder.Round(exact.Reverse()));
    });

    private static IEnumerable<NationValue> Values(long[] weights) => weights.Select((weight, i) => new NationValue($"N{i:D3}", weight));

    private static BigInteger[] Round(long total, params long[] weights)
    {
        var sum = weights.Sum();
        return [.. LargestRemainder.Round(Values(weights).Select(weight => weight with { Value = weight.Value * total / sum })).Select(share => share.Units)];
    }

    private static void Holds(Func<long[], long, bool> property)
    {
        var cases = from weights in Gen.Choose(0, 100_000).NonEmptyListOf()
                    from total in Gen.Choose(0, 1_000_000)
                    select (Weights: weights.Select(weight => (long)weight).Append(1).ToArray(), Total: (long)total);
        Prop.ForAll(cases.ToArbitrary(), one => property(one.Weights, one.Total)).QuickCheckThrowOnFailure();
    }
}
