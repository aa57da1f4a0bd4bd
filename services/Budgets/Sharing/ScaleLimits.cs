using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>
/// Relief, floor and ceilings of the scale. A member at the general ceiling does not contribute to the relief of the others, so
/// these members must be identified first. The scale is computed, members above the ceiling are set aside, and the scale is
/// computed again until no further member is above the ceiling.
/// </summary>
internal static class ScaleLimits
{
    public static Rational[]? Apply(
        IReadOnlyList<ScaleMember> members, ScaleIncome income, ScaleRules rules, string title, List<ScaleStep> steps)
    {
        var cuts = income.Cuts(rules.Gradient);
        if (Rational.Sum(income.DebtAdjusted).IsZero)
        {
            return null;
        }

        var atCeiling = new HashSet<int>();
        while (true)
        {
            var relieved = SpreadRelief(income, cuts, atCeiling);
            var shares = FixLimits(members, relieved, rules, atCeiling);
            if (shares is null)
            {
                return null;
            }

            var above = Enumerable.Range(0, members.Count).Where(i => shares[i] > rules.Ceiling).ToList();
            if (above.Count == 0)
            {
                AddSteps(members, income, cuts, relieved, shares, title, steps);
                return shares;
            }

            atCeiling.UnionWith(above);
        }
    }

    /// <summary>
    /// Returns the incomes after the cuts, as shares. The relief is distributed over the members that are not below the threshold.
    /// </summary>
    private static Rational[] SpreadRelief(ScaleIncome income, Rational[] cuts, HashSet<int> atCeiling)
    {
        bool Absorbs(int i) => income.PerCapita[i] >= income.Threshold && !atCeiling.Contains(i);
        var relief = Rational.Sum(cuts);
        var absorbing = Rational.Sum(income.DebtAdjusted.Where((_, i) => Absorbs(i)));
        var adjusted = income.DebtAdjusted
            .Select((own, i) => own - cuts[i] + (Absorbs(i) && !absorbing.IsZero ? (relief * own).Over(absorbing, UnScale.Places) : Rational.Zero))
            .ToArray();
        var sum = Rational.Sum(adjusted);
        return [.. adjusted.Select(own => own.Over(sum, UnScale.Places))];
    }

    /// <summary>
    /// Fixes members at the floor, then the members in <paramref name="atCeiling"/> at the general ceiling, and least developed
    /// members at their own ceiling. The difference is distributed pro rata over the members that are not fixed, until no limit is
    /// broken. Until the general ceiling is applied, the shares of its members do not change.
    /// </summary>
    private static Rational[]? FixLimits(
        IReadOnlyList<ScaleMember> members, Rational[] shares, ScaleRules rules, HashSet<int> atCeiling)
    {
        var fixedAt = atCeiling.ToDictionary(i => i, i => shares[i]);
        if (FixUntilStable(shares, fixedAt, (_, share) => share < rules.Floor ? rules.Floor : null) is null)
        {
            return null;
        }

        foreach (var i in atCeiling)
        {
            fixedAt[i] = rules.Ceiling;
        }

        return FixUntilStable(shares, fixedAt, (i, share) =>
            members[i].LeastDeveloped && share > rules.LeastDevelopedCeiling ? rules.LeastDevelopedCeiling : null);
    }

    private static Rational[]? FixUntilStable(Rational[] shares, Dictionary<int, Rational> fixedAt, Func<int, Rational, Rational?> limit)
    {
        while (true)
        {
            var current = Respread(shares, fixedAt);
            if (current is null)
            {
                return null;
            }

            var broken = Enumerable.Range(0, shares.Length)
                .Where(i => !fixedAt.ContainsKey(i) && limit(i, current[i]) is not null)
                .ToList();
            if (broken.Count == 0)
            {
                return current;
            }

            broken.ForEach(i => fixedAt[i] = limit(i, current[i])!.Value);
        }
    }

    private static Rational[]? Respread(Rational[] shares, Dictionary<int, Rational> fixedAt)
    {
        var left = Rational.One - Rational.Sum(fixedAt.Values);
        var free = Rational.Sum(shares.Where((_, i) => !fixedAt.ContainsKey(i)));
        if (left.Sign < 0 || (free.IsZero && !left.IsZero))
        {
            return null;
        }

        return [.. shares.Select((share, i) => fixedAt.TryGetValue(i, out var value) ? value : free.IsZero ? Rational.Zero : (share * left).Over(free, UnScale.Places))];
    }

    private static void AddSteps(
        IReadOnlyList<ScaleMember> members, ScaleIncome income, Rational[] cuts, Rational[] relieved, Rational[] shares, string title, List<ScaleStep> steps)
    {
        void Add(string step, IEnumerable<Rational> values) =>
            steps.Add(new($"{title}: {step}", [.. members.Zip(values, (member, value) => new NationValue(member.Nation, value))]));
        Add("mean income", income.Gni);
        Add("mean income less debt adjustment", income.DebtAdjusted);
        Add($"income per head (threshold {income.Threshold.ToText(3)})", income.PerCapita);
        Add("low per-capita-income adjustment", cuts);
        Add("share before limits, percent", relieved.Select(share => share * 100));
        Add("share within limits, percent", shares.Select(share => share * 100));
    }
}
