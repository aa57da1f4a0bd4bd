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
    public static HashSet<int> Reaching(FlowProblem problem, Func<FlowEdge, bool> openEdge, Func<int, bool> openNode)
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

        return reaches;
    }
}
