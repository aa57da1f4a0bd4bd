using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>Contradictions that need no search. Each one alone excludes every schedule.</summary>
internal static class PlainInfeasibility
{
    public static IReadOnlyList<InfeasibilityReason> Find(Instance instance)
    {
        var reasons = new List<InfeasibilityReason>();
        for (var j = 0; j < instance.Count; j++)
        {
            var earliest = (long)instance.Head[j] + instance.ShortestDuration[j];
            if (instance.Activities[j].DeadlineHour is { } deadline && earliest > deadline)
            {
                reasons.Add(new(InfeasibilityKind.DatesContradict, instance.Activities[j].Id, "", "",
                    $"{instance.Activities[j].Id} cannot finish before hour {earliest}, after its deadline {deadline}; allow {earliest - deadline} hours more or shorten what it waits for."));
            }
            else if (instance.Modes[j].All(m => Blocking(instance, j, m) is not null))
            {
                var mode = instance.Modes[j][0];
                var need = mode.Needs[Blocking(instance, j, mode)!.Value];
                var resource = instance.Resources[need.Resource];
                reasons.Add(new(InfeasibilityKind.CapacityTooSmall, instance.Activities[j].Id, resource.Id, "",
                    $"{instance.Activities[j].Id} needs {need.Amount} of {resource.Id} for {mode.Duration} hours without a break, which it never has from hour {instance.Head[j]} on{Until(instance, j)}; raise its capacity or open it longer."));
            }
        }

        for (var r = 0; r < instance.Resources.Length; r++)
        {
            AddOverload(instance, r, reasons);
        }

        for (var s = 0; s < instance.Stocks.Length; s++)
        {
            AddStock(instance, s, reasons);
        }

        return reasons;
    }

    private static string Until(Instance instance, int j) => instance.Activities[j].DeadlineHour is { } deadline ? $" to its deadline {deadline}" : "";

    // Index of the need for which the resource has no sufficient span of capacity in time.
    private static int? Blocking(Instance instance, int j, InstanceMode mode)
    {
        var latest = instance.Activities[j].DeadlineHour is { } deadline ? deadline : Timeline.Never;
        var found = Array.FindIndex(mode.Needs, n =>
            instance.Capacity[n.Resource].EarliestSpan(instance.Head[j], mode.Duration, n.Amount) is var start && (start == Timeline.Never || (long)start + mode.Duration > latest));
        return found < 0 ? null : found;
    }

    // All work of activities with a deadline, from the earliest of their heads to the latest of their deadlines.
    private static void AddOverload(Instance instance, int r, List<InfeasibilityReason> reasons)
    {
        var users = Enumerable.Range(0, instance.Count).Where(j => instance.Activities[j].DeadlineHour is not null)
            .Select(j => (Activity: j, Deadline: instance.Deadline[j], Work: Bounds.LeastWork(instance, j, r))).Where(u => u.Work > 0).OrderBy(u => u.Deadline).ToList();
        var (work, head) = (0L, int.MaxValue);
        foreach (var (i, user) in users.Index())
        {
            work += user.Work;
            head = Math.Min(head, instance.Head[user.Activity]);
            var full = i + 1 == users.Count || users[i + 1].Deadline > user.Deadline;
            if (full && Bounds.DoneAt(instance.Capacity[r], head, work) is var done && done > user.Deadline)
            {
                reasons.Add(new(InfeasibilityKind.ResourceOverloaded, "", instance.Resources[r].Id, "",
                    $"{i + 1} activities need {work} unit-hours of {instance.Resources[r].Id} from hour {head} to {user.Deadline}, more than it has; raise its capacity or move deadlines."));
                return;
            }
        }
    }

    // At the end, all changes have been applied.
    private static void AddStock(Instance instance, int s, List<InfeasibilityReason> reasons)
    {
        var stock = instance.Stocks[s];
        var end = stock.Initial + instance.StockUses.Sum(all => all.Where(u => u.Stock == s).Sum(u => u.Produced - u.Consumed));
        if (end < stock.Floor)
        {
            reasons.Add(new(InfeasibilityKind.StockEmpty, "", "", stock.Id, $"{stock.Id} ends at {end}, below its floor {stock.Floor}; add {stock.Floor - end} units or take less."));
        }
        else if (end > stock.Maximum)
        {
            reasons.Add(new(InfeasibilityKind.StockFull, "", "", stock.Id, $"{stock.Id} ends at {end}, above its maximum {stock.Maximum}; allow {end - stock.Maximum} units more or add less."));
        }
    }
}
