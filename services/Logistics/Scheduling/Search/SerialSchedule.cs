using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>
/// Serial schedule generation: activities in order of a key, each as soon as its predecessors are placed, at the earliest hour at
/// which it fits, in the mode that finishes first. An activity whose stock is empty waits for the next producer.
/// </summary>
internal sealed class SerialSchedule(Instance instance)
{
    private readonly Timeline[] _free = [.. instance.Capacity.Select(c => c.Copy())];
    private readonly Timeline[] _level = [.. instance.Stocks.Select(s => new Timeline(s.Initial))];
    private readonly int[] _start = new int[instance.Count];
    private readonly int[] _mode = new int[instance.Count];

    /// <summary>The first activity that missed its deadline or could not be placed; -1 when all were placed.</summary>
    public int Failed { get; private set; } = -1;

    /// <summary>Builds a plan.</summary>
    /// <param name="key">Keys; smaller ones come first.</param>
    /// <param name="modes">Mode of each activity; null: the one that finishes first, or the one that costs least when cost is the first objective.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Plan? Build(long[] key, int[]? modes, CancellationToken cancellationToken)
    {
        var left = instance.Before.Select(b => b.Length).ToArray();
        var ready = new PriorityQueue<int, (long, int)>(instance.Count);
        var waiting = new List<int>();
        var placed = 0;
        for (var j = 0; j < left.Length; j++)
        {
            if (left[j] == 0)
            {
                ready.Enqueue(j, (key[j], j));
            }
        }

        while (ready.TryDequeue(out var j, out _))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Place(j, modes))
            {
                waiting.Add(j);
                continue;
            }

            placed++;
            if (_start[j] + instance.Modes[j][_mode[j]].Duration > instance.Deadline[j] && instance.HasDeadlines)
            {
                Failed = j;
                return null;
            }

            foreach (var (after, _) in instance.After[j])
            {
                if (--left[after] == 0)
                {
                    ready.Enqueue(after, (key[after], after));
                }
            }

            if (waiting.Count > 0 && instance.StockUses[j].Length > 0)
            {
                ready.EnqueueRange(waiting.Select(w => (w, (key[w], w))));
                waiting.Clear();
            }
        }

        Failed = waiting.Count > 0 ? waiting[0] : -1;
        return placed == instance.Count ? new Plan(instance, _start, _mode) : null;
    }

    private bool Place(int j, int[]? modes)
    {
        long earliest = instance.Release[j];
        foreach (var (before, lag) in instance.Before[j])
        {
            earliest = Math.Max(earliest, (long)_start[before] + instance.Modes[before][_mode[before]].Duration + lag);
        }

        var best = (Rank: long.MaxValue, Second: long.MaxValue, Start: Timeline.Never, Mode: -1);
        var all = instance.Modes[j];
        var costFirst = instance.Objectives[0] == Objective.Cost;
        for (var m = modes?[j] ?? 0; m < all.Length; m++)
        {
            var start = earliest < Timeline.Never ? EarliestStart(j, all[m], (int)earliest) : Timeline.Never;
            if (start != Timeline.Never)
            {
                var finish = (long)start + all[m].Duration;
                var (rank, second) = costFirst ? (all[m].Cost, finish) : (finish, all[m].Cost);
                best = rank < best.Rank || (rank == best.Rank && second < best.Second) ? (rank, second, start, m) : best;
            }

            if (modes is not null)
            {
                break;
            }
        }

        if (best.Mode < 0)
        {
            return false;
        }

        (_start[j], _mode[j]) = (best.Start, best.Mode);
        Take(j, all[best.Mode], best.Start);
        return true;
    }

    private int EarliestStart(int j, InstanceMode mode, int from)
    {
        var start = from;
        for (var settled = false; !settled;)
        {
            settled = true;
            foreach (var (resource, amount) in mode.Needs)
            {
                var next = _free[resource].EarliestSpan(start, mode.Duration, amount);
                if (next == Timeline.Never)
                {
                    return Timeline.Never;
                }

                settled &= next == start;
                start = next;
            }

            foreach (var use in instance.StockUses[j])
            {
                var next = EarliestByStock(use, mode.Duration, start);
                if (next == Timeline.Never)
                {
                    return Timeline.Never;
                }

                settled &= next == start;
                start = next;
            }
        }

        return start;
    }

    // While the activity runs, the stock lacks the consumed units; from its finish on, permanently, the difference applies.
    private int EarliestByStock(StockUse use, int duration, int from)
    {
        var stock = instance.Stocks[use.Stock];
        var level = _level[use.Stock];
        var change = use.Produced - use.Consumed;
        var most = stock.Maximum is { } maximum ? maximum - change : long.MaxValue;
        var settled = change == 0 ? 0 : level.SettledFrom(stock.Floor - change, most);
        if (settled == Timeline.Never)
        {
            return Timeline.Never;
        }

        return level.EarliestSpan(Math.Max(from, settled - duration), duration, stock.Floor + use.Consumed);
    }

    private void Take(int j, InstanceMode mode, int start)
    {
        foreach (var (resource, amount) in mode.Needs)
        {
            _free[resource].Add(start, start + mode.Duration, -amount);
        }

        foreach (var use in instance.StockUses[j])
        {
            _level[use.Stock].Add(start, Timeline.Never, -use.Consumed);
            _level[use.Stock].Add(start + mode.Duration, Timeline.Never, use.Produced);
        }
    }
}
