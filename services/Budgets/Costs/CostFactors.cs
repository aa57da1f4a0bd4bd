using Google.Type;
using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.V1;
using Measure = Summit.Budgets.V1.CostFactor.Types.Measure;

namespace Summit.Budgets.Costs;

/// <summary>Cost factors: what they must keep, and which one is taken.</summary>
internal static class CostFactors
{
    public static readonly IReadOnlyList<Measure> Measures = [.. Enum.GetValues<Measure>().Where(measure => measure != Measure.Unspecified)];

    /// <summary>What a factor must keep, stored or inline.</summary>
    public static void Check(CostFactor factor, string path, Faults faults)
    {
        faults.When(factor.Measure == Measure.Unspecified, $"{path}.measure", "is not set; allowed are the values of CostFactor.Measure");
        CheckRange(factor.Amount, $"{path}.amount", faults);
    }

    /// <summary>What a range of money must keep.</summary>
    public static void CheckRange(MoneyRange? range, string path, Faults faults)
    {
        if (range is null)
        {
            return;
        }

        faults.When(range.Low is null || range.Mid is null || range.High is null, path, "needs low, mid and high");
        faults.When(
            range.Basis is null || range.Basis.Kind == PriceBasis.Types.Kind.Unspecified || range.Basis.Year is < 1900 or > 2100,
            $"{path}.basis",
            "needs a kind and a year from 1900 to 2100");
        if (range.Low is null || range.Mid is null || range.High is null)
        {
            return;
        }

        faults.When(
            range.Low.CurrencyCode != range.Mid.CurrencyCode || range.Mid.CurrencyCode != range.High.CurrencyCode,
            path,
            "is in several currencies; allowed is one");
        faults.When(Amount.Of(range.Low).Sign < 0, $"{path}.low", $"{Amount.Text(range.Low)} is negative; allowed is 0 or more");
        faults.When(
            Amount.Of(range.Low) > Amount.Of(range.Mid) || Amount.Of(range.Mid) > Amount.Of(range.High),
            path,
            "is out of order; needed is low <= mid <= high");
    }

    /// <summary>One factor per measure: the newest published by the day asked about, else the earliest published after it.</summary>
    public static IReadOnlyDictionary<Measure, CostFactor> Choose(IReadOnlyList<CostFactor> factors, Date? asOf)
    {
        var chosen = factors.GroupBy(factor => factor.Measure).ToDictionary(group => group.Key, group =>
        {
            var ordered = group.OrderBy(factor => Days.Of(factor.Source?.PublishDate)).ThenBy(factor => factor.Name, StringComparer.Ordinal).ToList();
            return ordered.LastOrDefault(factor => !Days.IsLater(factor.Source, asOf)) ?? ordered[0];
        });
        Missing.ThrowIfAny(Measures.Where(measure => !chosen.ContainsKey(measure)).Select(measure =>
            ($"cost factor {measure}", "Store a factor of this measure, or send inline factors.")));
        return chosen;
    }
}
