using Summit.Kernel;

namespace Summit.Logistics.Flow;

/// <summary>
/// The quickest flow over time: the earliest day by which every load can have arrived when loads can be split freely. It is a
/// relaxation of every plan for whole units, so no plan can beat it.
/// </summary>
internal static class QuickestFlow
{
    private const int HoursPerDay = 24;

    /// <summary>Computes the closure day and the most that can have arrived by each day until then.</summary>
    public static FlowAnswer Solve(FlowProblem problem, CancellationToken cancellationToken)
    {
        if (problem.Total == 0)
        {
            return new(0, [0]);
        }

        // When some load can never arrive, the curve still shows how much of the others arrives.
        var curve = Unroll(problem, cancellationToken);
        return new(curve[^1] == problem.Total ? curve.Count - 1 : null, curve);
    }

    /// <summary>The total flow on each arc when every load arrives by the closure day.</summary>
    public static long[] Carried(FlowProblem problem, int closureDay, CancellationToken cancellationToken)
    {
        var expansion = new TimeExpansion(problem);
        for (var day = 0; day <= closureDay; day++)
        {
            expansion.AddDay(cancellationToken);
        }

        return expansion.Carried();
    }

    /// <summary>
    /// The capacities that bind: those of a minimum cut on the last day by which not everything can have arrived, and those that
    /// set the rate on the day after. Raising any other capacity alone gains nothing. Each binding capacity is raised alone to
    /// compute its gain.
    /// </summary>
    /// <param name="problem">A problem that closes.</param>
    /// <param name="closureDay">Its closure day.</param>
    /// <param name="raisePercent">By how much a capacity is raised.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static IReadOnlyList<FlowGain> Bindings(FlowProblem problem, int closureDay, int raisePercent, CancellationToken cancellationToken)
    {
        if (closureDay == 0 || problem.Total == 0)
        {
            return [];
        }

        var (edges, nodes) = BindingSets(problem, closureDay, cancellationToken);
        var whole = problem.Scale(100) with { HorizonDays = closureDay };
        var now = ClosureHours(whole, cancellationToken);
        var gains = edges.Select(e => new FlowGain(problem.Edges[e].Id, false, problem.Edges[e].CapacityPerDay, Gain(RaiseEdge(whole, e, raisePercent))))
            .Concat(nodes.Select(n => new FlowGain(problem.Nodes[n], true, problem.NodeLimits[n], Gain(RaiseNode(whole, n, raisePercent)))));
        return [.. gains.OrderByDescending(g => g.HoursGained).ThenBy(g => g.Id, StringComparer.Ordinal)];

        int Gain(FlowProblem raised) => (int)(now - ClosureHours(raised, cancellationToken)).Floor();
    }

    /// <summary>The same capacities without gains: arcs and node limits, by index.</summary>
    public static (HashSet<int> Edges, HashSet<int> Nodes) BindingSets(FlowProblem problem, int closureDay, CancellationToken cancellationToken)
    {
        var (edges, nodes) = Cut(problem, closureDay - 1, cancellationToken);
        var (lastEdges, lastNodes) = Cut(Twice(problem), closureDay, cancellationToken);
        edges.UnionWith(lastEdges);
        nodes.UnionWith(lastNodes);
        return (edges, nodes);
    }

    /// <summary>
    /// Closure in hours after the start of day 0. Within the last day, arrivals count as spread evenly over the day, at the rate
    /// at which loads twice as large would arrive. More capacity never makes closure later.
    /// </summary>
    /// <param name="problem">A problem that closes within its horizon.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static Rational ClosureHours(FlowProblem problem, CancellationToken cancellationToken)
    {
        var answer = Solve(problem, cancellationToken);
        var day = answer.ClosureDay!.Value;
        var before = day == 0 ? 0 : answer.Arrived[day - 1];
        var twice = Twice(problem) with { HorizonDays = day };
        var most = Unroll(twice, cancellationToken)[^1];
        return HoursPerDay * (day + new Rational(problem.Total - before, most - before));
    }

    private static FlowProblem Twice(FlowProblem problem) => problem.WithLoads(2);

    private static (HashSet<int> Edges, HashSet<int> Nodes) Cut(FlowProblem problem, int lastDay, CancellationToken cancellationToken)
    {
        var expansion = new TimeExpansion(problem);
        while (expansion.Days <= lastDay)
        {
            expansion.AddDay(cancellationToken);
        }

        return expansion.Cut();
    }

    private static FlowProblem RaiseEdge(FlowProblem problem, int edge, int percent)
    {
        var edges = problem.Edges.ToArray();
        edges[edge] = edges[edge] with
        {
            CapacityPerDay = Raise(edges[edge].CapacityPerDay, percent),
            Windows = [.. edges[edge].Windows.Select(w => w with { CapacityPerDay = Raise(w.CapacityPerDay, percent) })],
        };
        return problem with { Edges = edges };
    }

    private static FlowProblem RaiseNode(FlowProblem problem, int node, int percent) =>
        problem with { NodeLimits = new Dictionary<int, long>(problem.NodeLimits) { [node] = Raise(problem.NodeLimits[node], percent) } };

    /// <summary>Exact, because capacities are in hundredths here.</summary>
    private static long Raise(long hundredths, int percent) => hundredths / 100 * (100 + percent);

    /// <summary>The most that can have arrived by each day until everything has, or until the horizon. Amounts of sinks need the whole expansion.</summary>
    private static IReadOnlyList<long> Unroll(FlowProblem problem, CancellationToken cancellationToken)
    {
        if (problem.SinkAmounts.Count == 0)
        {
            return new DirectExpansion().Curve(new FlowShape(problem).Same, cancellationToken);
        }

        var (expansion, curve, arrived) = (new TimeExpansion(problem), new List<long>(), 0L);
        while (expansion.Days <= problem.HorizonDays && arrived < problem.Total)
        {
            arrived += expansion.AddDay(cancellationToken);
            curve.Add(arrived);
        }

        return curve;
    }
}

/// <summary>A computed flow.</summary>
/// <param name="ClosureDay">Day by which everything has arrived; null when not within the horizon.</param>
/// <param name="Arrived">Most that can have arrived by each day, from day 0.</param>
internal sealed record FlowAnswer(int? ClosureDay, IReadOnlyList<long> Arrived);

/// <summary>A binding capacity with the gain from raising it alone.</summary>
internal sealed record FlowGain(string Id, bool IsNode, long CapacityPerDay, int HoursGained);
