using Source = Summit.Logistics.V1.MovementValue.Types.BoundSource;

namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// The round trips that lift must make in any plan: units without a route that avoids a pool occupy its assets for a number of
/// hours. They cannot begin before the units are at the lift, and after the last delivery the way to the destination remains.
/// </summary>
internal sealed class LiftWork(PlanNetwork network, IReadOnlyList<Row> rows)
{
    private const int HoursPerDay = 24;
    private const int MostHeads = 100;

    private readonly LegTimes _times = new(network);
    private readonly ArcReach _reach = new(network);
    private readonly Dictionary<string, RouteFinder> _routes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _rests = new(StringComparer.Ordinal);

    /// <summary>A lower bound on the hour at which the last of these units is operational, by pool that some unit cannot avoid.</summary>
    public IEnumerable<MovementBound> Bounds()
    {
        for (var pool = 0; pool < network.Pools.Count; pool++)
        {
            var arcs = Enumerable.Range(0, network.Arcs.Count).Where(a => network.PoolOf[a] == pool).ToArray();
            var jobs = arcs.Length == 0 ? [] : Jobs(arcs);
            if (jobs.Count > 0)
            {
                yield return new MovementBound(Bound(jobs, network.Pools[pool].AssetCount), Source.LiftPool, network.Pools[pool].Id);
            }
        }
    }

    /// <summary>
    /// Considers the jobs that cannot begin before hour h and after whose last departure at least q hours follow: the assets must
    /// do all of them from h on, and q hours follow. The best pair (h, q) counts.
    /// </summary>
    private static long Bound(List<Job> jobs, int assets)
    {
        long best = 0;
        var byTail = jobs.OrderByDescending(j => j.Tail).ToList();
        var heads = jobs.Select(j => j.Head).Distinct().Order().ToList();
        foreach (var head in heads.Where((_, i) => i % ((heads.Count / MostHeads) + 1) == 0))
        {
            var (hours, trips, cycle) = (0L, 0L, int.MaxValue);
            foreach (var job in byTail.Where(j => j.Head >= head))
            {
                (hours, trips, cycle) = (hours + job.Hours, trips + job.Trips, Math.Min(cycle, job.Cycle));
                // Trips are not divided: the asset with the most of them makes at least their average, rounded up.
                var busy = Math.Max((hours + assets - 1) / assets, (trips + assets - 1) / assets * cycle);
                best = Math.Max(best, head + busy + job.Tail);
            }
        }

        return best;
    }

    private List<Job> Jobs(int[] arcs)
    {
        var needs = new Dictionary<string, bool>(StringComparer.Ordinal);
        var jobs = new List<Job>();
        var isOfPool = arcs.ToHashSet();
        foreach (var row in rows)
        {
            if (!needs.TryGetValue(row.Profile, out var need))
            {
                need = needs[row.Profile] = RoutesOf(row).Best(a => isOfPool.Contains(a) ? double.PositiveInfinity : 1) is null;
            }

            if (need)
            {
                jobs.Add(JobOf(row, arcs));
            }
        }

        return jobs;
    }

    private Job JobOf(Row row, int[] arcs)
    {
        var routes = RoutesOf(row);
        var entries = _reach.Entries(row, routes);
        if (!_rests.TryGetValue(row.Profile, out var rests))
        {
            rests = _rests[row.Profile] = _reach.Rests(row, routes);
        }

        long payload = network.Pools[network.PoolOf[arcs[0]]].PayloadTonnes;
        var trips = (row.Tonnes + payload - 1) / payload;
        var ways = arcs.Where(a => entries[a] < ArcReach.Never && rests[a] < ArcReach.Never).ToList();
        return new Job(
            ways.Min(a => entries[a]),
            // The last asset need not have returned when its load has arrived.
            ways.Min(a => rests[a] + network.Lift[a]!.Delivery - _times.FullHours(row, a)) + network.Nodes[row.Destination].IntegrationHours,
            ways.Min(a => Math.Max(trips * network.Lift[a]!.Cycle, ((HoursPerDay * row.Tonnes) + network.Rate[a] - 1) / network.Rate[a])),
            trips,
            ways.Min(a => network.Lift[a]!.Cycle));
    }

    private RouteFinder RoutesOf(Row row)
    {
        if (!_routes.TryGetValue(row.Profile, out var routes))
        {
            routes = _routes[row.Profile] = new RouteFinder(network, row);
        }

        return routes;
    }

    /// <summary>What a unit asks of a pool at least.</summary>
    /// <param name="Head">First hour at which its first load may leave.</param>
    /// <param name="Tail">Hours from the return of its last asset until it is operational; negative when it is operational before.</param>
    /// <param name="Hours">Hours of assets.</param>
    /// <param name="Trips">Round trips.</param>
    /// <param name="Cycle">Hours of the shortest round trip.</param>
    private readonly record struct Job(int Head, int Tail, long Hours, long Trips, int Cycle);
}
