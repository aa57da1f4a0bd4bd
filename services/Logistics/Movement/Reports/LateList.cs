using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Reports;

/// <summary>The units that miss a date, with days and cause, the latest first.</summary>
internal static class LateList
{
    private const int HoursPerDay = 24;

    public static IEnumerable<MovementLate> Of(IEnumerable<MovementItinerary> itineraries) => itineraries
        .Where(i => i.LateHours + i.DebarkationLateHours + i.OperationalLateHours > 0)
        .Select(i => new MovementLate
        {
            Requirement = i.Requirement,
            ArrivalDays = Days(i.LateHours),
            DebarkationDays = Days(i.DebarkationLateHours),
            OperationalDays = Days(i.OperationalLateHours),
            Delay = i.Delay?.Clone(),
        })
        .OrderByDescending(l => l.ArrivalDays).ThenByDescending(l => l.OperationalDays).ThenByDescending(l => l.DebarkationDays).ThenBy(l => l.Requirement, StringComparer.Ordinal);

    private static int Days(int hours) => (hours + HoursPerDay - 1) / HoursPerDay;
}
