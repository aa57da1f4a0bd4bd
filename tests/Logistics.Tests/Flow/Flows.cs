using Summit.Logistics.Flow;

namespace Summit.Logistics.Tests.Flow;

/// <summary>Short ways to write flow problems.</summary>
internal static class Flows
{
    public static FlowProblem Problem(string source, string sink, long load, params (string From, string To, long Capacity, int Transit)[] arcs)
    {
        var nodes = arcs.SelectMany(a => new[] { a.From, a.To }).Append(source).Append(sink).Distinct().ToList();
        return new FlowProblem
        {
            Nodes = nodes,
            Edges = [.. arcs.Select(a => new FlowEdge($"{a.From}-{a.To}", nodes.IndexOf(a.From), nodes.IndexOf(a.To), a.Transit, a.Capacity, []))],
            Loads = [new FlowLoad(nodes.IndexOf(source), 0, load)],
            Sinks = new HashSet<int> { nodes.IndexOf(sink) },
        };
    }

    public static int? Closure(this FlowProblem problem) => QuickestFlow.Solve(problem, default).ClosureDay;

    public static IReadOnlyList<long> CurveUntil(this FlowProblem problem, int day) => QuickestFlow.Solve(problem with { HorizonDays = day }, default).Arrived;
}
