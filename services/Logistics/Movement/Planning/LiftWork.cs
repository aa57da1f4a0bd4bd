using Source = Summit.Logistics.V1.MovementValue.Types.BoundSource;

namespace Summit.Logistics.Movement.Planning;

/// <summary>The round trips that lift must make in any plan: units without a route that avoids a pool need its assets for a number of hours.</summary>
internal static class LiftWork
{
    /// <summary>A lower bound on the arrival hour of the last of these units, by pool that some unit cannot avoid.</summary>
    public static IEnumerable<MovementBound> Of(PlanNetwork network, IReadOnlyList<Row> rows)
    {
        for (var pool = 0; pool < network.Pools.Count; pool++)
        {
            var arcs = Enumerable.Range(0, network.Arcs.Count).Where(a => network.PoolOf[a] == pool).ToList();
            var bound = arcs.Count == 0 ? 0 : Bound(network, rows, arcs);
            if (bound > 0)
            {
                yield return new MovementBound(bound, Source.LiftPool, network.Pools[pool].Id);
            }
        }
    }

    private static long Bound(PlanNetwork network, IReadOnlyList<Row> rows, List<int> arcs)
    {
        var pool = network.Pools[network.PoolOf[arcs[0]]];
        var needs = new Dictionary<string, bool>(StringComparer.Ordinal);
        var bound = rows.Where(r => needs.TryGetValue(r.Profile, out var need) ? need : needs[r.Profile] = !HasWayWithout(network, r, arcs)).ToList();
        if (bound.Count == 0)
        {
            return 0;
        }

        var cycle = arcs.Min(a => network.Lift[a]!.Cycle);
        var back = arcs.Max(a => network.Lift[a]!.Cycle - network.Lift[a]!.Delivery);
        var trips = bound.Sum(r => (r.Tonnes + pool.PayloadTonnes - 1) / pool.PayloadTonnes);
        // The last asset need not have returned when its load has arrived.
        return bound.Min(r => (long)r.ReadyHour) + (((trips * cycle) + pool.AssetCount - 1) / pool.AssetCount) - back;
    }

    private static bool HasWayWithout(PlanNetwork network, Row row, List<int> arcs) =>
        new RouteFinder(network, row).Best(a => arcs.Contains(a) ? double.PositiveInfinity : 1) is not null;
}
