using Summit.Kernel;

namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>Ships and berths.</summary>
internal static class SeaTransport
{
    private static readonly Rational BothWays = 2;

    /// <summary>What berths discharge in a day, tonnes.</summary>
    public static Interval DischargePerDay(Interval berths, Interval tonnesPerHour, Interval hoursPerDay, Interval efficiency) =>
        berths * tonnesPerHour * hoursPerDay * efficiency;

    /// <summary>Days from one loading of a ship to its next: the outward and the return voyage, with handling at the end of each.</summary>
    public static Interval CycleDays(Interval distanceKm, Interval speedKmh, Interval handlingHours) =>
        BothWays * ((distanceKm / speedKmh) + handlingHours) / TransitTime.HoursPerDay;

    /// <summary>What ships carry in a day, tonnes.</summary>
    public static Interval TonnesPerDay(Interval ships, Interval payloadTonnes, Interval cycleDays) => ships * payloadTonnes / cycleDays;
}
