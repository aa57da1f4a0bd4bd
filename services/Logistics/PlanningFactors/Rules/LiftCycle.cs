namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>One means of transport that shuttles: load, travel, unload, return empty.</summary>
/// <param name="DistanceKm">Distance of one direction, km.</param>
/// <param name="SpeedKmh">Average speed from start to stop, km/h.</param>
/// <param name="LoadHours">Hours to load it.</param>
/// <param name="UnloadHours">Hours to unload it.</param>
internal readonly record struct LiftCycle(Interval DistanceKm, Interval SpeedKmh, Interval LoadHours, Interval UnloadHours)
{
    /// <summary>Hours from the begin of loading to the end of unloading.</summary>
    public Interval DeliveryHours => TransitTime.Hours(DistanceKm, SpeedKmh, TransitTime.HoursPerDay, LoadHours + UnloadHours);

    /// <summary>Hours from one loading to the next.</summary>
    public Interval RoundTripHours => DeliveryHours + TransitTime.Hours(DistanceKm, SpeedKmh, TransitTime.HoursPerDay, Interval.Zero);
}
