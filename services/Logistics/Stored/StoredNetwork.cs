using Summit.Logistics.V1;

namespace Summit.Logistics.Stored;

/// <summary>The stored network as nodes, arcs and lift pools of a movement problem, at one end of its ranges.</summary>
internal static class StoredNetwork
{
    private const int HoursPerDay = 24;

    /// <summary>Adds nodes, arcs and lift pools to a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="nodes">Stored nodes.</param>
    /// <param name="arcs">Stored arcs. Those with an end that is not stored are left out.</param>
    /// <param name="assets">Lift assets that may be pools; empty: the capacities of arcs include their lift, and no pool is made.</param>
    /// <param name="capacities">End of the ranges.</param>
    public static void Add(MovementProblem problem, IEnumerable<TransportNode> nodes, IEnumerable<TransportArc> arcs, IEnumerable<LiftAsset> assets, StoredMovement.Types.Capacities capacities)
    {
        problem.Nodes.Add(nodes.Select(n => Node(n, capacities)));
        var known = problem.Nodes.Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
        var pools = assets.Where(a => a.HasAssetCount && a.BlockSpeedKmh >= 1).ToDictionary(a => a.Name, StringComparer.Ordinal);
        problem.Arcs.Add(arcs.Where(a => known.Contains(a.FromNode) && known.Contains(a.ToNode)).Select(a => Arc(a, pools, capacities)));
        problem.LiftPools.Add(problem.Arcs.Select(a => a.LiftPool).Where(p => p.Length > 0).Distinct().Order(StringComparer.Ordinal).Select(p => Pool(pools[p])));
    }

    /// <summary>The value of a range of capacity at one end.</summary>
    public static long At(DailyCapacity capacity, StoredMovement.Types.Capacities capacities) => capacities switch
    {
        StoredMovement.Types.Capacities.Low => capacity.Low,
        StoredMovement.Types.Capacities.High => capacity.High,
        _ => capacity.Mid,
    };

    private static MovementNode Node(TransportNode stored, StoredMovement.Types.Capacities capacities)
    {
        var node = new MovementNode { Id = stored.Name, Nation = stored.Nation };
        if (stored.ThroughputTonnesPerDay is { } throughput)
        {
            node.ThroughputTonnesPerDay = At(throughput, capacities);
        }

        return node;
    }

    private static MovementArc Arc(TransportArc stored, Dictionary<string, LiftAsset> pools, StoredMovement.Types.Capacities capacities)
    {
        var distance = (int)Math.Ceiling(stored.DistanceKm);
        return new MovementArc
        {
            Id = stored.Name,
            FromNode = stored.FromNode,
            ToNode = stored.ToNode,
            Mode = stored.Mode,
            GaugeMm = stored.GaugeMm,
            TransitHours = stored.TransitDays * HoursPerDay,
            CapacityTonnesPerDay = At(stored.CapacityTonnesPerDay, capacities),
            DistanceKm = distance,
            LiftPool = distance > 0 && pools.ContainsKey(stored.LiftAsset) ? stored.LiftAsset : "",
        };
    }

    private static LiftPool Pool(LiftAsset asset) => new()
    {
        Id = asset.Name,
        AssetCount = asset.AssetCount,
        PayloadTonnes = Math.Max(1, (int)(asset.PlannedLoadTonnes > 0 ? asset.PlannedLoadTonnes : asset.PayloadTonnes)),
        BlockSpeedKmh = (int)asset.BlockSpeedKmh,
        LoadHours = (int)Math.Ceiling(asset.LoadHours),
        UnloadHours = (int)Math.Ceiling(asset.UnloadHours),
        TakesOutsize = asset.Mode != TransportMode.Air,
    };
}
