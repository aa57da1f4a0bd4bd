namespace Summit.Logistics.Scheduling.Search;

/// <summary>
/// Forward-backward improvement: moves every activity as late as the plan's end allows, in order of descending finish, and then
/// builds the plan again in the order of the resulting starts. The backward pass ignores stocks; the forward pass respects them.
/// </summary>
internal static class Justification
{
    /// <summary>The better of the original plan and the result of the repeated passes.</summary>
    public static Plan Improve(Plan plan, int rounds, CancellationToken cancellationToken)
    {
        for (var round = 0; round < rounds; round++)
        {
            var key = LatestStarts(plan, cancellationToken);
            var next = new SerialSchedule(plan.Instance).Build(key, plan.Mode, cancellationToken);
            if (next is null || !next.IsBetterThan(plan))
            {
                break;
            }

            plan = next;
        }

        return plan;
    }

    private static long[] LatestStarts(Plan plan, CancellationToken cancellationToken)
    {
        var instance = plan.Instance;
        var free = instance.Capacity.Select(c => c.Copy()).ToArray();
        var end = Enumerable.Range(0, instance.Count).Max(plan.Finish);
        var latest = new long[instance.Count];
        // Descending finish and, among equal finishes, by precedence: successors come first.
        var rank = new int[instance.Count];
        foreach (var (position, j) in instance.Order.Index())
        {
            rank[j] = position;
        }

        foreach (var j in Enumerable.Range(0, instance.Count).OrderByDescending(plan.Finish).ThenByDescending(j => rank[j]))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var mode = plan.ModeOf(j);
            long finish = Math.Min(end, Math.Max(instance.Deadline[j], plan.Finish(j)));
            foreach (var (after, lag) in instance.After[j])
            {
                finish = Math.Min(finish, latest[after] - lag);
            }

            var start = LatestStart(free, mode, (int)(finish - mode.Duration));
            // No room further back: the activity keeps its place in the order and takes no capacity from others.
            latest[j] = Math.Max(start, plan.Start[j]);
            if (start >= plan.Start[j])
            {
                foreach (var (resource, amount) in mode.Needs)
                {
                    free[resource].Add(start, start + mode.Duration, -amount);
                }
            }
        }

        return latest;
    }

    private static int LatestStart(Timeline[] free, InstanceMode mode, int to)
    {
        var start = to;
        for (var settled = false; !settled && start >= 0;)
        {
            settled = true;
            foreach (var (resource, amount) in mode.Needs)
            {
                var next = free[resource].LatestSpan(start, mode.Duration, amount);
                settled &= next == start;
                start = next;
            }
        }

        return start;
    }
}
