namespace Summit.Logistics.Scheduling.Search;

/// <summary>Sets of activities that may move while the rest keeps its position or its order.</summary>
internal static class Neighbourhoods
{
    /// <summary>Number of kinds of set, used in turn.</summary>
    public const int Kinds = 4;

    /// <summary>Chooses a set.</summary>
    /// <param name="plan">The plan to improve.</param>
    /// <param name="kind">0: a span of time; 1: users of a resource, close in time; 2: random; 3: around the end of the plan or the latest activity.</param>
    /// <param name="size">The number of activities.</param>
    /// <param name="random">Random numbers.</param>
    public static bool[] Choose(Plan plan, int kind, int size, CounterRandom random)
    {
        var instance = plan.Instance;
        var n = instance.Count;
        IEnumerable<int> order = kind switch
        {
            0 => Around(plan, plan.Start[random.Below(n)], Enumerable.Range(0, n)),
            1 when instance.Resources.Length > 0 => OfResource(plan, random),
            3 => Around(plan, plan.Start[Worst(plan, random)], Enumerable.Range(0, n)),
            _ => Enumerable.Range(0, n).OrderBy(_ => random.Next()).ToList(),
        };
        var free = new bool[n];
        foreach (var j in order.Take(size))
        {
            free[j] = true;
        }

        return free;
    }

    private static IEnumerable<int> Around(Plan plan, int hour, IEnumerable<int> activities) =>
        activities.OrderBy(j => Math.Max(0, Math.Max(plan.Start[j] - hour, hour - plan.Finish(j)))).ThenBy(j => plan.Start[j]).ThenBy(j => j);

    private static IEnumerable<int> OfResource(Plan plan, CounterRandom random)
    {
        var resource = random.Below(plan.Instance.Resources.Length);
        var hour = plan.Start[random.Below(plan.Instance.Count)];
        return Around(plan, hour, Enumerable.Range(0, plan.Instance.Count).Where(j => plan.Instance.Modes[j].Any(m => m.Needs.Any(n => n.Resource == resource))));
    }

    // A random late activity, or otherwise one on the chain that determines the closure.
    private static int Worst(Plan plan, CounterRandom random)
    {
        var instance = plan.Instance;
        var late = Enumerable.Range(0, instance.Count).Where(j => plan.Finish(j) > (instance.Due[j] ?? int.MaxValue)).ToList();
        if (late.Count > 0)
        {
            return late[random.Below(late.Count)];
        }

        var end = Enumerable.Range(0, instance.Count).Max(plan.Finish);
        var tight = Enumerable.Range(0, instance.Count).Where(j => plan.Finish(j) + instance.Tail[j] >= end - (end / 20)).ToList();
        return tight[random.Below(tight.Count)];
    }

    /// <summary>
    /// Pairs that keep the order of the activities that are not free on every resource: an activity passes units of capacity to
    /// one that starts after its finish, and each transfer is a pair. Starts can still move.
    /// </summary>
    public static IReadOnlyList<(int Before, int After)> Chains(Plan plan, bool[] free)
    {
        var chains = new HashSet<(int, int)>();
        for (var r = 0; r < plan.Instance.Resources.Length; r++)
        {
            var held = new List<(int Activity, int Finish, long Units)> { (-1, 0, plan.Instance.Capacity[r].Max) };
            foreach (var j in Enumerable.Range(0, plan.Instance.Count).Where(j => !free[j]).OrderBy(j => plan.Start[j]).ThenBy(j => j))
            {
                long need = plan.ModeOf(j).Duration == 0 ? 0 : plan.ModeOf(j).Needs.Where(n => n.Resource == r).Sum(n => n.Amount);
                var wanted = need;
                // Those that finish last first, so that the fewest hours are idle in between.
                for (var h = held.Count - 1; h >= 0 && need > 0; h--)
                {
                    var (before, finish, units) = held[h];
                    if (finish > plan.Start[j])
                    {
                        continue;
                    }

                    var taken = Math.Min(units, need);
                    need -= taken;
                    held[h] = (before, finish, units - taken);
                    if (before >= 0)
                    {
                        chains.Add((before, j));
                    }
                }

                held.RemoveAll(h => h.Units == 0);
                if (wanted > 0)
                {
                    held.Insert(held.FindLastIndex(h => h.Finish <= plan.Finish(j)) + 1, (j, plan.Finish(j), wanted));
                }
            }
        }

        return [.. chains.Order()];
    }
}
