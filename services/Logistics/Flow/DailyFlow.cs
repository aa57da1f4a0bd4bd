using Summit.Logistics.Graphs;

namespace Summit.Logistics.Flow;

/// <summary>The most that a network can bring from its loads to its sinks each day in a steady state. Transit times and amounts do not matter.</summary>
internal static class DailyFlow
{
    private const long Unlimited = long.MaxValue / 4;

    /// <summary>Units a day at the arcs' capacities outside of their windows.</summary>
    public static long Of(FlowProblem problem, CancellationToken cancellationToken)
    {
        var flow = new MaxFlow();
        var into = problem.Nodes.Select(_ => flow.AddNode()).ToArray();
        var onward = into.Select((node, i) => Limited(i, node)).ToArray();
        foreach (var edge in problem.Edges)
        {
            flow.AddArc(onward[edge.From], into[edge.To], edge.CapacityPerDay);
        }

        foreach (var origin in problem.Loads.Select(l => l.Node).Distinct().Order())
        {
            flow.AddArc(MaxFlow.Source, into[origin], Unlimited);
        }

        foreach (var sink in problem.Sinks.Order())
        {
            flow.AddArc(onward[sink], MaxFlow.Sink, Unlimited);
        }

        return flow.Augment(cancellationToken);

        int Limited(int index, int node)
        {
            if (!problem.NodeLimits.TryGetValue(index, out var limit))
            {
                return node;
            }

            var after = flow.AddNode();
            flow.AddArc(node, after, limit);
            return after;
        }
    }
}
