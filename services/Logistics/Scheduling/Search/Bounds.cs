using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>A value that no schedule can beat, and where it comes from.</summary>
internal readonly record struct Bound(long Value, BoundSource Source, string? Resource = null)
{
    public Bound Or(Bound other) => other.Value > Value ? other : this;
}

/// <summary>Bounds that need no search.</summary>
internal static class Bounds
{
    private const int MostSteps = 200;
    private const int MostForWeighings = 300;
    private const int MostParts = 8;

    public static Bound Of(Instance instance, Objective objective) => objective switch
    {
        Objective.Closure => Load(instance, new Bound(Enumerable.Range(0, instance.Count).Max(j => (long)Earliest(instance, j) + instance.Tail[j]), BoundSource.CriticalPath)),
        Objective.WeightedLateness => Sum(instance, j => instance.Due[j] is { } due ? instance.Weight[j] * Math.Max(0, Earliest(instance, j) - due) : 0),
        Objective.WeightedCompletion => Sum(instance, j => instance.Weight[j] * Earliest(instance, j)),
        _ => Sum(instance, j => instance.Modes[j].Min(m => m.Cost)),
    };

    private static int Earliest(Instance instance, int j) => instance.Head[j] + instance.ShortestDuration[j];

    private static Bound Sum(Instance instance, Func<int, long> value) => new(Enumerable.Range(0, instance.Count).Sum(value), BoundSource.CriticalPath);

    /// <summary>
    /// Considers activities that cannot start before hour h and are followed by at least q hours after their finish: the resource
    /// must do all their work from h on, and q hours follow. The best pair (h, q) of each resource and weighing counts.
    /// </summary>
    private static Bound Load(Instance instance, Bound best)
    {
        for (var r = 0; r < instance.Resources.Length; r++)
        {
            foreach (var (capacity, weigh) in Weighings(instance, r))
            {
                var users = Enumerable.Range(0, instance.Count)
                    .Select(j => (Head: instance.Head[j], Tail: instance.Tail[j], Work: LeastWork(instance, j, r, weigh))).Where(u => u.Work > 0)
                    .OrderByDescending(u => u.Tail).ToList();
                foreach (var head in Thinned(users.Select(u => u.Head)))
                {
                    long work = 0;
                    var after = users.Where(u => u.Head >= head).ToList();
                    var step = Math.Max(1, after.Count / MostSteps);
                    foreach (var (i, user) in after.Index())
                    {
                        work += user.Work;
                        if (i % step == 0 || i + 1 == after.Count)
                        {
                            var done = DoneAt(capacity, head, work);
                            best = best.Or(new Bound(done == Timeline.Never ? 0 : (long)done + user.Tail, BoundSource.ResourceLoad, instance.Resources[r].Id));
                        }
                    }
                }
            }
        }

        return best;
    }

    /// <summary>
    /// Ways to weigh demands so that activities that fit beside each other never weigh more than the capacity (dual feasible functions;
    /// Fekete and Schepers 2001, Carlier, Clautiaux and Moukrim 2007). They see that two demands of six leave four of ten units unused.
    /// The first is the demand itself; the others need a capacity that never changes, and a problem small enough for all of them.
    /// </summary>
    private static IEnumerable<(Timeline Capacity, Func<long, long> Weigh)> Weighings(Instance instance, int r)
    {
        yield return (instance.Capacity[r], static demand => demand);
        if (instance.Capacity[r].Steps > 1 || instance.Count > MostForWeighings)
        {
            yield break;
        }

        var capacity = instance.Capacity[r].Last;
        var demands = instance.Modes.SelectMany(modes => modes).SelectMany(m => m.Needs).Where(n => n.Resource == r && n.Amount > 0).Select(n => (long)n.Amount).Distinct().ToList();
        // A demand above capacity - least leaves no room for one of at least that: it weighs all, and smaller ones weigh nothing.
        foreach (var least in demands.Select(d => 2 * d <= capacity ? d : capacity - d + 1).Where(l => l > 0 && 2 * l <= capacity).Distinct().Order())
        {
            yield return (instance.Capacity[r], demand => demand > capacity - least ? capacity : demand < least ? 0 : demand);
        }

        // Rounded down to parts of the capacity, of which there are one fewer than the divisor.
        for (var parts = 1; parts <= Math.Min(MostParts, capacity - 1); parts++)
        {
            var (whole, divisor) = (parts, parts + 1);
            yield return (new Timeline(capacity * whole), demand => demand * divisor % capacity == 0 ? demand * whole : demand * divisor / capacity * capacity);
        }
    }

    /// <summary>The minimum of units times hours that an activity takes from a resource.</summary>
    public static long LeastWork(Instance instance, int j, int resource) => LeastWork(instance, j, resource, static demand => demand);

    private static long LeastWork(Instance instance, int j, int resource, Func<long, long> weigh) =>
        instance.Modes[j].Min(m => m.Duration * weigh(m.Needs.Where(n => n.Resource == resource).Sum(n => (long)n.Amount)));

    /// <summary>The earliest hour by which a resource can have done a given amount of work, starting at an hour.</summary>
    public static int DoneAt(Timeline capacity, int from, long work)
    {
        for (var i = capacity.StepAt(from); i < capacity.Steps; i++)
        {
            var (begin, value) = (Math.Max(from, capacity.TimeOf(i)), capacity.ValueOf(i));
            var last = i + 1 == capacity.Steps;
            if (value > 0 && (last || value * (capacity.TimeOf(i + 1) - begin) >= work))
            {
                var done = begin + ((work + value - 1) / value);
                return done < Timeline.Never ? (int)done : Timeline.Never;
            }

            work -= last ? 0 : value * (capacity.TimeOf(i + 1) - begin);
        }

        return Timeline.Never;
    }

    private static IEnumerable<int> Thinned(IEnumerable<int> heads)
    {
        var all = heads.Distinct().Order().ToList();
        return all.Where((_, i) => i % Math.Max(1, all.Count / MostSteps) == 0);
    }
}
