using Summit.Budgets.Amounts;

namespace Summit.Budgets.Sharing;

/// <summary>Fixed keys: who left, who joined.</summary>
internal static class Keys
{
    /// <summary>How far percentages may be from a sum of 100.</summary>
    public static readonly Rational PercentTolerance = new(1, 100);

    /// <summary>Whether percentages sum to 100 within the tolerance.</summary>
    public static bool SumsToHundred(IEnumerable<Rational> percentages)
    {
        var difference = Rational.Sum(percentages) - Rational.Hundred;
        return Rational.Max(difference, -difference) <= PercentTolerance;
    }

    /// <summary>
    /// Shares of a key after some left (their part is spread over the others pro rata) and then others joined, in order: a
    /// newcomer takes its share and the shares of all before are multiplied by (1 - it).
    /// </summary>
    public static IReadOnlyList<NationValue> Apply(
        IEnumerable<NationValue> entries, IReadOnlySet<string> leavers, IEnumerable<NationValue> joiners)
    {
        var shares = Limits.Normalise([.. entries.Where(entry => !leavers.Contains(entry.Nation))]).ToList();
        foreach (var joiner in joiners)
        {
            shares = [.. shares.Select(share => share with { Value = share.Value * (Rational.One - joiner.Value) }), joiner];
        }

        return shares;
    }
}
