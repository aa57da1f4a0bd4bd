using Summit.Budgets.Amounts;
using Summit.Budgets.V1;

namespace Summit.Budgets.Sharing;

/// <summary>What a cost key must keep, stored or inline.</summary>
internal static class CostKeys
{
    public static void Check(CostKey key, string path, Faults faults)
    {
        faults.When(key.Kind == CostKey.Types.Kind.Unspecified, $"{path}.kind", "is not set; allowed are KIND_PERCENT and KIND_WEIGHT");
        faults.When(key.Entries.Count == 0, $"{path}.entries", "has no entry; needed is at least one");
        faults.CheckOnce(key.Entries.Select(entry => entry.Nation), $"{path}.entries");
        faults.When(Days.Of(key.EndDate) < Days.Of(key.StartDate), $"{path}.end_date", "is before start_date");
        var values = key.Entries.Where(entry => double.IsFinite(entry.Value)).Select(entry => Rational.FromWire(entry.Value)).ToList();
        var sum = Rational.Sum(values);
        faults.When(
            key.Kind == CostKey.Types.Kind.Percent && key.Entries.Count > 0 && !Keys.SumsToHundred(values),
            $"{path}.entries", $"the percentages sum to {sum.ToText(6)}; allowed is 100 within {Keys.PercentTolerance.ToText(2)}");
        faults.When(
            key.Kind == CostKey.Types.Kind.Weight && key.Entries.Count > 0 && sum.IsZero,
            $"{path}.entries",
            "the weights sum to 0; at least one must be above 0");
    }
}
