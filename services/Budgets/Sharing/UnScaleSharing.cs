using Summit.Budgets.Amounts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;

namespace Summit.Budgets.Sharing;

/// <summary>The rule "UN scale of assessments".</summary>
internal static class UnScaleSharing
{
    private const double DefaultDebtPercent = 12.5;
    private const double DefaultGradientPercent = 80;
    private const double DefaultFloorPercent = 0.001;
    private const double DefaultLeastDevelopedCeilingPercent = 0.01;
    private const double DefaultCeilingPercent = 22;
    private static readonly int[] DefaultPeriods = [3, 6];

    public static void Check(UnScaleRule rule, string path, Faults faults)
    {
        faults.CheckOnce(rule.Members.Select(member => member.Nation), $"{path}.members");
        var needed = Enumerable.Range(rule.LastYear - Periods(rule).Max() + 1, Periods(rule).Max()).ToList();
        for (var i = 0; i < rule.Members.Count; i++)
        {
            var (member, at) = (rule.Members[i], $"{path}.members[{i}].years");
            faults.When(
                member.Years.Select(year => year.Year).Distinct().Count() < member.Years.Count,
                at,
                $"{member.Nation} has a year twice; allowed is once");
            var missing = needed.Except(member.Years.Select(year => year.Year)).ToList();
            faults.When(
                missing.Count > 0,
                at,
                $"{member.Nation} lacks {string.Join(", ", missing)}; needed are {needed[0]} to {needed[^1]}");
        }

        faults.When(
            rule.Members.Any(member => member.Years.Any(year => year.Population <= 0)),
            $"{path}.members",
            "a population is 0; allowed is above 0");
    }

    public static SharingOutcome Run(UnScaleRule rule, string path)
    {
        var members = rule.Members.Select(member => new ScaleMember(
            member.Nation,
            [.. member.Years.Select(year => new ScaleYear(year.Year, Rational.FromWire(year.Gni), Rational.FromWire(year.Population), Rational.FromWire(year.ExternalDebt)))],
            member.DebtAdjusted,
            member.LeastDeveloped)).ToList();
        var rules = new ScaleRules(
            Fraction(rule.HasDebtPercent ? rule.DebtPercent : DefaultDebtPercent),
            Fraction(rule.HasGradientPercent ? rule.GradientPercent : DefaultGradientPercent),
            Fraction(rule.HasFloorPercent ? rule.FloorPercent : DefaultFloorPercent),
            Fraction(rule.HasLeastDevelopedCeilingPercent ? rule.LeastDevelopedCeilingPercent : DefaultLeastDevelopedCeilingPercent),
            Fraction(rule.HasCeilingPercent ? rule.CeilingPercent : DefaultCeilingPercent));
        var steps = new List<ScaleStep>();
        var shares = UnScale.Share(members, rule.LastYear, Periods(rule), rules, steps)
            ?? throw new InvalidFieldsException(path, $"no shares of {members.Count} members sum to 100 %: either the debts leave nobody an income, or the floor is too high or the ceilings are too low");
        return new(
            $"UN scale method, base periods of {string.Join(" and ", Periods(rule))} years to {rule.LastYear}, ceiling {SharingOutcome.Percent(rules.Ceiling)}",
            shares,
            nation => Why(nation, steps))
        { Steps = steps };
    }

    private static IReadOnlyList<int> Periods(UnScaleRule rule) => rule.BasePeriodYears.Count > 0 ? rule.BasePeriodYears : DefaultPeriods;

    private static Rational Fraction(double percent) => Rational.FromWire(percent) / 100;

    private static string Why(string nation, IReadOnlyList<ScaleStep> steps) =>
        string.Join("; ", steps.Where(step => step.Title.Contains("percent", StringComparison.Ordinal))
            .Select(step => $"{step.Title} {step.Values.First(value => value.Nation == nation).Value.ToText(4)}"));
}
