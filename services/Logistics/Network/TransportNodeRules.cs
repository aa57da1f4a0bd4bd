using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Network;

/// <summary>Rules that a node must satisfy before it is stored. A node that an arc uses cannot be deleted.</summary>
internal sealed class TransportNodeRules : ResourceRules<TransportNode>
{
    public override void OnCreate(WriteContext write, TransportNode resource) => Check(resource);

    public override void OnUpdate(WriteContext write, TransportNode current, TransportNode next) => Check(next);

    public override void OnDelete(WriteContext write, TransportNode current)
    {
        var users = write.Transaction.List(Types.TransportArcs, "").Where(a => a.FromNode == current.Name || a.ToNode == current.Name).Select(a => a.Name).ToList();
        if (users.Count > 0)
        {
            throw new PreconditionException(
                ErrorReason.StateForbids, [.. users.Select(u => (u, "starts or ends at the node"))], $"{current.Name} has {users.Count} arcs; delete them first.");
        }
    }

    private static void Check(TransportNode node)
    {
        var violations = new Violations();
        Check(node, violations);
        violations.ThrowIfAny();
    }

    internal static void Check(TransportNode node, Violations violations)
    {
        violations.RequireSource(node.Source, "transport_node");
        if (node.ThroughputTonnesPerDay is { } throughput)
        {
            violations.RequireOrder(throughput, "transport_node.throughput_tonnes_per_day");
        }
    }
}
