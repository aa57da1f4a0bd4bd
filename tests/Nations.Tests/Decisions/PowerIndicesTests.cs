using System.Numerics;
using Summit.Kernel;
using Summit.Nations.Decisions.Power;

namespace Summit.Nations.Tests.Decisions;

public sealed class PowerIndicesTests
{
    [Fact]
    public void Compute_HandbookExample_TwoThirdsASixthASixth()
    {
        var (players, _) = PowerIndices.Compute(new VotingGame([3, 2, 1], 4))!.Value;

        Assert.Equal([new Rational(2, 3), new Rational(1, 6), new Rational(1, 6)], players.Select(p => p.ShapleyShubik));
        Assert.Equal([3, 1, 1], players.Select(p => (int)p.Swings));
    }

    // EEC Council 1958-1972 (Germany, France, Italy 4 each, Belgium and Netherlands 2 each, Luxembourg 1; quota 12):
    // S. J. Brams, "Game Theory and Politics", 1975, and D. Felsenthal, M. Machover, "The Measurement of Voting Power", 1998.
    [Fact]
    public void Compute_Eec1958_MatchesThePublishedTable()
    {
        var (players, _) = PowerIndices.Compute(new VotingGame([4, 4, 4, 2, 2, 1], 12))!.Value;

        Assert.Equal([14, 14, 14, 9, 9, 0], players.Select(p => (int)(p.ShapleyShubik * new Rational(60, 1)).Numerator));
        Assert.Equal([5, 5, 5, 3, 3, 0], players.Select(p => (int)(p.Banzhaf * new Rational(21, 1)).Numerator));
        Assert.Equal([10, 10, 10, 6, 6, 0], players.Select(p => (int)p.Swings));
    }

    // United Nations Security Council since 1965 as a weighted game (permanent members 7, others 1, quota 39): L. S. Shapley and
    // M. Shubik's method gives 421/2145 to each permanent member and 4/2145 to each other.
    [Fact]
    public void Compute_SecurityCouncil_MatchesThePublishedFractions()
    {
        var (players, _) = PowerIndices.Compute(new VotingGame([7, 7, 7, 7, 7, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 39))!.Value;

        Assert.Equal(new Rational(421, 2145), players[0].ShapleyShubik);
        Assert.Equal(new Rational(4, 2145), players[14].ShapleyShubik);
    }

    [Fact]
    public void Compute_BothCounters_Agree()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var weights = Enumerable.Range(0, random.Next(1, 11)).Select(_ => (long)random.Next(0, 12)).Append(1).ToArray();
            var game = new VotingGame(weights, random.NextInt64(1, weights.Sum() + 1));

            var halves = HalvesCounter.Count(game);
            var table = WeightTableCounter.Count(game);

            Assert.Equal(halves.All, table.All);
            Assert.Equal(halves.With, table.With);
        }
    }

    [Fact]
    public void Compute_SixtyPlayers_SumsToOneExactly()
    {
        var game = new VotingGame([.. Enumerable.Range(1, 60).Select(i => (long)i)], 1098);

        var (players, winning) = PowerIndices.Compute(game)!.Value;

        Assert.Equal(new Rational(1, 1), players.Aggregate(default(Rational), (sum, p) => sum + p.ShapleyShubik));
        Assert.Equal(new Rational(1, 1), players.Aggregate(default(Rational), (sum, p) => sum + p.Banzhaf));
        Assert.InRange(winning, BigInteger.One, BigInteger.One << 60);
    }

    [Fact]
    public void Compute_DoubleMajority_AgreesWithEnumeration()
    {
        long[] populations = [83, 68, 59, 48, 37, 19, 18, 11, 10, 6, 5];
        var game = new VotingGame(populations, ((populations.Sum() * 65) + 99) / 100, 7, populations.Length - 3);

        var (players, winning) = PowerIndices.Compute(game)!.Value;

        var wins = Enumerable.Range(0, 1 << populations.Length).Count(mask => Wins(game, mask));
        Assert.Equal(wins, winning);
        for (var player = 0; player < populations.Length; player++)
        {
            var bit = 1 << player;
            var swings = Enumerable.Range(0, 1 << populations.Length).Count(mask => (mask & bit) != 0 && Wins(game, mask) && !Wins(game, mask & ~bit));
            Assert.Equal(swings, players[player].Swings);
        }
    }

    [Fact]
    public void Compute_TooManyForTheirWeights_IsRefused() =>
        Assert.Null(PowerIndices.Compute(new VotingGame([.. Enumerable.Repeat(1_000_003L, 30), .. Enumerable.Repeat(999_983L, 30)], 40_000_000)));

    private static bool Wins(VotingGame game, int mask)
    {
        var members = Enumerable.Range(0, game.Count).Where(i => (mask & (1 << i)) != 0).ToList();
        return game.QuotaFor(members.Count) is { } quota && members.Sum(i => game.Weights[i]) >= quota;
    }
}
