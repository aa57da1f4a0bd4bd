namespace Summit.Logistics.Flow;

/// <summary>Which loads can reach a sink at all, regardless of time.</summary>
internal static class FlowReach
{
    /// <summary>Loads (by index) without a path of open arcs to a sink.</summary>
    public static IReadOnlyList<int> Stranded(FlowProblem problem)
    {
        var reaches = Reaching(problem, e => e.Open, n => problem.NodeLimits.GetValueOrDefault(n, 1) > 0);
        return [.. Enumerable.Range(0, problem.Loads.Count).Where(i => problem.Loads[i].Amount > 0 && !reaches.Contains(problem.Loads[i].Node))];
    }

    /// <summary>Nodes with a path of open arcs and nodes to a sink.</summary>
    public static HashSet<int> Reaching(FlowProblem problem, Func<FlowEdge, bool> openEdge, Func<int, bool> openNode) =>
        Spread(problem.Sinks, problem.Edges.Where(openEdge).ToLookup(e => e.To, e => e.From), openNode);

    /// <summary>Nodes that a load can reach over open arcs and nodes.</summary>
    public static HashSet<int> Reached(FlowProblem problem, Func<FlowEdge, bool> openEdge, Func<int, bool> openNode) =>
        Spread(problem.Loads.Select(l => l.Node), problem.Edges.Where(openEdge).ToLookup(e => e.From, e => e.To), openNode);

    private static HashSet<int> Spread(IEnumerable<int> starts, ILookup<int, int> next, Func<int, bool> openNode)
    {
        var reaches = new HashSet<int>(starts.Where(openNode));
        var queue = new Queue<int>(reaches);
        while (queue.TryDequeue(out var node))
        {
            foreach (var to in next[node])
            {
                if (openNode(to) && reaches.Add(to))
                {
                    queue.Enqueue(to);
                }
            }
        }

        return reaches;
    }
}
