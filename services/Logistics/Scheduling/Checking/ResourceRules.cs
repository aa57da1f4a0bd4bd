using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Checking;

/// <summary>The rule of capacity: a sweep over the hours at which use or capacity changes.</summary>
internal static class ResourceRules
{
    public static void Check(SchedulingProblem problem, IReadOnlyDictionary<string, Placed> placed, List<ScheduleViolation> found)
    {
        var users = placed.Values.SelectMany(p => p.Mode.Demands.Select(d => (d.Resource, d.Amount, Placed: p))).ToLookup(u => u.Resource, StringComparer.Ordinal);
        foreach (var resource in problem.Resources)
        {
            // Changes of the free capacity, by hour. A window raises or lowers it; an activity occupies and releases it.
            var changes = new SortedDictionary<int, long>();
            void Change(int hour, long amount) => changes[hour] = changes.GetValueOrDefault(hour) + amount;
            foreach (var window in resource.Windows)
            {
                Change(window.FromHour, (long)window.Capacity - resource.Capacity);
                Change(window.ToHour, (long)resource.Capacity - window.Capacity);
            }

            foreach (var (_, amount, use) in users[resource.Id].Where(u => u.Placed.Finish > u.Placed.Start))
            {
                Change(use.Start, -amount);
                Change(use.Finish, amount);
            }

            Sweep(resource, changes, users[resource.Id].Select(u => u.Placed), found);
        }
    }

    private static void Sweep(Resource resource, SortedDictionary<int, long> changes, IEnumerable<Placed> users, List<ScheduleViolation> found)
    {
        var hours = changes.ToList();
        long free = resource.Capacity;
        var worst = long.MaxValue;
        ScheduleViolation? first = null;
        for (var i = 0; i < hours.Count; i++)
        {
            free += hours[i].Value;
            var to = i + 1 < hours.Count ? hours[i + 1].Key : int.MaxValue;
            var inUse = users.Where(u => u.Start <= hours[i].Key && u.Finish > hours[i].Key);
            // One violation per resource, at its worst hour. A window alone cannot overload a resource.
            if (free < 0 && free < worst && inUse.FirstOrDefault() is { } user)
            {
                worst = free;
                first = new(ScheduleRule.Capacity, user.Activity.Id, resource.Id, hours[i].Key, to, -free);
            }
        }

        if (first is not null)
        {
            found.Add(first);
        }
    }
}
