using Summit.Logistics.Graphs;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

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

    /// <summary>
    /// What lets less through in all than must pass, however late: arcs that are open on some days only, and destinations that
    /// accept an amount.
    /// </summary>
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
        var arcs = problem.Edges.Where(e => side[nodes[e.From]] && !side[nodes[e.To]] && InAll(e) > 0).Select(e => Reason(
            Kind.DatesContradict, e.Id, $"{e.Id} is open on {Days(e)} only, which lets {InAll(e)} through in all; {passes} of {problem.Total} can ever arrive, so a later horizon does not help"));
        var full = problem.Sinks.Where(s => side[nodes[s]]).Select(s => Reason(
            Kind.DestinationFull, problem.Nodes[s], $"{problem.Nodes[s]} accepts {problem.SinkAmounts[s]} in all; {passes} of {problem.Total} can ever arrive; raise its amount or open an arc to another destination"));
        return [.. arcs, .. full];
    }

    private static InfeasibleReason Reason(Kind kind, string subject, string detail) => new() { Kind = kind, Subject = subject, Detail = detail };

    /// <summary>The days on which an arc without a capacity of its own is open, in words.</summary>
    public static string Days(FlowEdge edge) => string.Join(" and ", edge.Windows.Where(w => w.CapacityPerDay > 0).Select(w => $"days {w.FirstDay} to {w.LastDay}"));

    private static long InAll(FlowEdge edge) =>
        edge.CapacityPerDay > 0 ? Unlimited : edge.Windows.Sum(w => w.CapacityPerDay * (w.LastDay - w.FirstDay + 1));
}
