using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Keys;

/// <summary>Validates a cost key, stored and inline.</summary>
internal sealed class CostKeys : StoredRules<CostKey>
{
    /// <summary>Maximum difference between the sum of the percentages and 100.</summary>
    public static readonly Rational PercentTolerance = new(1, 100);

    public override string Field => "cost_key";

    public override void Check(CostKey resource, string path, Violations violations)
    {
        CheckEntries(resource, path, violations);
        violations.RequireText(resource.DisplayName, $"{path}.display_name", "a name for people");
        violations.RequireSource(resource.Source, path);
    }

    public static void CheckEntries(CostKey key, string path, Violations violations)
    {
        violations.Require(key.Kind != CostKey.Types.Kind.Unspecified, $"{path}.kind", "is not set; use one of KIND_PERCENT and KIND_WEIGHT");
        violations.Require(key.Entries.Count > 0, $"{path}.entries", "has no entry; give at least one");
        violations.RequireDistinct(key.Entries.Select(entry => entry.Nation), i => $"{path}.entries[{i}].nation");
        violations.Require(
            key.EndDate.TryDay() is not { } end || key.StartDate.TryDay() is not { } start || end >= start, $"{path}.end_date", "is before start_date");
        if (key.Entries.Count == 0)
        {
            return;
        }

        var values = Requirements.Finite(key.Entries.Select(entry => entry.Value)).ToList();
        var sum = Rational.Sum(values);
        violations.Require(
            key.Kind != CostKey.Types.Kind.Percent || SumsToHundred(values),
            $"{path}.entries", $"the percentages sum to {sum.ToText(6)}; it must be 100 within {PercentTolerance.ToText(2)}");
        violations.Require(
            key.Kind != CostKey.Types.Kind.Weight || !sum.IsZero, $"{path}.entries", "the weights sum to 0; at least one must be above 0");
    }

    /// <summary>Returns whether percentages sum to 100 within the tolerance.</summary>
    public static bool SumsToHundred(IEnumerable<Rational> percentages)
    {
        var difference = Rational.Sum(percentages) - Rational.Hundred;
        return Rational.Max(difference, -difference) <= PercentTolerance;
    }
}
