using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>Converts a plan to messages of the contract.</summary>
internal static class PlanReport
{
    private const int HoursPerDay = 24;

    public static MovementPlan Of(PlanModel model, DraftPlan draft)
    {
        var rows = Enumerable.Range(0, model.Rows.Count).ToList();
        var delays = new Delays(model, draft);
        var plan = new MovementPlan
        {
            Itineraries = { rows.Select(r => Itinerary(model, draft, delays, r)) },
            ClosureHour = rows.Max(draft.Arrival),
            OperationalHour = rows.Max(draft.Operational),
            Uses = { CapacityUse.Of(model, draft) },
        };
        var ioc = model.Problem.IocRequirements.ToHashSet(StringComparer.Ordinal);
        var first = plan.Itineraries.Where(i => ioc.Contains(i.Requirement)).ToList();
        if (first.Count > 0 && first.Count == ioc.Count)
        {
            plan.IocHour = first.Max(i => i.OperationalHour);
        }

        plan.Curve.Add(Curve(model, plan));
        return plan;
    }

    private static MovementItinerary Itinerary(PlanModel model, DraftPlan draft, Delays delays, int index)
    {
        var (row, chain, placement) = (model.Rows[index], draft.Chains[index], draft.Placements[index]);
        var itinerary = new MovementItinerary
        {
            Requirement = row.Requirement.Id,
            ReceptionHour = placement.Reception,
            ArrivalHour = draft.Arrival(index),
            IntegrationHour = placement.Integration,
            OperationalHour = draft.Operational(index),
            ReceptionSerials = { placement.Stages[^1].Select(Message) },
        };
        foreach (var (i, arc) in chain.Arcs.Index())
        {
            itinerary.Legs.Add(Leg(model.Network.Arcs[arc].Id, chain.Stages[i], placement.Stages[i]));
            if (model.Network.To[arc] == row.Debarkation)
            {
                itinerary.DebarkationHour = itinerary.Legs[^1].ArrivalHour;
            }
        }

        itinerary.LateHours = Math.Max(0, itinerary.ArrivalHour - row.DueHour);
        itinerary.DebarkationLateHours = row.Requirement.HasLatestArrivalDay ? Math.Max(0, itinerary.DebarkationHour - EndOf(row.Requirement.LatestArrivalDay)) : 0;
        itinerary.OperationalLateHours = row.Requirement.HasCommanderRequiredDay ? Math.Max(0, itinerary.OperationalHour - EndOf(row.Requirement.CommanderRequiredDay)) : 0;
        if (itinerary.LateHours > 0)
        {
            itinerary.Delay = delays.Of(index);
        }

        return itinerary;
    }

    private static MovementLeg Leg(string arc, Stage stage, Serial[] serials) => new()
    {
        Arc = arc,
        StartHour = serials[0].Start,
        FinishHour = serials.Max(s => s.Finish),
        ArrivalHour = (stage.Lift is null ? serials[^1].Finish : serials[^1].Start) + stage.Transit,
        RateTonnesPerDay = MostAtOnce(serials, s => s.Rate),
        Assets = MostAtOnce(serials, s => s.Assets),
        Serials = { serials.Select(Message) },
    };

    private static MovementSerial Message(Serial serial) => new() { StartHour = serial.Start, FinishHour = serial.Finish, RateTonnesPerDay = serial.Rate, Assets = serial.Assets };

    // Round trips of one unit can overlap.
    private static int MostAtOnce(Serial[] serials, Func<Serial, int> amount) => serials.Max(now => serials.Where(s => s.Start <= now.Start && s.Finish > now.Start).Sum(amount));

    private static int EndOf(int day) => (day + 1) * HoursPerDay;

    private static IEnumerable<MovementCurvePoint> Curve(PlanModel model, MovementPlan plan)
    {
        var rows = model.Rows.Zip(plan.Itineraries, (r, i) => (r.Tonnes, r.Requirement.Persons, Due: r.Requirement.RequiredDeliveryDay, Itinerary: i)).ToList();
        var days = rows.SelectMany(r => new[] { DayOf(r.Itinerary.ArrivalHour), DayOf(r.Itinerary.OperationalHour), r.Due }
            .Concat(r.Itinerary.HasDebarkationHour ? [DayOf(r.Itinerary.DebarkationHour)] : [])).Distinct().Order();
        return days.Select(day => new MovementCurvePoint
        {
            Day = day,
            DebarkedTonnes = rows.Where(r => r.Itinerary.HasDebarkationHour && DayOf(r.Itinerary.DebarkationHour) <= day).Sum(r => r.Tonnes),
            ArrivedTonnes = rows.Where(r => DayOf(r.Itinerary.ArrivalHour) <= day).Sum(r => r.Tonnes),
            ArrivedPersons = rows.Where(r => DayOf(r.Itinerary.ArrivalHour) <= day).Sum(r => r.Persons),
            OperationalPersons = rows.Where(r => DayOf(r.Itinerary.OperationalHour) <= day).Sum(r => r.Persons),
            RequiredPersons = rows.Where(r => r.Due <= day).Sum(r => r.Persons),
        });
    }

    // The hour is an end: what ends with hour 24 is there on day 0.
    private static int DayOf(int hour) => Math.Max(0, hour - 1) / HoursPerDay;
}
