using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>Orders in which activities are placed. Smaller keys come first.</summary>
internal static class PriorityRules
{
    /// <summary>The keys of all rules that suit the objectives, the best on average first.</summary>
    public static IReadOnlyList<long[]> All(Instance instance)
    {
        var closure = instance.LatestFinishes(j => instance.Activities[j].DeadlineHour ?? instance.Horizon);
        var rules = new List<long[]>
        {
            ByValue(instance, j => closure[j]),
            ByValue(instance, j => closure[j] - instance.ShortestDuration[j]),
            ByValue(instance, j => closure[j] - instance.ShortestDuration[j] + instance.Head[j]),
            ByValue(instance, j => -instance.ShortestDuration[j] - instance.After[j].Sum(a => (long)instance.ShortestDuration[a.Other])),
            (long[])[.. TailWork(instance).Select(w => -w)],
        };
        if (instance.Objectives.Any(o => o is Objective.WeightedLateness or Objective.WeightedCompletion))
        {
            var due = instance.LatestFinishes(j => Math.Min(instance.Deadline[j], instance.Due[j] ?? instance.Horizon));
            rules.Insert(0, ByValue(instance, j => due[j]));
            rules.Insert(1, ByValue(instance, j => due[j] - (instance.Weight[j] * instance.ShortestDuration[j])));
            rules.Insert(2, ByValue(instance, j => instance.ShortestDuration[j] * 1000L / Math.Max(1, instance.Weight[j])));
        }

        return rules;
    }

    /// <summary>A rule with noise, as a fraction of the spread of its keys.</summary>
    public static long[] WithNoise(long[] rule, double share, CounterRandom random)
    {
        var spread = rule.Max() - rule.Min() + 1;
        return [.. rule.Select(k => k + (long)(random.Fraction() * share * spread))];
    }

    private static long[] ByValue(Instance instance, Func<int, long> value) => [.. Enumerable.Range(0, instance.Count).Select(value)];

    // Duration of an activity and its longest chain of successors, plus the number of direct successors.
    private static long[] TailWork(Instance instance) => instance.Tail.Select((t, j) => (long)t + instance.ShortestDuration[j] + instance.After[j].Length).ToArray();
}
