using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;
using Summit.Store;

namespace Summit.Logistics.Network;

/// <summary>What nodes, arcs and lift must keep: a network without loose ends.</summary>
internal static class NetworkRules
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ResourceRules<TransportNode>>(new CheckedRules<TransportNode>((node, _, faults) => Check(node, faults), RefuseUsed));
        services.AddSingleton<ResourceRules<TransportArc>>(new CheckedRules<TransportArc>((arc, transaction, faults) =>
            Check(arc, name => transaction.Find(LogisticsTypes.TransportNodes, name), faults)));
        services.AddSingleton<ResourceRules<LiftAsset>>(new CheckedRules<LiftAsset>((asset, _, faults) => faults.NeedsSource(asset.Source, "lift_asset")));
    }

    internal static void Check(TransportNode node, Faults faults)
    {
        faults.NeedsSource(node.Source, "transport_node");
        if (node.ThroughputTonnesPerDay is { } throughput)
        {
            faults.NeedsOrder(throughput, "transport_node.throughput_tonnes_per_day");
        }
    }

    /// <summary>Both ends exist, and a rail arc keeps to one gauge: between gauges only a gauge change leads.</summary>
    internal static void Check(TransportArc arc, Func<string, TransportNode?> node, Faults faults)
    {
        faults.NeedsSource(arc.Source, "transport_arc");
        faults.NeedsOrder(arc.CapacityTonnesPerDay, "transport_arc.capacity_tonnes_per_day");
        faults.When(arc.FromNode == arc.ToNode, "transport_arc.to_node", $"\"{arc.ToNode}\" is also from_node; needed is another node");
        var from = node(arc.FromNode);
        var to = node(arc.ToNode);
        faults.When(from is null, "transport_arc.from_node", $"\"{arc.FromNode}\" does not exist");
        faults.When(to is null, "transport_arc.to_node", $"\"{arc.ToNode}\" does not exist");
        if (arc.Mode != TransportMode.Rail)
        {
            return;
        }

        faults.When(arc.GaugeMm == 0, "transport_arc.gauge_mm", "is not set; needed for a rail arc, 1435 or 1520");
        foreach (var (end, field) in new[] { (from, "from_node"), (to, "to_node") })
        {
            faults.When(end is { GaugesMm.Count: > 0 } && !end.GaugesMm.Contains(arc.GaugeMm), $"transport_arc.{field}",
                $"\"{end?.Name}\" is not reached by {arc.GaugeMm} mm; a gauge change (TRANSPORT_MODE_GAUGE_CHANGE) must lie between");
        }
    }

    private static void RefuseUsed(TransportNode node, Transaction transaction)
    {
        var users = transaction.List(LogisticsTypes.TransportArcs, "").Where(a => a.FromNode == node.Name || a.ToNode == node.Name).Select(a => a.Name).ToList();
        if (users.Count > 0)
        {
            throw new PreconditionException(
                ErrorReason.StateForbids, [.. users.Select(u => (u, "starts or ends at the node"))], $"{node.Name} has {users.Count} arcs; delete them first.");
        }
    }
}
