using System.Numerics;

namespace Summit.Nations.Decisions.Power;

/// <summary>Numbers of winning coalitions by size: all coalitions, and those that contain a given player.</summary>
/// <param name="All">[size].</param>
/// <param name="With">[player][size].</param>
internal sealed record WinningCoalitions(BigInteger[] All, BigInteger[][] With);

/// <summary>
/// Counts winning coalitions by splitting the players into two halves. Each subset of one half is combined, by binary search, with
/// the subsets of the other half that make it win. The result is exact for any weights. The work grows with 2^(n/2).
/// </summary>
internal static class HalvesCounter
{
    /// <summary>Maximum number of players that this method counts within a fraction of a second.</summary>
    public const int MaxPlayers = 32;

    public static WinningCoalitions Count(VotingGame game)
    {
        var middle = game.Count / 2;
        var left = Subsets(game, 0, middle);
        var right = Subsets(game, middle, game.Count - middle);
        var all = new BigInteger[game.Count + 1];
        var with = new BigInteger[game.Count][];
        Pair(game, left, right, 0, middle, all, with);
        Pair(game, right, left, middle, game.Count - middle, null, with);
        return new WinningCoalitions(all, with);
    }

    // Weights of all subsets of a range of players, ordered by bit mask.
    private static long[] Subsets(VotingGame game, int first, int count)
    {
        var weights = new long[1 << count];
        for (var player = 0; player < count; player++)
        {
            var bit = 1 << player;
            for (var mask = 0; mask < bit; mask++)
            {
                weights[mask | bit] = weights[mask] + game.Weights[first + player];
            }
        }
        return weights;
    }

    private static void Pair(VotingGame game, long[] own, long[] other, int first, int count, BigInteger[]? all, BigInteger[][] with)
    {
        var bySize = SortedBySize(other);
        var counts = new ulong[count + 1, game.Count + 1];
        for (var mask = 0; mask < own.Length; mask++)
        {
            var size = BitOperations.PopCount((uint)mask);
            for (var rest = 0; rest < bySize.Length; rest++)
            {
                if (game.QuotaFor(size + rest) is not { } quota)
                {
                    continue;
                }
                var winning = (ulong)AtLeast(bySize[rest], quota - own[mask]);
                counts[count, size + rest] += winning;
                for (var players = mask; players != 0; players &= players - 1)
                {
                    counts[BitOperations.TrailingZeroCount(players), size + rest] += winning;
                }
            }
        }
        for (var player = 0; player <= count; player++)
        {
            var row = Enumerable.Range(0, game.Count + 1).Select(size => (BigInteger)counts[player, size]).ToArray();
            if (player < count)
            {
                with[first + player] = row;
            }
            else if (all is not null)
            {
                row.CopyTo(all, 0);
            }
        }
    }

    private static long[][] SortedBySize(long[] weights)
    {
        var bySize = weights.Select((weight, mask) => (weight, size: BitOperations.PopCount((uint)mask)))
            .GroupBy(s => s.size).OrderBy(g => g.Key).Select(g => g.Select(s => s.weight).ToArray()).ToArray();
        foreach (var group in bySize)
        {
            Array.Sort(group);
        }
        return bySize;
    }

    private static int AtLeast(long[] sorted, long bound)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] >= bound ? (low, middle) : (middle + 1, high);
        }
        return sorted.Length - low;
    }
}

/// <summary>
/// Counts by dynamic programming over size and weight. The result is exact for up to 60 players (2^60 coalitions fit in 64 bits).
/// The work grows with players² x quota.
/// </summary>
internal static class WeightTableCounter
{
    /// <summary>Maximum number of cells in the table, players x quota.</summary>
    public const long MaxCells = 12_000_000;

    public static WinningCoalitions Count(VotingGame game)
    {
        var losing = Losing(game);
        var all = new BigInteger[game.Count + 1];
        var with = new BigInteger[game.Count][];
        for (var size = 0; size <= game.Count; size++)
        {
            all[size] = Choose(game.Count, size) - Sum(losing, size);
        }
        for (var player = 0; player < game.Count; player++)
        {
            with[player] = With(game, losing, player);
        }
        return new WinningCoalitions(all, with);
    }

    // [size][weight below the quota]: number of coalitions.
    private static ulong[][] Losing(VotingGame game)
    {
        var table = Enumerable.Range(0, game.Count + 1).Select(_ => new ulong[game.Quota]).ToArray();
        table[0][0] = 1;
        for (var player = 0; player < game.Count; player++)
        {
            var weight = game.Weights[player];
            for (var size = player; size >= 0; size--)
            {
                for (var sum = 0L; sum + weight < game.Quota; sum++)
                {
                    table[size + 1][sum + weight] += table[size][sum];
                }
            }
        }
        return table;
    }

    // Losing coalitions without the player are computed size by size from all losing coalitions. The difference is those with the
    // player.
    private static BigInteger[] With(VotingGame game, ulong[][] losing, int player)
    {
        var weight = game.Weights[player];
        var result = new BigInteger[game.Count + 1];
        var without = losing[0].ToArray();
        for (var size = 1; size <= game.Count; size++)
        {
            var next = losing[size].ToArray();
            var withPlayer = BigInteger.Zero;
            for (var sum = weight; sum < game.Quota; sum++)
            {
                next[sum] -= without[sum - weight];
                withPlayer += without[sum - weight];
            }
            result[size] = Choose(game.Count - 1, size - 1) - withPlayer;
            without = next;
        }
        return result;
    }

    private static BigInteger Sum(ulong[][] table, int size) => table[size].Aggregate(BigInteger.Zero, (sum, count) => sum + count);

    private static BigInteger Choose(int n, int k)
    {
        var result = BigInteger.One;
        for (var i = 1; i <= k; i++)
        {
            result = result * (n - k + i) / i;
        }
        return result;
    }
}
