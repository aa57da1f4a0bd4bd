using Summit.Logistics.V1;

namespace Summit.Logistics.Flow;

/// <summary>What the calendar of a network allows, regardless of the horizon.</summary>
internal static class FlowWindows
{
    private const long Unlimited = long.MaxValue / 4;

    /// <summary>The earliest day on which a load can be at each node that it can reach, if nothing else moved.</summary>
    public static IReadOnlyDictionary<int, int> EarliestDays(FlowProblem problem, FlowLoad load)
    {
        var from = problem.Edges.ToLookup(e => e.From);
        var days = new Dictionary<int, int>();
        var queue = new PriorityQueue<int, int>();
        queue.Enqueue(load.Node, load.ReleaseDay);
        while (queue.TryDequeue(out var node, out var day))
        {
            if (problem.NodeLimits.GetValueOrDefault(node, 1) == 0 || !days.TryAdd(node, day))
            {
                continue;
            }

            foreach (var edge in from[node])
            {
                if (edge.OpenFrom(day) is { } enters)
                {
                    queue.Enqueue(edge.To, enters + edge.TransitDays);
                }
            }
        }

        return days;
    }

    /// <summary>Arcs that are open on some days only and whose total capacity on these days is less than the amount that must pass.</summary>
    public static IReadOnlyList<InfeasibleReason> TooNarrow(FlowProblem problem)
    {
        var flow = new MaxFlow();
        var nodes = problem.Nodes.Select(_ => flow.AddNode()).ToList();
        foreach (var load in problem.Loads)
        {
            flow.AddArc(MaxFlow.Source, nodes[load.Node], load.Amount);
        }

        foreach (var sink in problem.Sinks)
        {
            flow.AddArc(nodes[sink], MaxFlow.Sink, problem.SinkAmounts.GetValueOrDefault(sink, Unlimited));
        }

        foreach (var edge in problem.Edges)
        {
            flow.AddArc(nodes[edge.From], nodes[edge.To], InAll(edge));
        }

        var passes = flow.Augment(CancellationToken.None);
        if (passes >= problem.Total)
        {
            return [];
        }

        var side = flow.SourceSide();
        return [.. problem.Edges.Where(e => side[nodes[e.From]] && !side[nodes[e.To]] && InAll(e) > 0).Select(e => new InfeasibleReason
        {
            Kind = InfeasibleReason.Types.Kind.DatesContradict,
            Subject = e.Id,
            Detail = $"{e.Id} is open on {Days(e)} only, which lets {InAll(e)} through in all; {passes} of {problem.Total} can ever arrive, so a later horizon does not help",
        })];
    }

    /// <summary>The days on which an arc without a capacity of its own is open, in words.</summary>
    public static string Days(FlowEdge edge) => string.Join(" and ", edge.Windows.Where(w => w.CapacityPerDay > 0).Select(w => $"days {w.FirstDay} to {w.LastDay}"));

    private static long InAll(FlowEdge edge) =>
        edge.CapacityPerDay > 0 ? Unlimited : edge.Windows.Sum(w => w.CapacityPerDay * (w.LastDay - w.FirstDay + 1));
}
