using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

namespace Summit.Logistics.Movement.Planning;

/// <summary>What prevents a unit from using an arc, or from continuing from one arc to the next. Each block names what would have to change.</summary>
internal static class Blocks
{
    /// <summary>The blocks that close an arc to a row.</summary>
    public static IEnumerable<InfeasibleReason> Of(PlanNetwork network, Row row, int arc)
    {
        var way = network.Arcs[arc];
        var requirement = row.Requirement;
        foreach (var node in new[] { network.From[arc], network.To[arc] })
        {
            var nation = network.Nodes[node].Nation;
            if (!network.IsOpen(node, requirement.Nation))
            {
                yield return Reason(Kind.ConsentMissing, nation, $"{nation} has not consented that units of other nations cross its soil; its consent opens it");
            }

            if (network.Throughput(node) == 0)
            {
                yield return Reason(Kind.NodeClosed, network.Nodes[node].Id, $"{network.Nodes[node].Id} passes 0 tonnes on every day; raise its throughput");
            }
        }

        if (network.Rate[arc] == 0 && network.Throughput(network.From[arc]) != 0)
        {
            yield return Reason(Kind.LiftZero, way.Id, $"{way.Id} has a capacity of 0 on every day; raise it");
        }

        if (way.MaxMlc > 0 && requirement.HeaviestMlc > way.MaxMlc)
        {
            yield return Reason(Kind.LoadLimit, way.Id, $"{way.Id} carries load class {way.MaxMlc}, the unit has {requirement.HeaviestMlc}");
        }

        if (way.Mode == TransportMode.Air && requirement.NotByAirTonnes > 0)
        {
            yield return Reason(Kind.LoadLimit, way.Id, $"{way.Id} is flown, and the unit has cargo that cannot fly");
        }

        if (network.PoolOf[arc] is >= 0 and var pool)
        {
            var lift = network.Pools[pool];
            if (lift.AssetCount == 0)
            {
                yield return Reason(Kind.LiftZero, lift.Id, $"{lift.Id} has no assets; add one");
            }

            if (!lift.TakesOutsize && requirement.OutsizeTonnes > 0)
            {
                yield return Reason(Kind.LoadLimit, lift.Id, $"{lift.Id} takes no outsize cargo, and the unit has some");
            }
        }
    }

    /// <summary>The block that prevents a unit from continuing from one arc to another: a change of gauge that no arc makes.</summary>
    public static InfeasibleReason? Between(PlanNetwork network, int before, int after)
    {
        var (a, b) = (network.Arcs[before], network.Arcs[after]);
        return a.Mode == TransportMode.Rail && b.Mode is TransportMode.Rail or TransportMode.GaugeChange && a.GaugeMm != 0 && b.GaugeMm != 0 && a.GaugeMm != b.GaugeMm
            ? Reason(Kind.Gauge, b.FromNode, $"at {b.FromNode} the gauge changes from {a.GaugeMm} to {b.GaugeMm} mm; an arc that changes it is needed")
            : null;
    }

    public static InfeasibleReason Reason(Kind kind, string subject, string detail) => new() { Kind = kind, Subject = subject, Detail = detail };
}
