using Summit.Budgets.Facts;
using Summit.Budgets.Keys;
using Summit.Budgets.V1;
using Summit.Kernel;
using Measure = Summit.Budgets.V1.WeightRule.Types.Measure;

namespace Summit.Budgets.Sharing;

/// <summary>The rule "share = weight / sum of weights".</summary>
internal sealed class WeightSharing : ISharingRule
{
    public SharingRule.RuleOneofCase Case => SharingRule.RuleOneofCase.Weights;

    public void Check(SharingRule rule, ShareCostRequest request, string path, Violations violations)
    {
        var (own, nations) = (rule.Weights, request.Nations);
        violations.Require(
            own.Measure != Measure.Unspecified,
            $"{path}.measure",
            "is not set; use one of MEASURE_EQUAL, MEASURE_GDP, MEASURE_DEFENCE_SPENDING, MEASURE_POPULATION, MEASURE_GNI and MEASURE_INLINE");
        violations.Require(
            nations.Count > 0 || own.Measure is not (Measure.Equal or Measure.Gdp or Measure.DefenceSpending), "nations", $"is empty; {path} needs the nations that share");
        violations.RequireDistinct(own.InlineWeights.Select(weight => weight.Nation), i => $"{path}.inline_weights[{i}].nation");
        if (own.Measure == Measure.Inline)
        {
            foreach (var nation in nations.Except(own.InlineWeights.Select(weight => weight.Nation)))
            {
                violations.Require(false, $"{path}.inline_weights", $"\"{nation}\" has no weight; give one for every nation that shares");
            }

            violations.Require(
                own.InlineWeights.Any(weight => (nations.Count == 0 || nations.Contains(weight.Nation)) && weight.Value != 0),
                $"{path}.inline_weights", "all weights are 0; at least one must be above 0");
        }

        LimitSharing.Check(own.Limits, nations, $"{path}.limits", violations);
    }

    public async Task<SharingOutcome> ShareAsync(SharingRule rule, SharingCall call, string path)
    {
        var own = rule.Weights;
        var weights = own.Measure switch
        {
            Measure.Equal => new Weights("equal shares", [.. call.Request.Nations.Select(nation => new NationValue(nation, Rational.One))], []),
            Measure.Inline => Inline(own, call.Request.Nations),
            Measure.Population => await StoredWeights.OfKeyAsync("population", own.Year, call),
            Measure.Gni => await StoredWeights.OfKeyAsync("gni", own.Year, call),
            _ => await StoredWeights.OfSpendingAsync(own, call),
        };
        if (weights.Missing.Count > 0)
        {
            return SharingOutcome.Lacking(weights.Name, weights.Missing);
        }

        var sum = Rational.Sum(weights.Values.Select(weight => weight.Value));
        if (sum.IsZero)
        {
            return SharingOutcome.Lacking(weights.Name, [Missing.Fact($"a weight above 0, {weights.Name}", "The weights of these nations sum to 0; name one that has a weight.")]);
        }

        var shares = Limits.Normalise(weights.Values);
        var limited = LimitSharing.Apply(own.Limits, shares, $"{path}.limits");
        return new(weights.Name, limited, nation =>
            $"{weights.Values.First(weight => weight.Nation == nation).Value.ToText(2)} of {sum.ToText(2)} ({weights.Name})" + LimitSharing.Why(nation, shares, limited));
    }

    private static Weights Inline(WeightRule rule, IReadOnlyList<string> nations) => new(
        "weights given",
        [.. rule.InlineWeights.Where(weight => nations.Count == 0 || nations.Contains(weight.Nation)).Select(weight => new NationValue(weight.Nation, Rational.FromWire(weight.Value)))],
        []);
}

/// <summary>Weights by nation, or the missing facts when there are no weights.</summary>
/// <param name="Name">What is used as the weight, as text.</param>
/// <param name="Values">The weights.</param>
/// <param name="Missing">The missing facts.</param>
internal sealed record Weights(string Name, IReadOnlyList<NationValue> Values, IReadOnlyList<MissingFact> Missing);
