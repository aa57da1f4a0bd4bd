using Summit.Logistics.Graphs;

namespace Summit.Logistics.Forces.Generation;

/// <summary>
/// The most persons that units can provide for each line when no nation exceeds its ceiling and a unit may be divided between lines: a
/// maximum flow from nations over their units to lines. No match fills more.
/// </summary>
internal static class Fillable
{
    /// <summary>Persons by line; lines of a lower priority number first, then in order.</summary>
    public static IReadOnlyDictionary<string, long> Of(
        IReadOnlyList<GenerationLine> lines, IEnumerable<GenerationUnit> units, IReadOnlyDictionary<string, long> ceilings, CancellationToken cancellationToken)
    {
        var flow = new MaxFlow();
        var byLine = lines.Select(_ => flow.AddNode()).ToList();
        foreach (var nation in Kinds(lines, units).GroupBy(k => k.Unit.Nation, StringComparer.Ordinal))
        {
            var sends = flow.AddNode();
            flow.AddArc(MaxFlow.Source, sends, ceilings.TryGetValue(nation.Key, out var ceiling) ? ceiling : nation.Sum(k => k.Persons));
            foreach (var (unit, persons) in nation)
            {
                AddKind(flow, sends, unit, persons, lines.Zip(byLine));
            }
        }

        // Flow found earlier is kept: each line gets the flow that it adds.
        var filled = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (line, node) in lines.Zip(byLine).OrderBy(l => l.First.Priority))
        {
            flow.AddArc(node, MaxFlow.Sink, line.Needed);
            filled[line.Id] = flow.Augment(cancellationToken);
        }

        return filled;
    }

    /// <summary>Units of a nation that fit the same lines together, as one of them and the persons of all.</summary>
    private static IEnumerable<(GenerationUnit Unit, long Persons)> Kinds(IReadOnlyList<GenerationLine> lines, IEnumerable<GenerationUnit> units)
    {
        var days = lines.Select(l => l.ReadyByDays).OfType<int>().Distinct().ToList();
        return units.GroupBy(u => (u.Nation, u.Type, Missed: days.Count(d => d < u.ReadyDay))).Select(g => (g.MaxBy(u => u.Usable)!, g.Sum(u => u.Usable)));
    }

    private static void AddKind(MaxFlow flow, int nation, GenerationUnit unit, long persons, IEnumerable<(GenerationLine Line, int Node)> lines)
    {
        var node = flow.AddNode();
        flow.AddArc(nation, node, persons);
        foreach (var (line, to) in lines)
        {
            if (unit.Fits(line))
            {
                flow.AddArc(node, to, persons);
            }
        }
    }
}
