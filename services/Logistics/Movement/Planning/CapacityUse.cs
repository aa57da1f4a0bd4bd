using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>How much of arcs, nodes and lift pools a plan uses, day by day.</summary>
internal static class CapacityUse
{
    private const int HoursPerDay = 24;
    private const int Full = 99;

    public static IEnumerable<MovementUse> Of(PlanModel model, DraftPlan draft)
    {
        var used = new SortedDictionary<int, Dictionary<int, long>>();
        foreach (var (chain, placement) in draft.Chains.Zip(draft.Placements))
        {
            foreach (var (stage, serials) in chain.Stages.Zip(placement.Stages))
            {
                foreach (var serial in serials)
                {
                    foreach (var limit in stage.Limits)
                    {
                        Add(used, limit, serial.Rate, serial);
                    }

                    if (stage.Lift is { } lift)
                    {
                        Add(used, lift.Pool, serial.Assets, serial);
                    }
                }
            }
        }

        var capacities = model.Resources.Capacities();
        return used.Select(u => UseOf(model, u.Key, u.Value, day => Available(capacities[u.Key], day)))
            .OrderBy(u => u.Kind).ThenBy(u => u.Id, StringComparer.Ordinal).ToList();
    }

    private static MovementUse UseOf(PlanModel model, int resource, Dictionary<int, long> used, Func<int, long> available)
    {
        var daily = Enumerable.Range(0, used.Keys.Max() + 1).Select(day => (int)(used.GetValueOrDefault(day) * 100 / Math.Max(1, available(day)))).ToList();
        var use = new MovementUse { Kind = KindOf(model, resource), Id = model.Resources.IdOf(resource), DailyPercent = { daily } };
        if (daily.FindIndex(d => d >= Full) is >= 0 and var first)
        {
            use.FirstFullDay = first;
        }

        return use;
    }

    private static void Add(SortedDictionary<int, Dictionary<int, long>> used, int resource, int amount, Serial serial)
    {
        if (!used.TryGetValue(resource, out var days))
        {
            days = used[resource] = [];
        }

        var (from, to) = (serial.Start, serial.Finish);
        for (var day = from / HoursPerDay; day * HoursPerDay < to; day++)
        {
            var hours = Math.Min(to, (day + 1) * HoursPerDay) - Math.Max(from, day * HoursPerDay);
            days[day] = days.GetValueOrDefault(day) + ((long)amount * hours);
        }
    }

    private static long Available(Scheduling.Search.Timeline capacity, int day) => capacity.ValueOf(capacity.StepAt(day * HoursPerDay)) * HoursPerDay;

    private static CapacityKind KindOf(PlanModel model, int resource)
    {
        var (arcs, nodes, pools) = (model.Network.Arcs.Count, model.Network.Nodes.Count, model.Network.Pools.Count);
        return resource < arcs ? CapacityKind.Arc
            : resource < arcs + nodes ? CapacityKind.Node
            : resource < arcs + nodes + pools ? CapacityKind.LiftPool : CapacityKind.Unspecified;
    }
}
