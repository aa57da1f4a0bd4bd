using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Search;

internal readonly record struct Need(int Resource, int Amount);

internal sealed record InstanceMode(string Id, int Duration, Need[] Needs, long Cost);

internal readonly record struct Link(int Other, int Lag);

internal readonly record struct StockUse(int Stock, long Consumed, long Produced);

/// <summary>
/// The problem with indexes. Everything is ordered by id, so that the order of the caller's lists does not matter. A deadline
/// gives a latest start and finish. Without a deadline the horizon is used, by which everything can be done one after the other.
/// </summary>
internal sealed class Instance
{
    public Instance(SchedulingProblem problem)
    {
        Problem = problem;
        Activities = [.. problem.Activities.OrderBy(a => a.Id, StringComparer.Ordinal)];
        Resources = [.. problem.Resources.OrderBy(r => r.Id, StringComparer.Ordinal)];
        Stocks = [.. problem.Stocks.OrderBy(s => s.Id, StringComparer.Ordinal)];
        Objectives = problem.Objectives;
        Count = Activities.Length;
        var resources = Resources.Index().ToDictionary(r => r.Item.Id, r => r.Index, StringComparer.Ordinal);
        var stocks = Stocks.Index().ToDictionary(s => s.Item.Id, s => s.Index, StringComparer.Ordinal);
        Modes = [.. Activities.Select(a => a.Modes.OrderBy(m => m.Id, StringComparer.Ordinal)
            .Select(m => new InstanceMode(m.Id, m.DurationHours, [.. m.Demands.Select(d => new Need(resources[d.Resource], d.Amount)).OrderBy(n => n.Resource)], m.Cost)).ToArray())];
        StockUses = [.. Activities.Select(a => a.StockChanges.Select(c => new StockUse(stocks[c.Stock], c.ConsumedAtStart, c.ProducedAtFinish)).OrderBy(u => u.Stock).ToArray())];
        Release = [.. Activities.Select(a => a.ReleaseHour)];
        Due = [.. Activities.Select(a => a.DueHour)];
        Weight = [.. Activities.Select(a => (long)a.Weight)];
        ShortestDuration = [.. Modes.Select(m => m.Min(x => x.Duration))];
        (Before, After) = Links(problem);
        Order = TopologicalOrder();
        Capacity = [.. Resources.Select(CapacityOf)];
        Horizon = HorizonOf(problem);
        Deadline = [.. Activities.Select(a => a.DeadlineHour ?? Horizon)];
        HasDeadlines = Activities.Any(a => a.DeadlineHour is not null);
        Head = Heads();
        Tail = Tails();
    }

    public SchedulingProblem Problem { get; }

    public IReadOnlyList<Objective> Objectives { get; }

    public int Count { get; }

    public Activity[] Activities { get; }

    public Resource[] Resources { get; }

    public Stock[] Stocks { get; }

    public InstanceMode[][] Modes { get; }

    public StockUse[][] StockUses { get; }

    public int[] Release { get; }

    public int[] Deadline { get; }

    public bool HasDeadlines { get; }

    public int?[] Due { get; }

    public long[] Weight { get; }

    public int[] ShortestDuration { get; }

    public Link[][] Before { get; private set; }

    public Link[][] After { get; private set; }

    /// <summary>Activities in order, each after its predecessors.</summary>
    public int[] Order { get; }

    /// <summary>Capacity over time, of each resource.</summary>
    public Timeline[] Capacity { get; }

    public int Horizon { get; }

    /// <summary>Earliest start from releases and precedences alone.</summary>
    public int[] Head { get; }

    /// <summary>Minimum hours from the finish to the end of the plan; not negative.</summary>
    public int[] Tail { get; }

    /// <summary>Latest finish from deadlines and precedences alone.</summary>
    public int[] LatestFinishes(Func<int, int> deadline)
    {
        var latest = new int[Count];
        foreach (var j in Order.Reverse())
        {
            long finish = deadline(j);
            foreach (var (after, lag) in After[j])
            {
                finish = Math.Min(finish, (long)latest[after] - ShortestDuration[after] - lag);
            }

            latest[j] = (int)Math.Max(finish, int.MinValue / 2);
        }

        return latest;
    }

    private (Link[][] Before, Link[][] After) Links(SchedulingProblem problem)
    {
        var index = Activities.Index().ToDictionary(a => a.Item.Id, a => a.Index, StringComparer.Ordinal);
        var links = problem.Precedences.Select(p => (Before: index[p.Before], After: index[p.After], p.LagHours))
            .GroupBy(p => (p.Before, p.After)).Select(g => (g.Key.Before, g.Key.After, Lag: g.Max(p => p.LagHours))).ToList();
        var before = links.ToLookup(l => l.After, l => new Link(l.Before, l.Lag));
        var after = links.ToLookup(l => l.Before, l => new Link(l.After, l.Lag));
        return ([.. Enumerable.Range(0, Count).Select(j => before[j].OrderBy(l => l.Other).ToArray())], [.. Enumerable.Range(0, Count).Select(j => after[j].OrderBy(l => l.Other).ToArray())]);
    }

    private int[] TopologicalOrder()
    {
        var left = Before.Select(b => b.Length).ToArray();
        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, Count).Where(j => left[j] == 0).Select(j => (j, j)));
        var order = new List<int>(Count);
        while (ready.TryDequeue(out var j, out _))
        {
            order.Add(j);
            foreach (var (after, _) in After[j])
            {
                if (--left[after] == 0)
                {
                    ready.Enqueue(after, after);
                }
            }
        }

        return [.. order];
    }

    private static Timeline CapacityOf(Resource resource)
    {
        var capacity = new Timeline(resource.Capacity);
        foreach (var window in resource.Windows)
        {
            capacity.Add(window.FromHour, window.ToHour, window.Capacity - resource.Capacity);
        }

        return capacity;
    }

    // After the last window and release, everything fits one after the other with the longest modes.
    private int HorizonOf(SchedulingProblem problem)
    {
        long start = Math.Max(Release.Max(), Resources.SelectMany(r => r.Windows).Select(w => w.ToHour).DefaultIfEmpty().Max());
        var work = Modes.Sum(m => (long)m.Max(x => x.Duration)) + problem.Precedences.Sum(p => Math.Max(0L, p.LagHours));
        return (int)Math.Min(start + work, 1_000_000_000);
    }

    private int[] Heads()
    {
        var head = new int[Count];
        foreach (var j in Order)
        {
            long start = Release[j];
            foreach (var (before, lag) in Before[j])
            {
                start = Math.Max(start, (long)head[before] + ShortestDuration[before] + lag);
            }

            head[j] = (int)Math.Min(start, 1_500_000_000);
        }

        return head;
    }

    private int[] Tails()
    {
        var tail = new int[Count];
        foreach (var j in Order.Reverse())
        {
            foreach (var (after, lag) in After[j])
            {
                tail[j] = Math.Max(tail[j], (int)Math.Min((long)lag + ShortestDuration[after] + tail[after], 1_500_000_000));
            }
        }

        return tail;
    }
}
