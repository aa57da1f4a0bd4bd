using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>Converts a plan to messages of the contract.</summary>
internal static class PlanReport
{
    private const int HoursPerDay = 24;

    public static MovementPlan Of(PlanModel model, DraftPlan draft)
    {
        var rows = Enumerable.Range(0, model.Rows.Count).ToList();
        var plan = new MovementPlan
        {
            Itineraries = { rows.Select(r => Itinerary(model, draft, r)) },
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

    private static MovementItinerary Itinerary(PlanModel model, DraftPlan draft, int index)
    {
        var (row, chain, starts) = (model.Rows[index], draft.Chains[index], draft.Starts[index]);
        var times = new LegTimes(model.Network);
        var itinerary = new MovementItinerary
        {
            Requirement = row.Requirement.Id,
            ReceptionHour = starts[chain.Reception],
            ArrivalHour = draft.Arrival(index),
            IntegrationHour = starts[chain.Integration],
            OperationalHour = draft.Operational(index),
        };
        foreach (var (i, arc) in chain.Arcs.Index())
        {
            var finish = starts[i] + chain.Steps[i].Duration;
            itinerary.Legs.Add(new MovementLeg
            {
                Arc = model.Network.Arcs[arc].Id,
                StartHour = starts[i],
                FinishHour = finish,
                ArrivalHour = finish + times.Tail(arc),
                RateTonnesPerDay = LegTimes.RateOver(row.Tonnes, chain.Steps[i].Duration),
                Assets = times.Lift(row, arc)?.Assets ?? 0,
            });
            if (model.Network.To[arc] == row.Debarkation)
            {
                itinerary.DebarkationHour = finish + times.Tail(arc);
            }
        }

        itinerary.LateHours = Math.Max(0, itinerary.ArrivalHour - row.DueHour);
        itinerary.DebarkationLateHours = row.Requirement.HasLatestArrivalDay ? Math.Max(0, itinerary.DebarkationHour - EndOf(row.Requirement.LatestArrivalDay)) : 0;
        itinerary.OperationalLateHours = row.Requirement.HasCommanderRequiredDay ? Math.Max(0, itinerary.OperationalHour - EndOf(row.Requirement.CommanderRequiredDay)) : 0;
        if (itinerary.LateHours > 0)
        {
            itinerary.Delay = Delays.Of(model, draft, index);
        }

        return itinerary;
    }

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
