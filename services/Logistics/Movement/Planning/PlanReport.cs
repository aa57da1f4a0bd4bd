using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>Converts a plan to messages of the contract; <see cref="Reports.MovementReports"/> completes them.</summary>
internal static class PlanReport
{
    private const int HoursPerDay = 24;

    public static MovementPlan Of(PlanModel model, DraftPlan draft, CancellationToken cancellationToken)
    {
        var rows = Enumerable.Range(0, model.Rows.Count).ToList();
        var delays = new Delays(model, draft);
        var itineraries = rows.Select(r =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Itinerary(model, draft, delays, r);
        });
        return new MovementPlan { Itineraries = { itineraries }, Uses = { CapacityUse.Of(model, draft) } };
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
}
