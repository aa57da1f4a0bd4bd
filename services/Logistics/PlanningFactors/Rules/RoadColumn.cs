using Summit.Kernel;

namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>A column on a road: groups of vehicles with gaps between them.</summary>
/// <param name="Vehicles">Vehicles.</param>
/// <param name="DensityPerKm">Vehicles per kilometre within a group.</param>
/// <param name="SpeedKmh">Speed, km/h.</param>
/// <param name="GapMinutes">Total of all gaps, minutes.</param>
internal readonly record struct RoadColumn(Interval Vehicles, Interval DensityPerKm, Interval SpeedKmh, Interval GapMinutes)
{
    private static readonly Rational MinutesPerHour = 60;

    private Interval GapHours => GapMinutes / MinutesPerHour;

    /// <summary>Length on the road, km.</summary>
    public Interval LengthKm => (Vehicles / DensityPerKm) + (GapHours * SpeedKmh);

    /// <summary>Hours from the first to the last vehicle at one point: length / speed. A higher speed does not lengthen the gaps.</summary>
    public Interval PassTimeHours => (Vehicles / (DensityPerKm * SpeedKmh)) + GapHours;

    /// <summary>Hours from the start of the first to the arrival of the last vehicle.</summary>
    public Interval ClearTimeHours(Interval distanceKm, Interval haltHours) => (distanceKm / SpeedKmh) + PassTimeHours + haltHours;

    /// <summary>What columns carry in a day, tonnes.</summary>
    public static Interval TonnesPerDay(Interval columnsPerDay, Interval vehicles, Interval tonnesPerVehicle) => columnsPerDay * vehicles * tonnesPerVehicle;
}
