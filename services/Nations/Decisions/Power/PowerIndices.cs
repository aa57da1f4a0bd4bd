using System.Numerics;
using Summit.Kernel;

namespace Summit.Nations.Decisions.Power;

/// <summary>Power of one player.</summary>
internal sealed record Power(Rational ShapleyShubik, BigInteger Swings, Rational Banzhaf, Rational BanzhafAbsolute);

/// <summary>Computes the exact Shapley-Shubik and Banzhaf indices of a voting game.</summary>
internal static class PowerIndices
{
    /// <summary>Computes both indices for every player, in the order of the game.</summary>
    /// <returns>Null when the game is too large to count: too many players for their weights.</returns>
    public static (IReadOnlyList<Power> Players, BigInteger WinningCoalitions)? Compute(VotingGame game)
    {
        if (CountWinning(Reduced(game)) is not { } winning)
        {
            return null;
        }
        var n = game.Count;
        var swings = Enumerable.Range(0, n).Select(player => Swings(winning, player)).ToList();
        var total = swings.Aggregate(BigInteger.Zero, (sum, s) => sum + Sum(s));
        var factorials = Factorials(n);
        var players = swings.Select(bySize =>
        {
            var orders = BigInteger.Zero;
            for (var size = 1; size <= n; size++)
            {
                orders += bySize[size] * factorials[size - 1] * factorials[n - size];
            }
            var count = Sum(bySize);
            return new Power(
                new Rational(orders, factorials[n]), count, new Rational(count, total), new Rational(count, BigInteger.One << (n - 1)));
        }).ToList();
        return (players, Sum(winning.All));
    }

    // A coalition of this size with the player is a swing when it wins, and loses without the player. Games here are monotone, so
    // the number of swings is the number of winning coalitions with the player, minus the number of winning coalitions without the
    // player that have one member less.
    private static BigInteger[] Swings(WinningCoalitions winning, int player)
    {
        var swings = new BigInteger[winning.All.Length];
        for (var size = 1; size < swings.Length; size++)
        {
            swings[size] = winning.With[player][size] - (winning.All[size - 1] - winning.With[player][size - 1]);
        }
        return swings;
    }

    private static WinningCoalitions? CountWinning(VotingGame game)
    {
        var table = (long)(game.Count + 1) * game.Quota;
        var weightsOnly = game.MinimumMembers == 0 && game.WinningMembers is null;
        return game.Count <= HalvesCounter.MaxPlayers ? HalvesCounter.Count(game)
            : weightsOnly && table <= WeightTableCounter.MaxCells ? WeightTableCounter.Count(game)
            : null;
    }

    // Dividing by the greatest common divisor does not change any coalition and makes the table smaller.
    private static VotingGame Reduced(VotingGame game)
    {
        var divisor = (long)game.Weights.Aggregate(BigInteger.Zero, (gcd, weight) => BigInteger.GreatestCommonDivisor(gcd, weight));
        return divisor <= 1 ? game : game with
        {
            Weights = [.. game.Weights.Select(w => w / divisor)],
            Quota = (game.Quota + divisor - 1) / divisor,
        };
    }

    private static BigInteger Sum(IEnumerable<BigInteger> values) => values.Aggregate(BigInteger.Zero, (sum, v) => sum + v);

    private static BigInteger[] Factorials(int n)
    {
        var result = new BigInteger[n + 1];
        result[0] = BigInteger.One;
        for (var i = 1; i <= n; i++)
        {
            result[i] = result[i - 1] * i;
        }
        return result;
    }
}
