namespace Summit.Logistics.Scheduling.Search;

/// <summary>A good plan without a solver: priority rules, forward-backward improvement, then rules with noise.</summary>
internal static class FirstPlan
{
    private const int Repairs = 60;

    /// <summary>The best plan found, or null when no rule could satisfy the deadlines or stocks.</summary>
    /// <param name="instance">The problem.</param>
    /// <param name="passes">Number of passes with noise. The rules without noise always run.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="found">Called with each better plan.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static Plan? Find(Instance instance, int passes, long seed, Action<Plan> found, CancellationToken cancellationToken)
    {
        Plan? best = null;
        var bestRule = 0;
        void Take(Plan? plan, int rule)
        {
            if (plan is null)
            {
                return;
            }

            plan = Justification.Improve(plan, 5, cancellationToken);
            if (plan.IsBetterThan(best))
            {
                (best, bestRule) = (plan, rule);
                found(plan);
            }
        }

        var rules = PriorityRules.All(instance);
        for (var rule = 0; rule < rules.Count; rule++)
        {
            Take(Build(instance, rules[rule], cancellationToken), rule);
        }

        var random = new CounterRandom(seed);
        for (var pass = 0; pass < passes; pass++)
        {
            // Two of three passes vary the best rule so far; the third varies the others in turn.
            var rule = pass % 3 < 2 ? bestRule : pass / 3 % rules.Count;
            Take(Build(instance, PriorityRules.WithNoise(rules[rule], 0.02 * (1 + (pass % 10)), random), cancellationToken), rule);
        }

        return best;
    }

    // An activity that misses its deadline goes earlier in the next attempt, together with its predecessors.
    private static Plan? Build(Instance instance, long[] key, CancellationToken cancellationToken)
    {
        var repairs = instance.HasDeadlines ? Math.Max(1, Math.Min(Repairs, 2_000_000 / instance.Count)) : 1;
        var step = ((key.Max() - key.Min()) / 10) + 1;
        key = [.. key];
        for (var repair = 0; repair < repairs; repair++)
        {
            var build = new SerialSchedule(instance);
            if (build.Build(key, null, cancellationToken) is { } plan)
            {
                return plan;
            }

            if (build.Failed < 0)
            {
                return null;
            }

            Hurry(instance, key, build.Failed, step);
        }

        return null;
    }

    private static void Hurry(Instance instance, long[] key, int failed, long step)
    {
        var seen = new HashSet<int> { failed };
        var queue = new Queue<int>([failed]);
        while (queue.TryDequeue(out var j))
        {
            key[j] -= step;
            foreach (var (before, _) in instance.Before[j])
            {
                if (seen.Add(before))
                {
                    queue.Enqueue(before);
                }
            }
        }
    }
}
