using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>The lines of a requirement at a strength.</summary>
internal static class OptionLines
{
    public const int WholeForce = 10_000;
    private const int DefaultPriority = 5;

    /// <summary>Lines that units fill, in the order of the requirement. The whole persons sum to the strength when the lines sum to 10,000.</summary>
    public static IReadOnlyList<GenerationLine> Of(IEnumerable<RequirementLine> lines, long strength)
    {
        var byUnits = lines.Where(l => l.UnitTypes.Count > 0).ToList();
        var exact = byUnits.Select(l => new NationValue(l.Id, new Rational(l.PersonsPer10000, WholeForce) * strength)).ToList();
        var whole = Rational.Sum(exact.Select(e => e.Value)).Denominator.IsOne
            ? LargestRemainder.Round(exact).ToDictionary(u => u.Nation, u => (long)u.Units, StringComparer.Ordinal)
            : exact.ToDictionary(e => e.Nation, e => (long)e.Value.Ceiling(), StringComparer.Ordinal);
        return [.. byUnits.Select(l => new GenerationLine(
            l.Id, l.UnitTypes.ToHashSet(), whole[l.Id], l.HasPriority ? l.Priority : DefaultPriority, l.HasReadyByDays ? l.ReadyByDays : null))];
    }
}
