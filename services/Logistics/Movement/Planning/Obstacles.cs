using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

namespace Summit.Logistics.Movement.Planning;

/// <summary>Why a requirement has no route: a minimal set of blocks, of which none can be left out.</summary>
internal static class Obstacles
{
    /// <summary>The reasons; empty when the row has a route.</summary>
    public static IReadOnlyList<InfeasibleReason> Of(PlanNetwork network, Row row)
    {
        var finder = new RouteFinder(network, row);
        var reasons = new List<InfeasibleReason>();
        if (row.IsUnapproved)
        {
            var nation = row.Requirement.Nation;
            reasons.Add(Blocks.Reason(Kind.ApprovalLate, nation, $"the parliament of {nation} must approve first, and no day of approval is known"));
        }

        if (finder.Best(_ => 1) is null)
        {
            reasons.AddRange(finder.LeastBlocked() is { } way ? BlocksOf(network, row, way) : [NoPath(row)]);
        }

        return [.. reasons.Distinct().OrderBy(r => r.Kind).ThenBy(r => r.Subject, StringComparer.Ordinal)];
    }

    private static IEnumerable<InfeasibleReason> BlocksOf(PlanNetwork network, Row row, int[] way) =>
        way.SelectMany(a => Blocks.Of(network, row, a))
            .Concat(way.Zip(way.Skip(1)).Select(p => Blocks.Between(network, p.First, p.Second)).OfType<InfeasibleReason>());

    private static InfeasibleReason NoPath(Row row)
    {
        var r = row.Requirement;
        var ports = string.Concat(r.EmbarkationPort.Length > 0 ? $" over {r.EmbarkationPort}" : "", r.DebarkationPort.Length > 0 ? $" over {r.DebarkationPort}" : "");
        var modes = r.Modes.Count > 0 ? $" by {string.Join(" or ", r.Modes.Order())}" : "";
        return Blocks.Reason(Kind.NoPath, r.Origin, $"no path leads from {r.Origin}{ports} to {r.Destination}{modes}; add an arc or allow another mode or port");
    }
}
