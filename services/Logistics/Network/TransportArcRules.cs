using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Network;

/// <summary>Rules that an arc must satisfy before it is stored: both ends and its lift exist, and a rail arc has one gauge.</summary>
internal sealed class TransportArcRules : ResourceRules<TransportArc>
{
    public override void OnCreate(WriteContext write, TransportArc resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, TransportArc current, TransportArc next) => Check(write, next);

    private static void Check(WriteContext write, TransportArc arc)
    {
        var violations = new Violations();
        Check(arc, name => write.Transaction.Find(Types.TransportNodes, name), violations);
        violations.Require(arc.LiftAsset.Length == 0 || write.Transaction.Find(Types.LiftAssets, arc.LiftAsset) is not null, "transport_arc.lift_asset", $"\"{arc.LiftAsset}\" does not exist");
        violations.ThrowIfAny();
    }

    internal static void Check(TransportArc arc, Func<string, TransportNode?> node, Violations violations)
    {
        violations.RequireSource(arc.Source, "transport_arc");
        if (arc.CapacityTonnesPerDay is { } capacity)
        {
            violations.RequireOrder(capacity, "transport_arc.capacity_tonnes_per_day");
        }

        violations.Require(arc.FromNode != arc.ToNode, "transport_arc.to_node", $"\"{arc.ToNode}\" is also from_node; give another node");
        var from = node(arc.FromNode);
        var to = node(arc.ToNode);
        violations.Require(from is not null, "transport_arc.from_node", $"\"{arc.FromNode}\" does not exist");
        violations.Require(to is not null, "transport_arc.to_node", $"\"{arc.ToNode}\" does not exist");
        if (arc.Mode != TransportMode.Rail)
        {
            return;
        }

        violations.Require(arc.GaugeMm != 0, "transport_arc.gauge_mm", "is not set; needed for a rail arc, 1435 or 1520");
        foreach (var (end, field) in new[] { (from, "from_node"), (to, "to_node") })
        {
            violations.Require(end is not { GaugesMm.Count: > 0 } || end.GaugesMm.Contains(arc.GaugeMm), $"transport_arc.{field}",
                $"\"{end?.Name}\" is not reached by {arc.GaugeMm} mm; a gauge change (TRANSPORT_MODE_GAUGE_CHANGE) must lie between");
        }
    }
}
