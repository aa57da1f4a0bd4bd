namespace Summit.Logistics.Movement;

/// <summary>Which loads can get to a sink at all, however long it takes.</summary>
internal static class FlowReach
{
    /// <summary>Loads (by index) that no path of open arcs leads to a sink.</summary>
    public static IReadOnlyList<int> Stranded(FlowProblem problem) => Stranded(problem, e => e.Open, n => problem.NodeLimits.GetValueOrDefault(n, 1) > 0);

    /// <summary>Loads (by index) that no path leads to a sink, whatever the capacities.</summary>
    public static IReadOnlyList<int> Disconnected(FlowProblem problem) => Stranded(problem, _ => true, _ => true);

    private static List<int> Stranded(FlowProblem problem, Func<FlowEdge, bool> openEdge, Func<int, bool> openNode)
    {
        var into = problem.Edges.Where(openEdge).ToLookup(e => e.To, e => e.From);
        var reaches = new HashSet<int>(problem.Sinks.Where(openNode));
        var queue = new Queue<int>(reaches);
        while (queue.TryDequeue(out var node))
        {
            foreach (var from in into[node])
            {
                if (openNode(from) && reaches.Add(from))
                {
                    queue.Enqueue(from);
                }
            }
        }

        return [.. Enumerable.Range(0, problem.Loads.Count).Where(i => problem.Loads[i].Amount > 0 && !reaches.Contains(problem.Loads[i].Node))];
    }
}
