using Summit.Logistics.Flow;
using Summit.Logistics.Forces.Generation;

namespace Summit.Logistics.Assessment;

/// <summary>The most persons that units can provide for each line when no nation exceeds its ceiling: a maximum flow from nations over their units to lines.</summary>
internal static class Fillable
{
    /// <summary>Persons by line; lines of a lower priority number first, then in order.</summary>
    public static IReadOnlyDictionary<string, long> Of(
        IReadOnlyList<GenerationLine> lines, IEnumerable<GenerationUnit> units, IReadOnlyDictionary<string, long> ceilings, CancellationToken cancellationToken)
    {
        var flow = new MaxFlow();
        var byLine = lines.Select(_ => flow.AddNode()).ToList();
        foreach (var nation in units.GroupBy(u => u.Nation, StringComparer.Ordinal))
        {
            var sends = flow.AddNode();
            flow.AddArc(MaxFlow.Source, sends, ceilings.TryGetValue(nation.Key, out var ceiling) ? ceiling : nation.Sum(u => u.Usable));
            foreach (var unit in nation)
            {
                AddUnit(flow, sends, unit, lines, byLine);
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

    private static void AddUnit(MaxFlow flow, int nation, GenerationUnit unit, IReadOnlyList<GenerationLine> lines, List<int> byLine)
    {
        var node = flow.AddNode();
        flow.AddArc(nation, node, unit.Usable);
        foreach (var (line, to) in lines.Zip(byLine))
        {
            if (unit.Fits(line))
            {
                flow.AddArc(node, to, unit.Usable);
            }
        }
    }
}
