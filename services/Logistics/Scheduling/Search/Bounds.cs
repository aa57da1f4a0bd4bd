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
    /// must do all their work from h on, and q hours follow. The best pair (h, q) of each resource counts.
    /// </summary>
    private static Bound Load(Instance instance, Bound best)
    {
        for (var r = 0; r < instance.Resources.Length; r++)
        {
            var users = Enumerable.Range(0, instance.Count)
                .Select(j => (Head: instance.Head[j], Tail: instance.Tail[j], Work: LeastWork(instance, j, r))).Where(u => u.Work > 0)
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
                        var done = DoneAt(instance.Capacity[r], head, work);
                        best = best.Or(new Bound(done == Timeline.Never ? 0 : (long)done + user.Tail, BoundSource.ResourceLoad, instance.Resources[r].Id));
                    }
                }
            }
        }

        return best;
    }

    /// <summary>The minimum of units times hours that an activity takes from a resource.</summary>
    public static long LeastWork(Instance instance, int j, int resource) =>
        instance.Modes[j].Min(m => (long)m.Duration * m.Needs.Where(n => n.Resource == resource).Sum(n => (long)n.Amount));

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
