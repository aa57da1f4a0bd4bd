using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Checking;

/// <summary>Checks the route of a unit: connected, open to the unit, suitable for its loads, over its ports.</summary>
internal static class RouteRules
{
    public static void Check(MovementProblem problem, MovementRequirement requirement, MovementItinerary itinerary, List<string> faults)
    {
        var id = requirement.Id;
        var arcs = itinerary.Legs.Select(l => problem.Arcs.FirstOrDefault(a => a.Id == l.Arc)).ToList();
        if (arcs.Count == 0 || arcs.Contains(null))
        {
            faults.Add($"{id} uses an arc that does not exist");
            return;
        }

        var at = requirement.Origin;
        MovementArc? before = null;
        var embarked = requirement.EmbarkationPort.Length == 0;
        var debarked = requirement.DebarkationPort.Length == 0;
        foreach (var arc in arcs.OfType<MovementArc>())
        {
            if (arc.FromNode != at)
            {
                faults.Add($"{id} is at {at} and leaves from {arc.FromNode}");
            }

            Soil(problem, requirement, arc, faults);
            Loads(problem, requirement, arc, faults);
            if (before is { Mode: TransportMode.Rail } && arc.Mode is TransportMode.Rail or TransportMode.GaugeChange && before.GaugeMm * arc.GaugeMm != 0 && before.GaugeMm != arc.GaugeMm)
            {
                faults.Add($"{id} changes its gauge at {at} without an arc for it");
            }

            embarked |= at == requirement.EmbarkationPort;
            at = arc.ToNode;
            debarked |= embarked && at == requirement.DebarkationPort;
            before = arc;
        }

        if (at != requirement.Destination || !embarked || !debarked)
        {
            faults.Add($"{id} ends at {at}; it must pass its ports and end at {requirement.Destination}");
        }
    }

    private static void Soil(MovementProblem problem, MovementRequirement requirement, MovementArc arc, List<string> faults)
    {
        foreach (var nation in problem.Nodes.Where(n => n.Id == arc.FromNode || n.Id == arc.ToNode).Select(n => n.Nation).Where(n => n != requirement.Nation))
        {
            if (!problem.Terms.Any(t => t.Nation == nation && t.Consents))
            {
                faults.Add($"{requirement.Id} is on the soil of {nation} without its consent");
            }
        }
    }

    private static void Loads(MovementProblem problem, MovementRequirement requirement, MovementArc arc, List<string> faults)
    {
        var allowed = requirement.Modes.Count == 0 || arc.Mode == TransportMode.GaugeChange || requirement.Modes.Contains(arc.Mode);
        var heavy = arc.MaxMlc != 0 && requirement.HeaviestMlc > arc.MaxMlc;
        var grounded = arc.Mode == TransportMode.Air && requirement.NotByAirTonnes > 0;
        var outsize = requirement.OutsizeTonnes > 0 && problem.LiftPools.Any(p => p.Id == arc.LiftPool && !p.TakesOutsize);
        if (!allowed || heavy || grounded || outsize)
        {
            faults.Add($"{requirement.Id} may not use {arc.Id}: its mode, load class or cargo");
        }
    }
}
