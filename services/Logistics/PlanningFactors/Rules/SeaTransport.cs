namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>Ships and berths.</summary>
internal static class SeaTransport
{
    /// <summary>What berths discharge in a day, tonnes.</summary>
    public static Interval DischargePerDay(Interval berths, Interval tonnesPerHour, Interval hoursPerDay, Interval efficiency) =>
        berths * tonnesPerHour * hoursPerDay * efficiency;

    /// <summary>Days from one loading of a ship to its next: the outward and the return voyage, with handling at the end of each.</summary>
    public static Interval CycleDays(Interval distanceKm, Interval speedKmh, Interval handlingHours) =>
        new LiftCycle(distanceKm, speedKmh, handlingHours, handlingHours).RoundTripHours / TransitTime.HoursPerDay;

    /// <summary>What ships carry in a day, tonnes.</summary>
    public static Interval TonnesPerDay(Interval ships, Interval payloadTonnes, Interval cycleDays) => ships * payloadTonnes / cycleDays;
}
