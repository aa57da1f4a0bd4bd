using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>The figures of a member for one year.</summary>
internal readonly record struct ScaleYear(int Year, Rational Gni, Rational Population, Rational Debt);

/// <summary>A member of the scale.</summary>
internal sealed record ScaleMember(string Nation, IReadOnlyList<ScaleYear> Years, bool DebtAdjusted, bool LeastDeveloped);

/// <summary>The parameters of the scale, all as fractions of one.</summary>
internal sealed record ScaleRules(
    Rational Debt, Rational Gradient, Rational Floor, Rational LeastDevelopedCeiling, Rational Ceiling);

/// <summary>A step with its value for each member.</summary>
internal sealed record ScaleStep(string Title, IReadOnlyList<NationValue> Values);

/// <summary>
/// The scale method of the United Nations General Assembly. Quotients by populations and incomes are rounded to <see
/// cref="Places"/> decimal places. Exact fractions would have the product of 193 populations in the denominator, and a scale would
/// take seconds. The difference is below a billionth of a cent of any budget.
/// </summary>
internal static class UnScale
{
    /// <summary>Decimal places of quotients.</summary>
    public const int Places = 40;

    /// <summary>
    /// Returns the mean of the scales of all base periods, each of which ends with <paramref name="lastYear"/>. Null when floors
    /// and ceilings cannot be met together, or when no member has an income after debt.
    /// </summary>
    public static IReadOnlyList<NationValue>? Share(
        IReadOnlyList<ScaleMember> members, int lastYear, IReadOnlyList<int> periods, ScaleRules rules, List<ScaleStep> steps,
        CancellationToken cancellationToken = default)
    {
        var ordered = members.OrderBy(member => member.Nation, StringComparer.Ordinal).ToList();
        var mean = ordered.Select(member => new NationValue(member.Nation, Rational.Zero)).ToList();
        foreach (var period in periods)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var income = ScaleIncome.Of(ordered, lastYear, period, rules);
            var shares = ScaleLimits.Apply(ordered, income, rules, $"{period}-year base", steps);
            if (shares is null)
            {
                return null;
            }

            mean = [.. mean.Select((entry, i) => entry with { Value = entry.Value + shares[i].Over(periods.Count, UnScale.Places) })];
        }

        steps.Add(new("mean of the base periods: share in percent", [.. mean.Select(entry => entry with { Value = entry.Value * 100 })]));
        return mean;
    }
}

/// <summary>Incomes of one base period, in the order of the members.</summary>
internal sealed record ScaleIncome(Rational[] Gni, Rational[] DebtAdjusted, Rational[] PerCapita, Rational Threshold)
{
    /// <summary>
    /// Computes averages over the period, with debt deducted. The threshold is the mean income per head of the members before debt.
    /// </summary>
    public static ScaleIncome Of(IReadOnlyList<ScaleMember> members, int lastYear, int period, ScaleRules rules)
    {
        Rational Mean(ScaleMember member, Func<ScaleYear, Rational> figure) =>
            Rational.Sum(member.Years.Where(year => year.Year > lastYear - period && year.Year <= lastYear).Select(figure)).Over(period, UnScale.Places);
        var gni = members.Select(member => Mean(member, year => year.Gni)).ToArray();
        var population = members.Select(member => Mean(member, year => year.Population)).ToArray();
        var adjusted = members.Select((member, i) => member.DebtAdjusted
            ? Rational.Max(gni[i] - (rules.Debt * Mean(member, year => year.Debt)), Rational.Zero)
            : gni[i]).ToArray();
        var perCapita = adjusted.Select((income, i) => income.Over(population[i], UnScale.Places)).ToArray();
        return new(gni, adjusted, perCapita, Rational.Sum(gni).Over(Rational.Sum(population), UnScale.Places));
    }

    /// <summary>Returns the part of each income that the low per-capita-income adjustment removes.</summary>
    public Rational[] Cuts(Rational gradient) =>
        [.. DebtAdjusted.Select((income, i) => PerCapita[i] < Threshold
            ? (income * gradient * (Threshold - PerCapita[i])).Over(Threshold, UnScale.Places)
            : Rational.Zero)];
}
