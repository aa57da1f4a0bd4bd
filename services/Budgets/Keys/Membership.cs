using Summit.Kernel;

namespace Summit.Budgets.Keys;

/// <summary>Changes of membership in fixed keys: members that left and members that joined.</summary>
internal static class Membership
{
    /// <summary>
    /// Returns the shares of a key after members left and others joined, all at the same time. The shares of the members that left
    /// are distributed over the others pro rata. Each newcomer receives its own share, and the shares of all others are multiplied
    /// by one minus the sum of the newcomers' shares.
    /// </summary>
    /// <param name="entries">The key.</param>
    /// <param name="leavers">Members that left.</param>
    /// <param name="joiners">Newcomers with their shares as fractions. The sum is less than one.</param>
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
