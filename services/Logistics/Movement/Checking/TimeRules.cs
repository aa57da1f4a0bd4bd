using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Checking;

/// <summary>Checks the hours of a unit: its serials carry all of it, and none begins before what it waits for.</summary>
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
            var pool = PoolOf(problem, arc);
            faults.AddRange(SerialRules.OfLeg(arc, pool, leg, tonnes).Select(f => $"{requirement.Id} {f}"));
            Require(leg.StartHour >= PermitHour(problem, requirement, arc), $"crosses the border on {arc.Id} before the permit");
            if (!embarked && arc.FromNode == requirement.EmbarkationPort)
            {
                embarked = true;
                Require(leg.StartHour >= requirement.AvailableToLoadDay * Day, "leaves its port before it is available to load");
            }

            Require(arc.ToNode != requirement.DebarkationPort || FirstThere(arc, pool, leg) >= requirement.EarliestArrivalDay * Day, "reaches its port before the earliest arrival");
            if (i > 0)
            {
                Require(Follows(problem, itinerary.Legs[i - 1], leg, tonnes), $"enters {arc.Id} before it is there");
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
        var pool = PoolOf(problem, arc);
        var node = problem.Nodes.First(n => n.Id == requirement.Destination);
        var received = SerialRules.Entries(null, itinerary.ReceptionSerials);
        if (node.HasThroughputTonnesPerDay
            ? received.Count == 0 || received.Sum(p => p.Load) < Day * Tonnes(requirement) || !SerialRules.IsThere(received, SerialRules.Arrivals(arc, pool, leg), 0, Tonnes(requirement))
                || itinerary.ReceptionHour != received.Min(p => p.From) || itinerary.ArrivalHour != received.Max(p => p.To)
            : itinerary.ReceptionHour < leg.ArrivalHour || itinerary.ArrivalHour < itinerary.ReceptionHour)
        {
            faults.Add($"{requirement.Id} is received at {node.Id} before it has arrived there");
        }

        if (itinerary.IntegrationHour < itinerary.ArrivalHour || itinerary.OperationalHour - itinerary.IntegrationHour != node.IntegrationHours)
        {
            faults.Add($"{requirement.Id} is operational before its integration at {node.Id} is over");
        }
    }

    private static bool Follows(MovementProblem problem, MovementLeg before, MovementLeg leg, long tonnes)
    {
        var (a, b) = (problem.Arcs.First(x => x.Id == before.Arc), problem.Arcs.First(x => x.Id == leg.Arc));
        var changes = a.Mode != b.Mode && a.Mode != TransportMode.GaugeChange && b.Mode != TransportMode.GaugeChange;
        return SerialRules.IsThere(
            SerialRules.Entries(PoolOf(problem, b), leg.Serials), SerialRules.Arrivals(a, PoolOf(problem, a), before), changes ? problem.Nodes.First(n => n.Id == b.FromNode).HandlingHours : 0, tonnes);
    }

    private static LiftPool? PoolOf(MovementProblem problem, MovementArc arc) => problem.LiftPools.FirstOrDefault(p => p.Id == arc.LiftPool);

    private static int FirstThere(MovementArc arc, LiftPool? pool, MovementLeg leg) => leg.StartHour + (pool is null ? arc.TransitHours : SerialRules.Delivery(arc, pool));

    private static int PermitHour(MovementProblem problem, MovementRequirement requirement, MovementArc arc)
    {
        var from = problem.Nodes.First(n => n.Id == arc.FromNode).Nation;
        var to = problem.Nodes.First(n => n.Id == arc.ToNode).Nation;
        var terms = problem.Terms.FirstOrDefault(t => t.Nation == to);
        return from == to || to == requirement.Nation || terms is null ? 0 : (terms.PermitRequestedDay + terms.PermitLeadDays) * Day;
    }
}
