using Summit.Logistics.Flow;

namespace Summit.Logistics.Tests.Flow;

/// <summary>
/// A schedule that keeps every capacity: each unit in turn takes the way on which it arrives first with what is left. It shares no
/// code with the bound that it is held against.
/// </summary>
internal static class GreedySchedule
{
    public static int? Close(FlowProblem problem)
    {
        var used = new Dictionary<(int Edge, int Day), long>();
        var last = 0;
        foreach (var load in problem.Loads.Where(l => l.Amount > 0))
        {
            for (var unit = 0; unit < load.Amount; unit++)
            {
                if (Send(problem, load, used) is not { } day)
                {
                    return null;
                }

                last = Math.Max(last, day);
            }
        }

        return last;
    }

    /// <summary>Earliest arrival by label setting over days, then the way back to book it.</summary>
    private static int? Send(FlowProblem problem, FlowLoad load, Dictionary<(int Edge, int Day), long> used)
    {
        var best = new Dictionary<int, (int Day, int Edge, int Entered)> { [load.Node] = (load.ReleaseDay, -1, -1) };
        var queue = new PriorityQueue<int, int>();
        queue.Enqueue(load.Node, load.ReleaseDay);
        while (queue.TryDequeue(out var node, out var day))
        {
            if (day > best[node].Day)
            {
                continue;
            }

            for (var e = 0; e < problem.Edges.Count; e++)
            {
                var edge = problem.Edges[e];
                if (edge.From != node || FirstFree(edge, e, day, problem.HorizonDays, used) is not { } entered)
                {
                    continue;
                }

                var arrives = entered + edge.TransitDays;
                if (!best.TryGetValue(edge.To, out var known) || arrives < known.Day)
                {
                    best[edge.To] = (arrives, e, entered);
                    queue.Enqueue(edge.To, arrives);
                }
            }
        }

        var sink = problem.Sinks.First();
        if (!best.TryGetValue(sink, out var arrival))
        {
            return null;
        }

        for (var at = sink; best[at].Edge >= 0; at = problem.Edges[best[at].Edge].From)
        {
            var key = (best[at].Edge, best[at].Entered);
            used[key] = used.GetValueOrDefault(key) + 1;
        }

        return arrival.Day;
    }

    private static int? FirstFree(FlowEdge edge, int index, int from, int horizon, Dictionary<(int Edge, int Day), long> used)
    {
        for (var day = from; day <= horizon; day++)
        {
            if (used.GetValueOrDefault((index, day)) < edge.CapacityOn(day))
            {
                return day;
            }
        }

        return null;
    }
}
