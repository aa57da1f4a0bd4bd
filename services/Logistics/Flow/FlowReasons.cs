using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

namespace Summit.Logistics.Flow;

/// <summary>Why loads cannot arrive by the horizon: each reason names the arc, node or day that would have to change.</summary>
internal static class FlowReasons
{
    /// <param name="problem">A problem that does not close.</param>
    public static IReadOnlyList<InfeasibleReason> Of(FlowProblem problem)
    {
        var never = FlowReach.Stranded(problem).GroupBy(i => problem.Loads[i].Node)
            .OrderBy(g => problem.Nodes[g.Key], StringComparer.Ordinal).SelectMany(g => Closed(problem, g.Key)).ToList();
        if (never.Count > 0)
        {
            return Distinct(never);
        }

        var late = problem.Loads.Where(l => l.Amount > 0).SelectMany(l => TooLate(problem, l)).ToList();
        if (late.Count > 0)
        {
            return Distinct(late);
        }

        var narrow = FlowWindows.TooNarrow(problem);
        return narrow.Count > 0 ? Distinct(narrow) : [Horizon(problem)];
    }

    /// <summary>A load without a path of open arcs to a sink: what is closed, or that there is no path.</summary>
    private static IEnumerable<InfeasibleReason> Closed(FlowProblem problem, int node)
    {
        var name = problem.Nodes[node];
        if (!problem.Edges.Any(e => e.From == node))
        {
            return [Reason(Kind.NoPath, name, $"no arc leaves {name}; check the name of the node or add an arc")];
        }

        if (!Reaches(problem, node, _ => true, _ => true))
        {
            return [Reason(Kind.NoPath, name, $"no path leads from {name} to a destination; add an arc")];
        }

        var nodes = problem.NodeLimits.Where(l => l.Value == 0).Select(l => l.Key).ToList();
        var arcs = Enumerable.Range(0, problem.Edges.Count).Where(i => !problem.Edges[i].Open).ToList();
        bool Open(int n) => problem.NodeLimits.GetValueOrDefault(n, 1) > 0;
        var alone = nodes.Where(n => Reaches(problem, node, e => e.Open, other => other == n || Open(other))).Select(n => NodeClosed(problem.Nodes[n]))
            .Concat(arcs.Where(i => Reaches(problem, node, e => e.Open || e.Id == problem.Edges[i].Id, Open)).Select(i => ArcClosed(problem.Edges[i].Id))).ToList();
        return alone.Count > 0 ? alone : nodes.Select(n => NodeClosed(problem.Nodes[n])).Concat(arcs.Select(i => ArcClosed(problem.Edges[i].Id)));
    }

    private static bool Reaches(FlowProblem problem, int node, Func<FlowEdge, bool> openEdge, Func<int, bool> openNode) =>
        FlowReach.Reaching(problem, openEdge, openNode).Contains(node);

    /// <summary>A load that arrives at every arc that it needs after the arc's last opening.</summary>
    private static IEnumerable<InfeasibleReason> TooLate(FlowProblem problem, FlowLoad load)
    {
        var reached = FlowWindows.EarliestDays(problem, load);
        return reached.Keys.Any(problem.Sinks.Contains) ? [] : problem.Edges
            .Where(e => e.Open && reached.TryGetValue(e.From, out var day) && e.OpenFrom(day) is null && !reached.ContainsKey(e.To))
            .Select(e => Reason(Kind.DatesContradict, e.Id,
                $"{e.Id} is open on {FlowWindows.Days(e)} only, and the load of {problem.Nodes[load.Node]} (released on day {load.ReleaseDay}) can be there on day {reached[e.From]} at the earliest; open it later or release the load earlier"));
    }

    private static InfeasibleReason NodeClosed(string node) => Reason(Kind.NodeClosed, node, $"{node} is closed: its daily limit is 0; raise it");

    private static InfeasibleReason ArcClosed(string arc) => Reason(Kind.LiftZero, arc, $"{arc} has a capacity of 0 on every day; raise it");

    private static InfeasibleReason Horizon(FlowProblem problem) => Reason(
        Kind.Horizon, $"day {problem.HorizonDays}", $"not everything can have arrived by day {problem.HorizonDays}; raise the horizon or the capacities");

    private static InfeasibleReason Reason(Kind kind, string subject, string detail) => new() { Kind = kind, Subject = subject, Detail = detail };

    private static List<InfeasibleReason> Distinct(IEnumerable<InfeasibleReason> reasons) =>
        [.. reasons.Distinct().OrderBy(r => r.Kind).ThenBy(r => r.Subject, StringComparer.Ordinal).ThenBy(r => r.Detail, StringComparer.Ordinal)];
}
