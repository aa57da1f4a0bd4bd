using Summit.Logistics.V1;

namespace Summit.Logistics.Flow;

/// <summary>The relaxation of a movement of stored units: loads that can be divided freely, in steps of a day. Every plan over the same network closes later or on the same day.</summary>
internal static class StoredFlow
{
    private const int HoursPerDay = 24;

    /// <param name="problem">The problem made of what is stored. Its transit is in whole days.</param>
    /// <param name="horizonDays">Last day considered.</param>
    public static FlowProblem Of(MovementProblem problem, int horizonDays)
    {
        var index = problem.Nodes.Index().ToDictionary(n => n.Item.Id, n => n.Index, StringComparer.Ordinal);
        var nations = problem.Nodes.ToDictionary(n => n.Id, n => n.Nation, StringComparer.Ordinal);
        var terms = problem.Terms.ToDictionary(t => t.Nation, StringComparer.Ordinal);
        var sending = problem.Requirements.Select(r => r.Nation).ToHashSet(StringComparer.Ordinal);
        bool IsOpen(string node) => sending.Contains(nations[node]) || terms[nations[node]].Consents;
        var loads = problem.Requirements.Where(r => !terms[r.Nation].ApprovalNeeded || terms[r.Nation].HasApprovalDay)
            .GroupBy(r => (r.Origin, Day: Math.Max(r.ReadyToLoadDay, terms[r.Nation].ApprovalDay))).OrderBy(g => g.Key.Day).ThenBy(g => g.Key.Origin, StringComparer.Ordinal)
            .Select(g => new FlowLoad(index[g.Key.Origin], g.Key.Day, g.Sum(Tonnes))).ToList();
        return new FlowProblem
        {
            Nodes = [.. problem.Nodes.Select(n => n.Id)],
            Edges = [.. problem.Arcs.Where(a => IsOpen(a.FromNode) && IsOpen(a.ToNode))
                .Select(a => new FlowEdge(a.Id, index[a.FromNode], index[a.ToNode], a.TransitHours / HoursPerDay, a.CapacityTonnesPerDay, []))],
            NodeLimits = problem.Nodes.Where(n => n.HasThroughputTonnesPerDay).ToDictionary(n => index[n.Id], n => n.ThroughputTonnesPerDay),
            Loads = loads,
            Sinks = problem.Requirements.Select(r => index[r.Destination]).ToHashSet(),
            HorizonDays = horizonDays,
        };
    }

    private static long Tonnes(MovementRequirement r) => Math.Max(1, r.BulkTonnes + r.OversizeTonnes + r.OutsizeTonnes + r.NotByAirTonnes);
}
