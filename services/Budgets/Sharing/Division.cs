using System.Numerics;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>Rules that divide a pot among claims that exceed it, or a loss among those who bear it. All results are exact.</summary>
internal static class Division
{
    /// <summary>Maximum number of claims for which every order of arrival is counted.</summary>
    public const int MaxRandomArrivalClaims = 12;

    public static IReadOnlyList<NationValue> Proportional(IReadOnlyList<NationValue> claims, Rational pot)
    {
        var sum = Sum(claims);
        return Map(claims, claim => sum.IsZero ? Rational.Zero : claim * pot / sum);
    }

    /// <summary>Each claimant receives the same amount, but not more than its claim: min(c, level).</summary>
    public static IReadOnlyList<NationValue> EqualAwards(IReadOnlyList<NationValue> claims, Rational pot)
    {
        var level = EqualLevel(claims, pot);
        return Map(claims, claim => Rational.Min(claim, level));
    }

    /// <summary>Each claimant loses the same amount, but not more than its claim: max(c - level, 0).</summary>
    public static IReadOnlyList<NationValue> EqualLosses(IReadOnlyList<NationValue> claims, Rational pot)
    {
        var level = EqualLevel(claims, Sum(claims) - pot);
        return Map(claims, claim => Rational.Max(claim - level, Rational.Zero));
    }

    /// <summary>
    /// Up to half the sum of the claims: equal awards on half claims. Above that: the missing amount is divided by equal awards and
    /// subtracted from the claims.
    /// </summary>
    public static IReadOnlyList<NationValue> Talmud(IReadOnlyList<NationValue> claims, Rational pot)
    {
        var sum = Sum(claims);
        var half = Map(claims, claim => claim / 2);
        if (pot <= sum / 2)
        {
            return EqualAwards(half, pot);
        }

        var losses = EqualAwards(half, sum - pot);
        return [.. claims.Select((claim, i) => claim with { Value = claim.Value - losses[i].Value })];
    }

    /// <summary>
    /// Computes the mean over all orders in which the claimants can arrive and take what is left. A set S of claimants arrives
    /// before a given claimant in |S|! (n - 1 - |S|)! of the n! orders. Therefore, only sets are enumerated, not orders.
    /// </summary>
    public static IReadOnlyList<NationValue> RandomArrival(IReadOnlyList<NationValue> claims, Rational pot)
    {
        var n = claims.Count;
        var claimed = new Rational[1 << n];
        for (var set = 1; set < claimed.Length; set++)
        {
            var first = BitOperations.TrailingZeroCount(set);
            claimed[set] = claimed[set & (set - 1)] + claims[first].Value;
        }

        var factorial = new BigInteger[n + 1];
        factorial[0] = BigInteger.One;
        for (var i = 1; i <= n; i++)
        {
            factorial[i] = factorial[i - 1] * i;
        }

        Rational Award(int claimant)
        {
            var total = Rational.Zero;
            for (var set = 0; set < claimed.Length; set++)
            {
                if ((set & (1 << claimant)) == 0)
                {
                    var before = BitOperations.PopCount((uint)set);
                    var award = Rational.Min(claims[claimant].Value, Rational.Max(pot - claimed[set], Rational.Zero));
                    total += award * (factorial[before] * factorial[n - 1 - before]);
                }
            }

            return total / factorial[n];
        }

        return [.. claims.Select((claim, i) => claim with { Value = Award(i) })];
    }

    /// <summary>Returns the level at which equal awards use up the pot.</summary>
    private static Rational EqualLevel(IReadOnlyList<NationValue> claims, Rational pot)
    {
        var left = pot;
        var waiting = claims.Count;
        foreach (var claim in claims.Select(claim => claim.Value).Order())
        {
            if (claim * waiting >= left)
            {
                return left / waiting;
            }

            left -= claim;
            waiting--;
        }

        return claims.Count == 0 ? Rational.Zero : claims.Max(claim => claim.Value);
    }

    private static Rational Sum(IReadOnlyList<NationValue> claims) => Rational.Sum(claims.Select(claim => claim.Value));

    private static NationValue[] Map(IReadOnlyList<NationValue> claims, Func<Rational, Rational> rule) =>
        [.. claims.Select(claim => claim with { Value = rule(claim.Value) })];
}
