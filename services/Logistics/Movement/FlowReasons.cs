using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

namespace Summit.Logistics.Movement;

/// <summary>Why loads cannot arrive by the horizon.</summary>
internal static class FlowReasons
{
    public static IEnumerable<InfeasibleReason> Of(FlowProblem problem)
    {
        var disconnected = FlowReach.Disconnected(problem).ToHashSet();
        var stranded = FlowReach.Stranded(problem);
        foreach (var node in stranded.GroupBy(i => problem.Loads[i].Node, i => i).OrderBy(g => problem.Nodes[g.Key], StringComparer.Ordinal))
        {
            var noPath = node.Any(disconnected.Contains);
            yield return new InfeasibleReason
            {
                Kind = noPath ? Kind.NoPath : Kind.LiftZero,
                Subject = problem.Nodes[node.Key],
                Detail = noPath
                    ? $"no path leads from {problem.Nodes[node.Key]} to a sink; add one"
                    : $"every path from {problem.Nodes[node.Key]} to a sink has a capacity of 0; raise one",
            };
        }

        if (stranded.Count == 0)
        {
            yield return new InfeasibleReason
            {
                Kind = Kind.Horizon,
                Subject = $"day {problem.HorizonDays}",
                Detail = $"not everything can have arrived by day {problem.HorizonDays}; raise the horizon or the capacities",
            };
        }
    }
}
