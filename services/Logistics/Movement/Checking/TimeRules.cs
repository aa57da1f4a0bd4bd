using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Checking;

/// <summary>Checks the hours of a unit: each leg is long enough for its loads, and none begins before what it waits for.</summary>
internal static class TimeRules
{
    private const int Day = 24;

    public static void Check(MovementProblem problem, MovementRequirement requirement, MovementItinerary itinerary, List<string> faults)
    {
        var tonnes = Tonnes(requirement);
        var own = problem.Terms.FirstOrDefault(t => t.Nation == requirement.Nation);
        Require(own is not { ApprovalNeeded: true } || (own.HasApprovalDay && itinerary.Legs[0].StartHour >= own.ApprovalDay * Day), "leaves before its parliament approves");
        Require(itinerary.Legs[0].StartHour >= requirement.ReadyToLoadDay * Day, "leaves before it is ready to load");
        var embarked = false;
        for (var i = 0; i < itinerary.Legs.Count; i++)
        {
            var leg = itinerary.Legs[i];
            var arc = problem.Arcs.First(a => a.Id == leg.Arc);
            var pool = problem.LiftPools.FirstOrDefault(p => p.Id == arc.LiftPool);
            Require(leg.StartHour >= 0 && leg.FinishHour > leg.StartHour, $"has no time on {arc.Id}");
            Require(leg.RateTonnesPerDay * (leg.FinishHour - leg.StartHour) >= Day * tonnes, $"is not through {arc.Id} at its rate");
            Require(leg.ArrivalHour == End(arc, pool, leg), $"arrives over {arc.Id} at the wrong hour");
            Require(pool is null ? leg.Assets == 0 : Carries(arc, pool, leg, tonnes), $"is not carried over {arc.Id} by its lift");
            Require(leg.StartHour >= PermitHour(problem, requirement, arc), $"crosses the border on {arc.Id} before the permit");
            if (!embarked && arc.FromNode == requirement.EmbarkationPort)
            {
                embarked = true;
                Require(leg.StartHour >= requirement.AvailableToLoadDay * Day, "leaves its port before it is available to load");
            }

            Require(arc.ToNode != requirement.DebarkationPort || FirstThere(arc, pool, leg) >= requirement.EarliestArrivalDay * Day, "reaches its port before the earliest arrival");
            if (i > 0)
            {
                Require(Follows(problem, itinerary.Legs[i - 1], leg), $"enters {arc.Id} before it is there");
            }
        }

        Arrival(problem, requirement, itinerary, faults);

        void Require(bool holds, string text)
        {
            if (!holds)
            {
                faults.Add($"{requirement.Id} {text}");
            }
        }
    }

    public static long Tonnes(MovementRequirement r) => Math.Max(1, r.BulkTonnes + r.OversizeTonnes + r.OutsizeTonnes + r.NotByAirTonnes);

    private static void Arrival(MovementProblem problem, MovementRequirement requirement, MovementItinerary itinerary, List<string> faults)
    {
        var leg = itinerary.Legs[^1];
        var arc = problem.Arcs.First(a => a.Id == leg.Arc);
        var pool = problem.LiftPools.FirstOrDefault(p => p.Id == arc.LiftPool);
        var node = problem.Nodes.First(n => n.Id == requirement.Destination);
        var begins = pool is null ? FirstThere(arc, pool, leg) : leg.ArrivalHour;
        if (itinerary.ReceptionHour < begins || itinerary.ArrivalHour < leg.ArrivalHour || itinerary.ArrivalHour < itinerary.ReceptionHour
            || (node.HasThroughputTonnesPerDay && itinerary.ArrivalHour == itinerary.ReceptionHour))
        {
            faults.Add($"{requirement.Id} is received at {node.Id} before it has arrived there");
        }

        if (itinerary.IntegrationHour < itinerary.ArrivalHour || itinerary.OperationalHour - itinerary.IntegrationHour != node.IntegrationHours)
        {
            faults.Add($"{requirement.Id} is operational before its integration at {node.Id} is over");
        }
    }

    // Where lift shuttles or the mode changes, all of the unit must be there first. On a route of one mode the head continues.
    private static bool Follows(MovementProblem problem, MovementLeg before, MovementLeg leg)
    {
        var (a, b) = (problem.Arcs.First(x => x.Id == before.Arc), problem.Arcs.First(x => x.Id == leg.Arc));
        var changes = a.Mode != b.Mode && a.Mode != TransportMode.GaugeChange && b.Mode != TransportMode.GaugeChange;
        if (changes || a.LiftPool.Length > 0 || b.LiftPool.Length > 0)
        {
            return leg.StartHour >= before.ArrivalHour + (changes ? problem.Nodes.First(n => n.Id == b.FromNode).HandlingHours : 0);
        }

        return leg.StartHour >= before.StartHour + a.TransitHours && leg.FinishHour >= before.FinishHour + a.TransitHours;
    }

    private static int End(MovementArc arc, LiftPool? pool, MovementLeg leg) => pool is null ? leg.FinishHour + arc.TransitHours : leg.FinishHour - OneWay(arc, pool);

    private static int FirstThere(MovementArc arc, LiftPool? pool, MovementLeg leg) =>
        leg.StartHour + (pool is null ? arc.TransitHours : pool.LoadHours + OneWay(arc, pool) + pool.UnloadHours);

    private static bool Carries(MovementArc arc, LiftPool pool, MovementLeg leg, long tonnes)
    {
        var round = pool.LoadHours + pool.UnloadHours + (2 * OneWay(arc, pool));
        return leg.Assets > 0 && (round == 0 || (long)((leg.FinishHour - leg.StartHour) / round) * leg.Assets * pool.PayloadTonnes >= tonnes);
    }

    private static int OneWay(MovementArc arc, LiftPool pool) => (int)Math.Ceiling(arc.DistanceKm / (double)pool.BlockSpeedKmh);

    private static int PermitHour(MovementProblem problem, MovementRequirement requirement, MovementArc arc)
    {
        var from = problem.Nodes.First(n => n.Id == arc.FromNode).Nation;
        var to = problem.Nodes.First(n => n.Id == arc.ToNode).Nation;
        var terms = problem.Terms.FirstOrDefault(t => t.Nation == to);
        return from == to || to == requirement.Nation || terms is null ? 0 : (terms.PermitRequestedDay + terms.PermitLeadDays) * Day;
    }
}
