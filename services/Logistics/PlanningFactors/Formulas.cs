using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors;

/// <summary>The formulas of answers.</summary>
internal static class Formulas
{
    public const string TonnesPerDay = "tonnes per day";

    /// <param name="words">The formula in words.</param>
    /// <param name="terms">Its terms with the values used.</param>
    public static Formula Of(string words, params IEnumerable<(string Name, Interval Value, string Unit)> terms) => new()
    {
        Words = words,
        Terms = { terms.Select(t => new FormulaTerm { Name = t.Name, Value = t.Value.ToRange(), Unit = t.Unit }) },
    };
}
