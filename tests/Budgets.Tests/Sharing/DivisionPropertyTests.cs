using FsCheck;
using FsCheck.Fluent;
using Summit.Budgets.Sharing;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Sharing;

/// <summary>What Thomson's survey asks of division rules, on claims made at random.</summary>
public sealed class DivisionPropertyTests
{
    private static readonly Func<IReadOnlyList<NationValue>, Rational, IReadOnlyList<NationValue>>[] Rules =
        [Division.Proportional, Division.EqualAwards, Division.EqualLosses, Division.Talmud, Division.RandomArrival, MinimalOverlap.Divide];

    [Fact]
    public void AllRules_AnyClaims_SumToThePotWithinClaims() => Holds((claims, pot) => Rules.All(rule =>
    {
        var awards = rule(claims, pot);
        return Rational.Sum(Make.Of(awards)) == pot && awards.Zip(claims).All(pair => pair.First.Value.Sign >= 0 && pair.First.Value <= pair.Second.Value);
    }));

    [Fact]
    public void AllRules_LargerClaim_GetsAndLosesNoLess() => Holds((claims, pot) => Rules.All(rule =>
    {
        var awards = rule(claims, pot);
        return (from i in Enumerable.Range(0, claims.Length)
                from j in Enumerable.Range(0, claims.Length)
                where claims[i].Value <= claims[j].Value
                select awards[i].Value <= awards[j].Value && claims[i].Value - awards[i].Value <= claims[j].Value - awards[j].Value).All(ok => ok);
    }));

    [Fact]
    public void Talmud_DividingAwardsOrLosses_IsTheSame() => Holds((claims, pot) =>
    {
        var losses = Division.Talmud(claims, Rational.Sum(Make.Of(claims)) - pot);
        return Division.Talmud(claims, pot).Zip(losses, claims).All(three => three.First.Value == three.Third.Value - three.Second.Value);
    });

    [Fact]
    public void EqualLosses_IsTheDualOfEqualAwards() => Holds((claims, pot) =>
    {
        var duals = Division.EqualAwards(claims, Rational.Sum(Make.Of(claims)) - pot);
        return Division.EqualLosses(claims, pot).Zip(duals, claims).All(three => three.First.Value == three.Third.Value - three.Second.Value);
    });

    [Fact]
    public void EqualAwards_WhenOneLeavesWithItsAward_TheOthersGetTheSame() => Holds((claims, pot) =>
    {
        var awards = Division.EqualAwards(claims, pot);
        var rest = Division.EqualAwards(claims[1..], pot - awards[0].Value);
        return Make.Of(rest).SequenceEqual(Make.Of(awards.Skip(1)));
    });

    [Fact]
    public void AllRules_ClaimsInAnotherOrder_GiveEachTheSame() => Holds((claims, pot) => Rules.All(rule =>
        rule([.. claims.Reverse()], pot).Reverse().SequenceEqual(rule(claims, pot))));

    [Fact]
    public void RandomArrival_SmallCases_IsTheMeanOverAllOrders() => Holds((claims, pot) =>
    {
        var few = claims.Take(4).ToArray();
        var within = Rational.Min(pot, Rational.Sum(Make.Of(few)));
        return Make.Of(Division.RandomArrival(few, within)).SequenceEqual(ByOrders(few, within));
    });

    /// <summary>The definition itself, order by order.</summary>
    private static Rational[] ByOrders(NationValue[] claims, Rational pot)
    {
        var sums = new Rational[claims.Length];
        var orders = Orders([.. Enumerable.Range(0, claims.Length)]).ToList();
        foreach (var order in orders)
        {
            var left = pot;
            foreach (var i in order)
            {
                var award = Rational.Min(left, claims[i].Value);
                sums[i] += award;
                left -= award;
            }
        }

        return [.. sums.Select(sum => sum / orders.Count)];
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));

    private static void Holds(Func<NationValue[], Rational, bool> property)
    {
        var cases = from claims in Gen.Choose(0, 500).NonEmptyListOf()
                    from permille in Gen.Choose(0, 1000)
                    let few = claims.Take(7).Select(claim => (long)claim).ToArray()
                    select (Claims: Make.Values(few), Pot: new Rational(few.Sum() * permille, 1000));
        Prop.ForAll(cases.ToArbitrary(), one => property(one.Claims, one.Pot)).QuickCheckThrowOnFailure();
    }
}
