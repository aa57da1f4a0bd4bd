using Summit.Kernel;

namespace Summit.Budgets.Keys;

/// <summary>Floor and ceiling of the share of one nation, as fractions of one.</summary>
internal readonly record struct Limit(Rational Floor, Rational Ceiling)
{
    public static readonly Limit None = new(Rational.Zero, Rational.One);
}

/// <summary>Computes shares from weights, within limits.</summary>
internal static class Limits
{
    /// <summary>Share = weight / sum of weights.</summary>
    public static IReadOnlyList<NationValue> Normalise(IReadOnlyList<NationValue> weights)
    {
        var sum = Rational.Sum(weights.Select(weight => weight.Value));
        return [.. weights.Select(weight => weight with { Value = weight.Value / sum })];
    }

    /// <summary>
    /// Computes shares that are proportional to the weights for all nations that are not at a limit: share = clamp(level x weight),
    /// with the level at which the shares sum to one. Null when no such level exists within the limits.
    /// </summary>
    public static IReadOnlyList<NationValue>? Apply(IReadOnlyList<NationValue> weights, Func<string, Limit> limitOf)
    {
        var rows = weights.Select(weight => (weight.Nation, Weight: weight.Value, Limit: limitOf(weight.Nation))).ToList();
        if (rows.Any(row => row.Limit.Floor > row.Limit.Ceiling) || Rational.Sum(rows.Select(row => row.Limit.Floor)) > Rational.One)
        {
            return null;
        }

        Rational At((string Nation, Rational Weight, Limit Limit) row, Rational level) =>
            Rational.Min(row.Limit.Ceiling, Rational.Max(row.Limit.Floor, level * row.Weight));
        Rational Total(Rational level) => Rational.Sum(rows.Select(row => At(row, level)));

        // The sum is piecewise linear in the level. Its corners are the levels at which a nation reaches a limit.
        var corners = rows.Where(row => row.Weight.Sign > 0)
            .SelectMany(row => new[] { row.Limit.Floor / row.Weight, row.Limit.Ceiling / row.Weight })
            .Distinct()
            .Order()
            .ToList();
        if (corners.Count == 0 || Total(corners[^1]) < Rational.One)
        {
            return null;
        }

        var high = FirstCornerReachingOne(corners, Total);
        var level = corners[high];
        if (high > 0)
        {
            var (low, lowTotal, highTotal) = (corners[high - 1], Total(corners[high - 1]), Total(level));
            level = low + ((Rational.One - lowTotal) / (highTotal - lowTotal) * (level - low));
        }

        return [.. rows.Select(row => new NationValue(row.Nation, At(row, level)))];
    }

    private static int FirstCornerReachingOne(List<Rational> corners, Func<Rational, Rational> total)
    {
        var (low, high) = (0, corners.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = total(corners[middle]) < Rational.One ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
