using Summit.Kernel;

namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>How long one trip takes.</summary>
internal static class TransitTime
{
    public static readonly Rational HoursPerDay = 24;

    /// <summary>Hours of a trip: travel spread over days with a limited number of travel hours, plus loading and unloading.</summary>
    public static Interval Hours(Interval distanceKm, Interval speedKmh, Interval travelHoursPerDay, Interval handlingHours) =>
        (distanceKm / speedKmh * HoursPerDay / travelHoursPerDay) + handlingHours;

    /// <summary>Whole days, rounded up.</summary>
    public static Interval Days(Interval hours) => (hours / HoursPerDay).Ceiling();
}
