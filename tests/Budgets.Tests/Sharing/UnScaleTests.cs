using Summit.Budgets.Sharing;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Sharing;

public sealed class UnScaleTests
{
    private static readonly ScaleRules Usual = new(new(125, 1000), new(80, 100), new(1, 100_000), new(1, 10_000), new(22, 100));
    private static readonly ScaleRules NoLimits = Usual with { Floor = Rational.Zero, Ceiling = Rational.One, LeastDevelopedCeiling = Rational.One };

    [Fact]
    public void Share_HandbookExample_88_28_And_11_72()
    {
        var shares = Scale(NoLimits, Member("A", 1000, 20), Member("B", 300, 30));
        Assert.Equal(["0.8828", "0.1172"], shares.Select(share => share.Value.ToText(4)));
    }

    [Fact]
    public void Share_Debt_LowersIncomeByAnEighthOfTheStock()
    {
        // Both above half of the mean, so that only the debt differs: 100 - 0.125 x 160 = 80 against 100.
        var shares = Scale(NoLimits with { Gradient = Rational.Zero }, Member("A", 100, 10), Member("B", 100, 10, debt: 160, adjusted: true));
        Assert.Equal(["0.555555555555", "0.444444444444"], shares.Select(share => share.Value.ToText(30)[..14]));
    }

    [Fact]
    public void Share_DebtOfHighIncome_IsNotDeducted()
    {
        var shares = Scale(NoLimits, Member("A", 100, 10), Member("B", 100, 10, debt: 160));
        Assert.Equal([new Rational(1, 2), new Rational(1, 2)], Make.Of(shares));
    }

    [Fact]
    public void Share_LargestMember_StopsAtTheCeilingAndTheRestIsProRata()
    {
        var shares = Scale(Usual, Member("A", 500, 10), Member("B", 300, 6), Member("C", 200, 4), Member("D", 100, 2), Member("E", 100, 2), Member("F", 100, 2), Member("G", 100, 2));
        // Same income per head everywhere. A (35.7 %) and B (21.4 %, 26 % after A's excess) stop at 22 %; 56 % go 2:1:1:1:1.
        Assert.Equal(["0.22", "0.22", "0.18667", "0.09333", "0.09333", "0.09333", "0.09333"], shares.Select(share => share.Value.ToText(5)));
    }

    [Fact]
    public void Share_CeilingMember_PaysNothingForTheReliefOfOthers()
    {
        // A is rich and at the ceiling; C's relief is then B's to carry.
        var rules = Usual with { Floor = Rational.Zero, Ceiling = new(60, 100) };
        var steps = new List<ScaleStep>();
        var shares = UnScale.Share([Member("A", 1000, 10), Member("B", 600, 10), Member("C", 10, 10)], 2020, [1], rules, steps)!;
        Assert.Equal(new Rational(60, 100), shares[0].Value);
        var relieved = steps.Single(step => step.Title.EndsWith("share before limits, percent", StringComparison.Ordinal)).Values;
        Assert.Equal("62.1118", relieved[0].Value.ToText(4));
        Assert.Equal("1", Rational.Sum(Make.Of(shares)).ToText(30));
    }

    [Fact]
    public void Share_TinyAndLeastDeveloped_GetFloorAndCeiling()
    {
        var members = Enumerable.Range(0, 10).Select(i => Member($"R{i}", 1_000_000, 1000)).ToList();
        members.Add(Member("TINY", 1, 1));
        members.Add(Member("LEAST", 50_000, 100, least: true));
        var shares = Scale(Usual, [.. members]).ToDictionary(share => share.Nation, share => share.Value);
        Assert.Equal(new Rational(1, 100_000), shares["TINY"]);
        Assert.Equal(new Rational(1, 10_000), shares["LEAST"]);
        Assert.Equal("1", Rational.Sum(shares.Values).ToText(30));
        Assert.Single(shares.Where(share => share.Key.StartsWith('R')).Select(share => share.Value).Distinct());
    }

    [Fact]
    public void Share_TwoBasePeriods_AreAveraged()
    {
        ScaleMember Of(string nation, params long[] incomes) => new(nation, [.. incomes.Select((gni, i) => new ScaleYear(2015 + i, gni, 10, 0))], false, false);
        var rules = NoLimits with { Gradient = Rational.Zero };
        // Sums of the last 3 years: 150 and 60; of all 6: 180 and 150.
        var shares = UnScale.Share([Of("A", 10, 10, 10, 50, 50, 50), Of("B", 30, 30, 30, 20, 20, 20)], 2020, [3, 6], rules, [])!;
        Rational[] expected = [(new Rational(150, 210) + new Rational(180, 330)) / 2, (new Rational(60, 210) + new Rational(150, 330)) / 2];
        Assert.Equal(expected.Select(share => share.ToText(30)), shares.Select(share => share.Value.ToText(30)));
    }

    [Fact]
    public void Share_LimitsThatCannotBeMet_Null() => Assert.Null(UnScale.Share([Member("A", 10, 1), Member("B", 10, 1)], 2020, [1], Usual, []));

    private static IReadOnlyList<NationValue> Scale(ScaleRules rules, params ScaleMember[] members) => UnScale.Share(members, 2020, [1], rules, [])!;

    private static ScaleMember Member(string nation, long gni, long population, long debt = 0, bool adjusted = false, bool least = false) =>
        new(nation, [new ScaleYear(2020, gni, population, debt)], adjusted, least);
}
