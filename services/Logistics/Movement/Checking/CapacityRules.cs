using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Checking;

/// <summary>Checks that in every hour the units use no more of an arc, a node, a lift pool and the integration places than is available.</summary>
internal static class CapacityRules
{
    private const int Day = 24;

    /// <param name="problem">The problem.</param>
    /// <param name="moves">What moves: units or their parts.</param>
    /// <param name="units">Itineraries of whole units, which take the places of integration.</param>
    /// <param name="faults">Where faults are added.</param>
    public static void Check(
        MovementProblem problem, IReadOnlyList<(MovementRequirement Requirement, MovementItinerary Itinerary)> moves, IReadOnlyDictionary<string, MovementItinerary> units, List<string> faults)
    {
        var taken = new Dictionary<(string Kind, string Id), List<(int From, int To, long Amount)>>();
        foreach (var (requirement, itinerary) in moves)
        {
            foreach (var leg in itinerary.Legs)
            {
                var arc = problem.Arcs.First(a => a.Id == leg.Arc);
                foreach (var serial in leg.Serials)
                {
                    Take("arc", arc.Id, serial.StartHour, serial.FinishHour, serial.RateTonnesPerDay);
                    Take("node", arc.FromNode, serial.StartHour, serial.FinishHour, serial.RateTonnesPerDay);
                    Take("pool", arc.LiftPool, serial.StartHour, serial.FinishHour, serial.Assets);
                }
            }

            foreach (var serial in itinerary.ReceptionSerials)
            {
                Take("node", requirement.Destination, serial.StartHour, serial.FinishHour, serial.RateTonnesPerDay);
            }
        }

        foreach (var requirement in problem.Requirements)
        {
            Take("places", requirement.Destination, units[requirement.Id].IntegrationHour, units[requirement.Id].OperationalHour, 1);
        }

        foreach (var ((kind, id), spans) in taken.OrderBy(t => t.Key.Kind, StringComparer.Ordinal).ThenBy(t => t.Key.Id, StringComparer.Ordinal))
        {
            if (Limit(problem, kind, id) is { } limit && FirstOver(spans, limit) is { } hour)
            {
                faults.Add($"{kind} {id} is used beyond its capacity in hour {hour}");
            }
        }

        void Take(string kind, string id, int from, int to, long amount)
        {
            if (!taken.TryGetValue((kind, id), out var spans))
            {
                spans = taken[(kind, id)] = [];
            }

            spans.Add((from, to, amount));
        }
    }

    /// <summary>Capacity by hour; null: no limit.</summary>
    private static Func<int, long>? Limit(MovementProblem problem, string kind, string id)
    {
        switch (kind)
        {
            case "arc":
                var arc = problem.Arcs.First(a => a.Id == id);
                return hour => On(hour, arc.CapacityTonnesPerDay, arc.Windows);
            case "pool":
                var pool = problem.LiftPools.FirstOrDefault(p => p.Id == id);
                return pool is null ? null : _ => pool.AssetCount;
            case "node":
                var node = problem.Nodes.First(n => n.Id == id);
                return node.HasThroughputTonnesPerDay ? hour => On(hour, node.ThroughputTonnesPerDay, node.Windows) : null;
            default:
                var places = problem.Nodes.First(n => n.Id == id).IntegrationPlaces;
                return places > 0 ? _ => places : null;
        }
    }

    private static long On(int hour, long capacity, IEnumerable<CapacityWindow> windows)
    {
        var window = windows.FirstOrDefault(w => hour >= w.FirstDay * Day && hour < (w.LastDay + 1) * Day);
        return window?.CapacityPerDay ?? capacity;
    }

    // Use and limit change only where a span begins or ends and at the start of a day.
    private static int? FirstOver(List<(int From, int To, long Amount)> spans, Func<int, long> limit)
    {
        var changes = new SortedDictionary<int, long>();
        foreach (var (from, to, amount) in spans.Where(s => s.To > s.From))
        {
            changes[from] = changes.GetValueOrDefault(from) + amount;
            changes[to] = changes.GetValueOrDefault(to) - amount;
        }

        long used = 0;
        int? since = null;
        foreach (var (hour, change) in changes)
        {
            for (var at = since ?? hour; at < hour; at = ((at / Day) + 1) * Day)
            {
                if (used > limit(at))
                {
                    return at;
                }
            }

            used += change;
            since = hour;
        }

        return null;
    }
}
