using Summit.Kernel;

namespace Summit.Budgets.Keys;

/// <summary>Fixed keys: who left, who joined.</summary>
internal static class Membership
{
    /// <summary>
    /// Shares of a key after some left (their part is spread over the others pro rata) and others joined, all at once: each
    /// newcomer has its share, and the shares of all others are multiplied by one minus the newcomers' sum.
    /// </summary>
    /// <param name="entries">The key.</param>
    /// <param name="leavers">Members that left.</param>
    /// <param name="joiners">Newcomers with their shares as fractions; they sum to less than one.</param>
    public static IReadOnlyList<NationValue> Apply(
        IEnumerable<NationValue> entries, IReadOnlySet<string> leavers, IReadOnlyList<NationValue> joiners)
    {
        var left = Rational.One - Rational.Sum(joiners.Select(joiner => joiner.Value));
        return
        [
            .. Limits.Normalise([.. entries.Where(entry => !leavers.Contains(entry.Nation))]).Select(share => share with { Value = share.Value * left }),
            .. joiners,
        ];
    }
}
