using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>Finds the faults of a movement problem across its fields. The contract checks each field by itself.</summary>
internal static class MovementCheck
{
    /// <param name="problem">The problem.</param>
    /// <param name="faults">Where faults are added, by path below <c>problem</c>.</param>
    public static void Check(MovementProblem problem, Violations faults)
    {
        var nodes = Index(problem.Nodes.Select(n => n.Id), "nodes", faults);
        var pools = Index(problem.LiftPools.Select(p => p.Id), "lift_pools", faults);
        Index(problem.Arcs.Select(a => a.Id), "arcs", faults);
        var requirements = Index(problem.Requirements.Select(r => r.Id), "requirements", faults);
        faults.RequireDistinct(problem.Terms.Select(t => t.Nation), i => $"problem.terms[{i}].nation");
        foreach (var (i, node) in problem.Nodes.Index())
        {
            Windows(node.Windows, $"problem.nodes[{i}]", faults);
        }

        foreach (var (i, arc) in problem.Arcs.Index())
        {
            CheckArc(arc, $"problem.arcs[{i}]", nodes, pools, faults);
        }

        foreach (var (i, requirement) in problem.Requirements.Index())
        {
            CheckRequirement(requirement, $"problem.requirements[{i}]", nodes, faults);
        }

        foreach (var (i, id) in problem.IocRequirements.Index())
        {
            faults.Require(requirements.Contains(id), $"problem.ioc_requirements[{i}]", $"\"{id}\" is not a requirement of this problem");
        }

        foreach (var (i, terms) in problem.Terms.Index())
        {
            faults.Require(terms.ApprovalNeeded || !terms.HasApprovalDay, $"problem.terms[{i}].approval_day", "is set, but approval_needed is false; set both or neither");
        }
    }

    private static void CheckArc(MovementArc arc, string path, HashSet<string> nodes, HashSet<string> pools, Violations faults)
    {
        KnownNode(arc.FromNode, $"{path}.from_node", nodes, faults);
        KnownNode(arc.ToNode, $"{path}.to_node", nodes, faults);
        faults.Require(arc.FromNode != arc.ToNode, $"{path}.to_node", $"\"{arc.ToNode}\" is also from_node; name another node");
        faults.Require(arc.LiftPool.Length == 0 || pools.Contains(arc.LiftPool), $"{path}.lift_pool", $"\"{arc.LiftPool}\" is not a lift pool of this problem");
        faults.Require(arc.LiftPool.Length == 0 || arc.DistanceKm > 0, $"{path}.distance_km", "is 0; an arc with a lift pool needs its distance");
        Windows(arc.Windows, path, faults);
    }

    private static void CheckRequirement(MovementRequirement requirement, string path, HashSet<string> nodes, Violations faults)
    {
        KnownNode(requirement.Origin, $"{path}.origin", nodes, faults);
        KnownNode(requirement.Destination, $"{path}.destination", nodes, faults);
        faults.Require(requirement.Origin != requirement.Destination, $"{path}.destination", $"\"{requirement.Destination}\" is also the origin; name another node");
        foreach (var (field, id) in new[] { ("embarkation_port", requirement.EmbarkationPort), ("debarkation_port", requirement.DebarkationPort) })
        {
            faults.Require(id.Length == 0 || nodes.Contains(id), $"{path}.{field}", $"\"{id}\" is not a node of this problem");
        }

        faults.Require(requirement.EmbarkationPort.Length > 0 || !requirement.HasAvailableToLoadDay, $"{path}.available_to_load_day", "is set without embarkation_port; name the port");
        faults.Require(requirement.DebarkationPort.Length > 0 || !(requirement.HasEarliestArrivalDay || requirement.HasLatestArrivalDay), $"{path}.debarkation_port", "is empty, but a day of arrival is set; name the port");
        var cargo = requirement.BulkTonnes + requirement.OversizeTonnes + requirement.OutsizeTonnes + requirement.NotByAirTonnes;
        faults.Require(requirement.PersonsApart is null || (requirement.Persons > 0 && cargo > 0), $"{path}.persons_apart", $"is set, but the unit has {requirement.Persons} persons and {cargo} t; it needs both");
        CheckDates(requirement, path, faults);
    }

    private static void CheckDates(MovementRequirement r, string path, Violations faults)
    {
        (string Field, int? Day)[] dates =
        [
            ("ready_to_load_day", r.HasReadyToLoadDay ? r.ReadyToLoadDay : null),
            ("available_to_load_day", r.HasAvailableToLoadDay ? r.AvailableToLoadDay : null),
            ("earliest_arrival_day", r.HasEarliestArrivalDay ? r.EarliestArrivalDay : null),
            ("latest_arrival_day", r.HasLatestArrivalDay ? r.LatestArrivalDay : null),
            ("required_delivery_day", r.RequiredDeliveryDay),
            ("commander_required_day", r.HasCommanderRequiredDay ? r.CommanderRequiredDay : null),
        ];
        var given = dates.Where(d => d.Day is not null).ToList();
        foreach (var (before, after) in given.Zip(given.Skip(1)))
        {
            faults.Require(before.Day <= after.Day, $"{path}.{after.Field}", $"{after.Day} is before {before.Field} {before.Day}; the order must be RLD <= ALD <= EAD <= LAD <= RDD <= CRD");
        }
    }

    private static void KnownNode(string id, string field, HashSet<string> nodes, Violations faults) =>
        faults.Require(nodes.Contains(id), field, $"\"{id}\" is not a node of this problem");

    private static void Windows(IReadOnlyList<CapacityWindow> windows, string path, Violations faults)
    {
        for (var i = 0; i < windows.Count; i++)
        {
            faults.Require(windows[i].LastDay >= windows[i].FirstDay, $"{path}.windows[{i}].last_day", $"{windows[i].LastDay} is before first_day {windows[i].FirstDay}");
            faults.Require(!windows.Take(i).Any(w => w.FirstDay <= windows[i].LastDay && windows[i].FirstDay <= w.LastDay), $"{path}.windows[{i}]", $"days {windows[i].FirstDay} to {windows[i].LastDay} overlap with a window before");
        }
    }

    private static HashSet<string> Index(IEnumerable<string> ids, string list, Violations faults)
    {
        var all = ids.ToList();
        faults.RequireDistinct(all, i => $"problem.{list}[{i}].id");
        return all.ToHashSet(StringComparer.Ordinal);
    }
}
