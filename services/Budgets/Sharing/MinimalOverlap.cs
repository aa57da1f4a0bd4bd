using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>
/// The minimal overlap rule (O'Neill, 1982). The pot is a line of units. Each claimant claims a number of units equal to its claim,
/// so that as few units as possible have several claimants. Each unit is divided equally among its claimants.
/// </summary>
internal static class MinimalOverlap
{
    /// <summary>
    /// Claims above the pot count as the pot. Up to a level, all claims are on the same units (layers, as in a nested facility).
    /// The part of a claim above the level is on separate units. The level t is the smallest with t + sum of max(claim - t, 0) at
    /// most the pot.
    /// </summary>
    public static IReadOnlyList<NationValue> Divide(IReadOnlyList<NationValue> claims, Rational pot)
    {
        var cut = claims.Select(claim => claim with { Value = Rational.Min(claim.Value, pot) }).ToList();
        var level = LevelOf([.. cut.Select(claim => claim.Value).Order()], pot);
        var shared = Layers(cut.Select(claim => Rational.Min(claim.Value, level)));
        return [.. cut.Select(claim => claim with
        {
            Value = shared[Rational.Min(claim.Value, level)] + Rational.Max(claim.Value - level, Rational.Zero),
        })];
    }

    /// <summary>
    /// Returns the smallest level at which the units do not exceed the pot. Between claims, the excess decreases linearly.
    /// </summary>
    private static Rational LevelOf(IReadOnlyList<Rational> ascending, Rational pot)
    {
        var from = Rational.Zero;
        var above = Rational.Sum(ascending);
        for (var i = 0; i < ascending.Count; i++)
        {
            // Between from and this claim, the number of claims above the level is count: units(t) = t + above - count x t.
            var count = ascending.Count - i;
            if (count > 1)
            {
                var level = (above - pot) / (count - 1);
                if (level <= ascending[i])
                {
                    return Rational.Max(level, from);
                }
            }

            from = ascending[i];
            above -= ascending[i];
        }

        // A single claim is on separate units. With several claims, the last two share a level, because no claim is above the pot.
        return Rational.Zero;
    }

    /// <summary>Returns the amount for each height when every layer is divided equally among the heights that reach it.</summary>
    private static Dictionary<Rational, Rational> Layers(IEnumerable<Rational> heights)
    {
        var (sum, below) = (Rational.Zero, Rational.Zero);
        var ascending = heights.Order().ToList();
        var received = new Dictionary<Rational, Rational>();
        for (var i = 0; i < ascending.Count; i++)
        {
            sum += (ascending[i] - below) / (ascending.Count - i);
            below = ascending[i];
            received[below] = sum;
        }

        return received;
    }
}
