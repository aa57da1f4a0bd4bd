using System.Globalization;
using Summit.Kernel;
using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.Forces;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>A fact with a range, as a change names it.</summary>
/// <param name="Subject">Resource name, or <c>assumptions/{id}</c>, or <c>costFactors/{measure}</c>.</param>
/// <param name="Words">The fact in words.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Fact">The range.</param>
internal readonly record struct RangedFact(string Subject, string Words, string Unit, Triangle Fact)
{
    /// <summary>Whether it is the capacity of an arc or a node.</summary>
    public bool IsCapacity => Subject.StartsWith("transport", StringComparison.Ordinal);

    /// <summary>A value of the fact beside its mid value, in words.</summary>
    public string At(double value) => $"{Words} at its {(value < Fact.Mid ? "low" : "high")} end, {Text(value)} {Unit} instead of {Text(Fact.Mid)}";

    private static string Text(double value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);
}

/// <summary>The facts with a range that an assessment uses.</summary>
internal static class RangeChanges
{
    /// <param name="inputs">What every case uses.</param>
    /// <param name="part">The case.</param>
    /// <param name="costs">Costs; null when they are not known.</param>
    public static IEnumerable<RangedFact> Of(CaseInputs inputs, ComputedCase part, DrawnCosts? costs)
    {
        var (held, question, network) = (inputs.HeldForces, inputs.Question, part.Movement!.Network);
        yield return new("assumptions/availability", "the part of the pool that can be sent", "of it", Triangle.Of("assumptions/availability", inputs.Availability, highIsFavourable: true));
        foreach (var unit in part.Force!.Offered.Where(u => ForcePool.NoticeAssumptionOf(u.Element) is not null).DistinctBy(u => ForcePool.NoticeAssumptionOf(u.Element)))
        {
            var id = $"assumptions/{ForcePool.NoticeAssumptionOf(unit.Element)}";
            yield return new(id, $"the notice to move of {Words(unit.Element.UnitType)} units", "days", DrawnPool.Notice(unit));
        }

        var nations = part.Force.Offered.Select(u => u.Nation).ToHashSet(StringComparer.Ordinal);
        foreach (var commitment in new Commitments(held.Commitments, held.Elements, question.CDay, question.CDay).Binding.Where(c => c.Persons is not null && nations.Contains(NationNames.NationOf(c.Name))))
        {
            yield return new(commitment.Name, $"the commitment of {NationNames.NationOf(commitment.Name)} to {commitment.DisplayName}", "persons", Triangle.Of(commitment.Name, commitment.Persons, highIsFavourable: false));
        }

        foreach (var arc in held.Arcs.Where(a => held.Nodes.ContainsKey(a.FromNode) && held.Nodes.ContainsKey(a.ToNode)))
        {
            yield return new(arc.Name, network.Describe(arc.Name), "t a day", Capacity(arc.Name, arc.CapacityTonnesPerDay));
        }

        foreach (var node in held.Nodes.Values.Where(n => n.ThroughputTonnesPerDay is not null).OrderBy(n => n.Name, StringComparer.Ordinal))
        {
            yield return new(node.Name, network.Describe(node.Name), "t a day", Capacity(node.Name, node.ThroughputTonnesPerDay));
        }

        foreach (var enabler in part.Force.Enablers.NotByUnits.SelectMany(e => e.Parts))
        {
            yield return new($"{held.Option.Name}/{enabler.Id}", $"the European share of {enabler.Words}", "percent", EnablerStep.Share(held.Option, enabler));
        }

        foreach (var price in costs?.Prices ?? [])
        {
            yield return price;
        }
    }

    private static Triangle Capacity(string name, DailyCapacity capacity) => new(Draw.KeyOf(name), capacity.Low, capacity.Mid, capacity.High, HighIsFavourable: true);

    private static string Words(UnitType type) => string.Concat($"{type}".Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : $"{c}"));
}
