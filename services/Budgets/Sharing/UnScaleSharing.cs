using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>The rule "UN scale of assessments".</summary>
internal sealed class UnScaleSharing : ISharingRule
{
    private const double DefaultDebtPercent = 12.5;
    private const double DefaultGradientPercent = 80;
    private const double DefaultFloorPercent = 0.001;
    private const double DefaultLeastDevelopedCeilingPercent = 0.01;
    private const double DefaultCeilingPercent = 22;
    private static readonly int[] DefaultPeriods = [3, 6];

    public SharingRule.RuleOneofCase Case => SharingRule.RuleOneofCase.UnScale;

    public void Check(SharingRule rule, ShareCostRequest request, string path, Violations violations)
    {
        var own = rule.UnScale;
        violations.RequireDistinct(own.Members.Select(member => member.Nation), i => $"{path}.members[{i}].nation");
        // A period or a last year outside its range is reported by its own rule. The data for it is not looked up.
        var longest = Math.Clamp(Periods(own).Max(), 1, 20);
        var needed = Enumerable.Range(Math.Clamp(own.LastYear, 1945, 2100) - longest + 1, longest).ToList();
        for (var i = 0; i < own.Members.Count; i++)
        {
            var (member, at) = (own.Members[i], $"{path}.members[{i}].years");
            violations.RequireDistinct(member.Years.Select(year => $"{year.Year}"), j => $"{at}[{j}].year");
            var missing = needed.Except(member.Years.Select(year => year.Year)).ToList();
            violations.Require(
                missing.Count == 0, at, $"{member.Nation} lacks {string.Join(", ", missing)}; give {needed[0]} to {needed[^1]}");
            for (var j = 0; j < member.Years.Count; j++)
            {
                violations.Require(member.Years[j].Population != 0, $"{at}[{j}].population", "is 0; it must be above 0");
            }
        }
    }

    public Task<SharingOutcome> ShareAsync(SharingRule rule, SharingCall call, string path)
    {
        var own = rule.UnScale;
        var members = own.Members.Select(member => new ScaleMember(
            member.Nation,
            [.. member.Years.Select(year => new ScaleYear(year.Year, Rational.FromWire(year.Gni), Rational.FromWire(year.Population), Rational.FromWire(year.ExternalDebt)))],
            member.DebtAdjusted,
            member.LeastDeveloped)).ToList();
        var rules = new ScaleRules(
            Fraction(own.HasDebtPercent ? own.DebtPercent : DefaultDebtPercent),
            Fraction(own.HasGradientPercent ? own.GradientPercent : DefaultGradientPercent),
            Fraction(own.HasFloorPercent ? own.FloorPercent : DefaultFloorPercent),
            Fraction(own.HasLeastDevelopedCeilingPercent ? own.LeastDevelopedCeilingPercent : DefaultLeastDevelopedCeilingPercent),
            Fraction(own.HasCeilingPercent ? own.CeilingPercent : DefaultCeilingPercent));
        var steps = new List<ScaleStep>();
        var shares = UnScale.Share(members, own.LastYear, Periods(own), rules, steps, call.Held.Cancellation)
            ?? throw new InvalidFieldsException(path, $"no shares of {members.Count} members sum to 100 %: either the debts leave nobody an income, or the floor is too high or the ceilings are too low");
        var reasons = Reasons(steps);
        return Task.FromResult(new SharingOutcome(
            $"UN scale method, base periods of {string.Join(" and ", Periods(own))} years to {own.LastYear}, ceiling {SharingOutcome.Percent(rules.Ceiling)}",
            shares,
            nation => string.Join("; ", reasons[nation]))
        { Steps = steps });
    }

    private static IReadOnlyList<int> Periods(UnScaleRule rule) => rule.BasePeriodYears.Count > 0 ? rule.BasePeriodYears : DefaultPeriods;

    private static Rational Fraction(double percent) => Rational.FromWire(percent) / 100;

    private static ILookup<string, string> Reasons(IEnumerable<ScaleStep> steps) => steps
        .Where(step => step.Title.Contains("percent", StringComparison.Ordinal))
        .SelectMany(step => step.Values.Select(value => (value.Nation, Text: $"{step.Title} {value.Value.ToText(4)}")))
        .ToLookup(reason => reason.Nation, reason => reason.Text, StringComparer.Ordinal);
}
