using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Reports;

/// <summary>Persons and tonnes at the ports of debarkation and at the destinations by day, against what is required there.</summary>
internal static class ClosureCurve
{
    private const int HoursPerDay = 24;

    public static IEnumerable<MovementCurvePoint> Of(IReadOnlyList<(MovementRequirement Requirement, MovementItinerary Itinerary)> units)
    {
        var points = new SortedDictionary<int, MovementCurvePoint>();
        foreach (var (requirement, itinerary) in units)
        {
            var (tonnes, persons, apart) = (TonnesOf(requirement), requirement.Persons, itinerary.PersonsPart);
            At(itinerary.HasDebarkationHour, DayOf(CargoDebarked(itinerary)), p => p.DebarkedTonnes += tonnes);
            At(itinerary.HasDebarkationHour, DayOf(apart?.DebarkationHour ?? itinerary.DebarkationHour), p => p.DebarkedPersons += persons);
            At(true, DayOf(CargoArrived(itinerary)), p => p.ArrivedTonnes += tonnes);
            At(true, DayOf(apart?.ArrivalHour ?? itinerary.ArrivalHour), p => p.ArrivedPersons += persons);
            At(true, DayOf(itinerary.OperationalHour), p => p.OperationalPersons += persons);
            At(true, requirement.RequiredDeliveryDay, p => (p.RequiredPersons, p.RequiredTonnes) = (p.RequiredPersons + persons, p.RequiredTonnes + tonnes));
            At(requirement.HasLatestArrivalDay, requirement.LatestArrivalDay, p => (p.RequiredDebarkedPersons, p.RequiredDebarkedTonnes) = (p.RequiredDebarkedPersons + persons, p.RequiredDebarkedTonnes + tonnes));
        }

        return Sums(points.Values);

        void At(bool counts, int day, Action<MovementCurvePoint> add)
        {
            if (counts)
            {
                add(points.TryGetValue(day, out var point) ? point : points[day] = new MovementCurvePoint { Day = day });
            }
        }
    }

    /// <summary>All cargo, at least one tonne, so that a unit with persons only still passes in an order.</summary>
    public static long TonnesOf(MovementRequirement r) => Math.Max(1, r.BulkTonnes + r.OversizeTonnes + r.OutsizeTonnes + r.NotByAirTonnes);

    /// <summary>The hour at which the cargo is at the destination. The unit's own hour also waits for persons that travel apart.</summary>
    private static int CargoArrived(MovementItinerary itinerary) => itinerary.PersonsPart is null ? itinerary.ArrivalHour
        : itinerary.ReceptionSerials.Count > 0 ? itinerary.ReceptionSerials.Max(s => s.FinishHour) : itinerary.ReceptionHour;

    private static int CargoDebarked(MovementItinerary itinerary) => itinerary.HasCargoDebarkationHour ? itinerary.CargoDebarkationHour : itinerary.DebarkationHour;

    private static IEnumerable<MovementCurvePoint> Sums(IEnumerable<MovementCurvePoint> points)
    {
        var sum = new MovementCurvePoint();
        foreach (var point in points)
        {
            sum = new MovementCurvePoint
            {
                Day = point.Day,
                DebarkedTonnes = sum.DebarkedTonnes + point.DebarkedTonnes,
                DebarkedPersons = sum.DebarkedPersons + point.DebarkedPersons,
                ArrivedTonnes = sum.ArrivedTonnes + point.ArrivedTonnes,
                ArrivedPersons = sum.ArrivedPersons + point.ArrivedPersons,
                OperationalPersons = sum.OperationalPersons + point.OperationalPersons,
                RequiredPersons = sum.RequiredPersons + point.RequiredPersons,
                RequiredTonnes = sum.RequiredTonnes + point.RequiredTonnes,
                RequiredDebarkedPersons = sum.RequiredDebarkedPersons + point.RequiredDebarkedPersons,
                RequiredDebarkedTonnes = sum.RequiredDebarkedTonnes + point.RequiredDebarkedTonnes,
            };
            yield return sum;
        }
    }

    // The hour is an end: what ends with hour 24 is there on day 0.
    private static int DayOf(int hour) => Math.Max(0, hour - 1) / HoursPerDay;
}
