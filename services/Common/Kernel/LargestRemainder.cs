using System.Numerics;

namespace Summit.Kernel;

/// <summary>A nation with a number: a weight, a claim or an exact share.</summary>
/// <param name="Nation">ISO 3166-1 alpha-3 code.</param>
/// <param name="Value">The number.</param>
public readonly record struct NationValue(string Nation, Rational Value);

/// <summary>A whole number of minor units for one nation.</summary>
/// <param name="Nation">ISO 3166-1 alpha-3 code.</param>
/// <param name="Units">Whole units.</param>
public readonly record struct NationUnits(string Nation, BigInteger Units);

/// <summary>Rounding that preserves the sum.</summary>
public static class LargestRemainder
{
    /// <summary>
    /// Rounds exact amounts, whose sum is a whole number, to whole units with the same sum. Each amount is rounded down, and the
    /// remaining units are given one by one to the largest remainders. Ties are resolved by nation code. The result is ordered by
    /// nation code.
    /// </summary>
    public static IReadOnlyList<NationUnits> Round(IEnumerable<NationValue> exact)
    {
        var parts = exact.OrderBy(part => part.Nation, StringComparer.Ordinal)
            .Select(part => (part.Nation, Floor: part.Value.Floor(), part.Value))
            .ToList();
        var left = (int)(Rational.Sum(parts.Select(part => part.Value)).Round() - parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part.Floor));
        var raised = parts.OrderByDescending(part => part.Value - part.Floor)
            .ThenBy(part => part.Nation, StringComparer.Ordinal)
            .Take(left)
            .Select(part => part.Nation)
            .ToHashSet(StringComparer.Ordinal);
        return [.. parts.Select(part => new NationUnits(part.Nation, part.Floor + (raised.Contains(part.Nation) ? 1 : 0)))];
    }
}
