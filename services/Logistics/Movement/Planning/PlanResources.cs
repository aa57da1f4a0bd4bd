using Summit.Logistics.Scheduling.Search;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>Numbers and calendars of the resources that steps occupy: arcs, nodes, lift pools, integration places.</summary>
internal sealed class PlanResources(PlanNetwork network)
{
    /// <summary>Maximum duration of a step, hours.</summary>
    public const int MostHours = 200_000;

    private const int HoursPerDay = 24;

    public int Count => network.Arcs.Count + (2 * network.Nodes.Count) + network.Pools.Count;

    public static int Arc(int arc) => arc;

    public int Node(int node) => network.Arcs.Count + node;

    public int Pool(int pool) => network.Arcs.Count + network.Nodes.Count + pool;

    /// <summary>Assets of the pool that a resource is.</summary>
    public int AssetsOf(int resource) => network.Pools[resource - Pool(0)].AssetCount;

    public int Places(int node) => network.Arcs.Count + network.Nodes.Count + network.Pools.Count + node;

    /// <summary>Id of the arc, node or pool that a resource belongs to.</summary>
    public string IdOf(int resource)
    {
        var (arcs, nodes, pools) = (network.Arcs.Count, network.Nodes.Count, network.Pools.Count);
        return resource < arcs ? network.Arcs[resource].Id
            : resource < arcs + nodes ? network.Nodes[resource - arcs].Id
            : resource < arcs + nodes + pools ? network.Pools[resource - arcs - nodes].Id
            : network.Nodes[resource - arcs - nodes - pools].Id;
    }

    /// <summary>Capacity of each resource over time when nothing is used.</summary>
    public Timeline[] Capacities() =>
    [
        .. network.Arcs.Select(a => Calendar(a.CapacityTonnesPerDay, a.Windows)),
        .. network.Nodes.Select(n => n.HasThroughputTonnesPerDay ? Calendar(n.ThroughputTonnesPerDay, n.Windows) : new Timeline(0)),
        .. network.Pools.Select(p => new Timeline(p.AssetCount)),
        .. network.Nodes.Select(n => new Timeline(n.IntegrationPlaces)),
    ];

    private static Timeline Calendar(long capacity, IEnumerable<CapacityWindow> windows)
    {
        var calendar = new Timeline(capacity);
        foreach (var window in windows)
        {
            calendar.Add(window.FirstDay * HoursPerDay, (window.LastDay + 1) * HoursPerDay, window.CapacityPerDay - capacity);
        }

        return calendar;
    }
}
