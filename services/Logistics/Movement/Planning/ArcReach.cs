namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// The fewest hours that a unit spends before and after each arc, regardless of the other units, of its size and of the ports that
/// it must use. Both are lower bounds.
/// </summary>
internal sealed class ArcReach(PlanNetwork network)
{
    /// <summary>Means that no route of the unit uses the arc.</summary>
    public const int Never = PlanResources.MostHours;

    private readonly LegTimes _times = new(network);
    private readonly ILookup<int, int> _entering = Enumerable.Range(0, network.Arcs.Count).ToLookup(a => network.To[a]);

    /// <summary>The first hour at which a part of the unit may enter each arc.</summary>
    public int[] Entries(Row row, RouteFinder routes) => Spread(
        network.Leaving[row.Origin].Where(routes.IsOpen).Select(a => (a, Math.Max(row.ReadyHour, _times.Release(row, a)))),
        (arc, hour) => network.Leaving[network.To[arc]].Where(next => routes.Goes(arc, next))
            .Select(next => (next, Math.Max(hour + _times.Transit(arc) + _times.Handling(arc, next), _times.Release(row, next)))));

    /// <summary>The fewest hours from the end of each arc to the destination.</summary>
    public int[] Rests(Row row, RouteFinder routes) => Spread(
        _entering[row.Destination].Where(routes.IsOpen).Select(a => (a, 0)),
        (arc, hours) => _entering[network.From[arc]].Where(before => routes.Goes(before, arc))
            .Select(before => (before, hours + _times.Transit(arc) + _times.Handling(before, arc))));

    private int[] Spread(IEnumerable<(int Arc, int Hours)> begin, Func<int, int, IEnumerable<(int Arc, int Hours)>> next)
    {
        var best = new int[network.Arcs.Count];
        Array.Fill(best, Never);
        var queue = new PriorityQueue<int, int>();
        Relax(begin);
        while (queue.TryDequeue(out var arc, out var hours))
        {
            if (hours == best[arc])
            {
                Relax(next(arc, hours));
            }
        }

        return best;

        void Relax(IEnumerable<(int Arc, int Hours)> reached)
        {
            foreach (var (arc, hours) in reached)
            {
                if (hours < best[arc])
                {
                    best[arc] = hours;
                    queue.Enqueue(arc, hours);
                }
            }
        }
    }
}
