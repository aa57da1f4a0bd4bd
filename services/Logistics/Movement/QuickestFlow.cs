namespace Summit.Logistics.Movement;

/// <summary>
/// The quickest flow over time: the earliest day by which every load can have arrived when loads split freely. It relaxes every
/// plan for whole units, so no plan can beat it.
/// </summary>
internal static class QuickestFlow
{
    /// <summary>Computes the closure day and the most that can have arrived by each day until then.</summary>
    public static FlowAnswer Solve(FlowProblem problem, CancellationToken cancellationToken)
    {
        var curve = new List<long>();
        if (problem.Total == 0)
        {
            return new(0, [0]);
        }

        if (FlowReach.Stranded(problem).Count > 0)
        {
            // Something can never arrive; the curve of the rest still tells how far the others come.
            return new(null, Unroll(problem, curve, problem.Total, cancellationToken));
        }

        Unroll(problem, curve, problem.Total, cancellationToken);
        return new(curve[^1] == problem.Total ? curve.Count - 1 : null, curve);
    }

    /// <summary>
    /// The capacities that bind: those of a smallest cut on the last day by which not everything can have arrived. Raising any
    /// other one alone gains nothing. Each is raised alone to tell its gain.
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

        var expansion = new TimeExpansion(problem);
        while (expansion.Days < closureDay)
        {
            expansion.AddDay(cancellationToken);
        }

        var (edges, nodes) = expansion.Cut();
        var whole = problem.Scale(100) with { HorizonDays = closureDay };
        var gains = edges.Select(e => new FlowGain(problem.Edges[e].Id, false, problem.Edges[e].CapacityPerDay, Gain(RaiseEdge(whole, e, raisePercent))))
            .Concat(nodes.Select(n => new FlowGain(problem.Nodes[n], true, problem.NodeLimits[n], Gain(RaiseNode(whole, n, raisePercent)))));
        return [.. gains.OrderByDescending(g => g.DaysGained).ThenBy(g => g.Id, StringComparer.Ordinal)];

        int Gain(FlowProblem raised) => closureDay - Solve(raised, cancellationToken).ClosureDay!.Value;
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

    /// <summary>Exact, since capacities stand in hundredths here.</summary>
    private static long Raise(long hundredths, int percent) => hundredths / 100 * (100 + percent);

    private static List<long> Unroll(FlowProblem problem, List<long> curve, long until, CancellationToken cancellationToken)
    {
        var expansion = new TimeExpansion(problem);
        var arrived = 0L;
        while (expansion.Days <= problem.HorizonDays && arrived < until)
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

/// <summary>A binding capacity with what raising it alone gains.</summary>
internal sealed record FlowGain(string Id, bool IsNode, long CapacityPerDay, int DaysGained);
