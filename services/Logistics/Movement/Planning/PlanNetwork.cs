using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>The network of a problem by index, in order of the ids, so that the order in the request does not matter.</summary>
internal sealed class PlanNetwork
{
    private readonly Dictionary<string, int> _nodeIndex;
    private readonly Dictionary<string, int> _poolIndex;
    private readonly Dictionary<string, NationTerms> _terms;

    /// <param name="problem">A problem without faults, as checked by <see cref="MovementCheck"/>.</param>
    public PlanNetwork(MovementProblem problem)
    {
        Nodes = [.. problem.Nodes.OrderBy(n => n.Id, StringComparer.Ordinal)];
        Arcs = [.. problem.Arcs.OrderBy(a => a.Id, StringComparer.Ordinal)];
        Pools = [.. problem.LiftPools.OrderBy(p => p.Id, StringComparer.Ordinal)];
        _nodeIndex = Nodes.Index().ToDictionary(n => n.Item.Id, n => n.Index, StringComparer.Ordinal);
        _poolIndex = Pools.Index().ToDictionary(p => p.Item.Id, p => p.Index, StringComparer.Ordinal);
        _terms = problem.Terms.ToDictionary(t => t.Nation, StringComparer.Ordinal);
        From = [.. Arcs.Select(a => _nodeIndex[a.FromNode])];
        To = [.. Arcs.Select(a => _nodeIndex[a.ToNode])];
        PoolOf = [.. Arcs.Select(a => a.LiftPool.Length == 0 ? -1 : _poolIndex[a.LiftPool])];
        var leaving = Enumerable.Range(0, Arcs.Count).ToLookup(a => From[a]);
        Leaving = [.. Enumerable.Range(0, Nodes.Count).Select(n => leaving[n].ToArray())];
    }

    public IReadOnlyList<MovementNode> Nodes { get; }

    public IReadOnlyList<MovementArc> Arcs { get; }

    public IReadOnlyList<LiftPool> Pools { get; }

    /// <summary>Start node by arc.</summary>
    public int[] From { get; }

    /// <summary>End node by arc.</summary>
    public int[] To { get; }

    /// <summary>Lift pool by arc; -1: none.</summary>
    public int[] PoolOf { get; }

    /// <summary>Arcs that leave a node.</summary>
    public int[][] Leaving { get; }

    /// <summary>Index of a node; -1 when the id is empty.</summary>
    public int Node(string id) => id.Length == 0 ? -1 : _nodeIndex[id];

    public NationTerms? TermsOf(string nation) => _terms.GetValueOrDefault(nation);

    /// <summary>Whether a nation's units may be on the soil of a node. A consent that is not on record counts as refused.</summary>
    public bool IsOpen(int node, string nation) => Nodes[node].Nation == nation || TermsOf(Nodes[node].Nation)?.Consents == true;

    /// <summary>Tonnes per day at which a unit enters an arc: the full rate of the arc and of the node that it leaves.</summary>
    public long Rate(int arc) => Math.Min(FullRate(Arcs[arc].CapacityTonnesPerDay, Arcs[arc].Windows), Throughput(From[arc]) ?? long.MaxValue);

    /// <summary>Tonnes that pass a node in a day at its full rate; null: no limit.</summary>
    public long? Throughput(int node) =>
        Nodes[node].HasThroughputTonnesPerDay ? FullRate(Nodes[node].ThroughputTonnesPerDay, Nodes[node].Windows) : null;

    /// <summary>Hours from the departure of an asset to its delivery at the other end.</summary>
    public static int DeliveryHours(MovementArc arc, LiftPool pool) => pool.LoadHours + TravelHours(arc, pool) + pool.UnloadHours;

    /// <summary>Travel hours of an asset in one direction, rounded up.</summary>
    public static int TravelHours(MovementArc arc, LiftPool pool) => (arc.DistanceKm + pool.BlockSpeedKmh - 1) / pool.BlockSpeedKmh;

    /// <summary>Hours between two departures of an asset.</summary>
    public static int CycleHours(MovementArc arc, LiftPool pool) => DeliveryHours(arc, pool) + TravelHours(arc, pool);

    private static long FullRate(long capacity, IEnumerable<CapacityWindow> windows) =>
        capacity > 0 ? capacity : windows.Select(w => w.CapacityPerDay).Append(0).Max();
}
