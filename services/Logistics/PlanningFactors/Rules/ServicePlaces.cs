namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>
/// Places that serve one vehicle after another: parking places of an airfield (MOG), ramps and tracks of a rail yard, tracks of
/// a change of gauge.
/// </summary>
internal static class ServicePlaces
{
    /// <summary>Vehicles served in a day: places x hours / hours per vehicle x the fraction of the time that is used.</summary>
    public static Interval PerDay(Interval places, Interval hoursPerDay, Interval hoursEach, Interval efficiency) => places * hoursPerDay / hoursEach * efficiency;
}
