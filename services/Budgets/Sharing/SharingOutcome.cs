using Google.Type;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>The result of a rule: a fraction of the cost for each nation, and the reason.</summary>
/// <param name="Rule">The rule, as text.</param>
/// <param name="Fractions">Fractions of the cost. They sum to one, or are all zero when the cost is zero.</param>
/// <param name="Why">Returns the reason for the share of a nation.</param>
internal sealed record SharingOutcome(string Rule, IReadOnlyList<NationValue> Fractions, Func<string, string> Why)
{
    /// <summary>Steps of the computation.</summary>
    public IReadOnlyList<ScaleStep> Steps { get; init; } = [];

    /// <summary>Missing facts that prevent the rule from computing shares.</summary>
    public IReadOnlyList<MissingFact> Missing { get; private init; } = [];

    /// <summary>Creates the outcome of a rule that cannot be computed.</summary>
    public static SharingOutcome Lacking(string rule, IEnumerable<MissingFact> missing) => new(rule, [], _ => "") { Missing = [.. missing] };

    /// <summary>Returns the result, exact to the minor unit. The shares sum to the cost.</summary>
    public SharingResult ToResult(string ruleId, Money cost)
    {
        var result = new SharingResult { RuleId = ruleId, Rule = Rule, Missing = { Missing } };
        if (Missing.Count > 0)
        {
            return result;
        }

        var minor = Amount.InMinor(cost);
        var units = LargestRemainder.Round(Fractions.Select(fraction => fraction with { Value = fraction.Value * minor }));
        var fractions = Fractions.ToDictionary(fraction => fraction.Nation, fraction => fraction.Value, StringComparer.Ordinal);
        result.Total = cost;
        result.Shares.AddRange(units.Select(share => new NationShare
        {
            Nation = share.Nation,
            Amount = Amount.FromMinor(share.Units, cost.CurrencyCode),
            Percent = (fractions[share.Nation] * 100).ToDisplay(),
            Reason = Why(share.Nation),
        }));
        result.Steps.AddRange(Steps.Select(step => new SharingStep
        {
            Title = step.Title,
            Values = { step.Values.Select(value => new StepValue { Nation = value.Nation, Value = value.Value.ToDisplay() }) },
        }));
        return result;
    }

    /// <summary>Returns fractions from exact amounts of a whole; all zero when the whole is zero.</summary>
    public static IReadOnlyList<NationValue> OfWhole(IEnumerable<NationValue> amounts, Rational whole) =>
        [.. amounts.Select(amount => amount with { Value = whole.IsZero ? Rational.Zero : amount.Value / whole })];

    /// <summary>A percentage as text, for example <c>12.5 %</c>.</summary>
    public static string Percent(Rational fraction) => $"{(fraction * 100).ToText(4)} %";
}
