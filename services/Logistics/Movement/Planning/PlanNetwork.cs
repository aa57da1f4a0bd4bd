using Summit.Logistics.PlanningFactors.Rules;
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
        Lift = [.. Enumerable.Range(0, Arcs.Count).Select(a => PoolOf[a] < 0 ? null : new LiftHours(Arcs[a], Pools[PoolOf[a]]))];
        Rate = [.. Enumerable.Range(0, Arcs.Count).Select(a => Math.Min(Highest(Arcs[a].CapacityTonnesPerDay, Arcs[a].Windows), Throughput(From[a]) ?? long.MaxValue))];
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

    /// <summary>Hours of its lift by arc; null: no pool.</summary>
    public LiftHours?[] Lift { get; }

    /// <summary>Arcs that leave a node.</summary>
    public int[][] Leaving { get; }

    /// <summary>The most tonnes per day at which a unit can enter an arc: the limits of the arc and of the node that it leaves.</summary>
    public long[] Rate { get; }

    /// <summary>Index of a node; -1 when the id is empty.</summary>
    public int Node(string id) => id.Length == 0 ? -1 : _nodeIndex[id];

    public NationTerms? TermsOf(string nation) => _terms.GetValueOrDefault(nation);

    /// <summary>Whether a nation's units may be on the soil of a node. A consent that is not on record counts as refused.</summary>
    public bool IsOpen(int node, string nation) => Nodes[node].Nation == nation || TermsOf(Nodes[node].Nation)?.Consents == true;

    /// <summary>The most tonnes that pass a node in a day; null: no limit.</summary>
    public long? Throughput(int node) =>
        Nodes[node].HasThroughputTonnesPerDay ? Highest(Nodes[node].ThroughputTonnesPerDay, Nodes[node].Windows) : null;

    private static long Highest(long capacity, IEnumerable<CapacityWindow> windows) => windows.Select(w => w.CapacityPerDay).Append(capacity).Max();
}
