using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Checking;

/// <summary>Checks the serials of a unit: together they carry all of it, and nothing enters before it is there. Loads are in twenty-fourths of a tonne.</summary>
internal static class SerialRules
{
    private const int Day = 24;

    /// <summary>The faults of a leg by itself.</summary>
    public static IEnumerable<string> OfLeg(MovementArc arc, LiftPool? pool, MovementLeg leg, long tonnes)
    {
        if (leg.Serials.Count == 0 || leg.Serials.Any(s => s.StartHour < 0 || s.FinishHour <= s.StartHour || s.RateTonnesPerDay <= 0))
        {
            yield return $"has no time on {arc.Id}";
            yield break;
        }

        if (leg.StartHour != leg.Serials.Min(s => s.StartHour) || leg.FinishHour != leg.Serials.Max(s => s.FinishHour))
        {
            yield return $"enters {arc.Id} at other hours than its serials";
        }

        if (leg.RateTonnesPerDay != Busiest(leg, s => s.RateTonnesPerDay) || leg.Assets != Busiest(leg, s => s.Assets))
        {
            yield return $"uses more or less of {arc.Id} than it says";
        }

        if (leg.Serials.Sum(s => s.RateTonnesPerDay * (s.FinishHour - s.StartHour)) < Day * tonnes)
        {
            yield return $"is not through {arc.Id} at its rate";
        }

        if (leg.ArrivalHour != Arrivals(arc, pool, leg).Max(p => p.To))
        {
            yield return $"arrives over {arc.Id} at the wrong hour";
        }

        if (pool is null ? leg.Serials.Any(s => s.Assets != 0) : leg.Serials.Sum(s => (long)s.Assets * pool.PayloadTonnes) < tonnes || leg.Serials.Any(s => s.FinishHour - s.StartHour < RoundTrip(arc, pool)))
        {
            yield return $"is not carried over {arc.Id} by its lift";
        }
    }

    /// <summary>Parts of a unit as they reach the end of an arc.</summary>
    public static List<Part> Arrivals(MovementArc arc, LiftPool? pool, MovementLeg leg) =>
        [.. leg.Serials.Select(s => pool is null
            ? new Part(s.StartHour + arc.TransitHours, s.FinishHour + arc.TransitHours, Load(pool, s))
            : new Part(s.StartHour + Delivery(arc, pool), s.StartHour + Delivery(arc, pool), Load(pool, s)))];

    /// <summary>Parts of a unit as they enter an arc. A load of lift is needed as a whole when its assets leave.</summary>
    public static List<Part> Entries(LiftPool? pool, IEnumerable<MovementSerial> serials) =>
        [.. serials.Select(s => new Part(s.StartHour, pool is null ? s.FinishHour : s.StartHour, Load(pool, s)))];

    /// <summary>Whether at each hour no more has entered than has come a number of hours before.</summary>
    /// <param name="entered">What enters.</param>
    /// <param name="came">What comes.</param>
    /// <param name="hours">Hours between.</param>
    /// <param name="tonnes">The whole unit; the last load of lift may be smaller than its assets can carry.</param>
    public static bool IsThere(List<Part> entered, List<Part> came, int hours, long tonnes) =>
        entered.SelectMany(p => new[] { p.From, p.To }).Concat(came.SelectMany(p => new[] { p.From + hours, p.To + hours })).Distinct()
            .All(hour => Math.Min(Day * tonnes, Until(entered, hour)) <= Until(came, hour - hours));

    private static long Until(List<Part> parts, int hour) => parts.Sum(p =>
        hour >= p.To ? p.Load : hour <= p.From ? 0 : p.Load / (p.To - p.From) * (hour - p.From));

    private static long Load(LiftPool? pool, MovementSerial serial)
    {
        var passes = serial.RateTonnesPerDay * (serial.FinishHour - serial.StartHour);
        return pool is null ? passes : Math.Min(passes, Day * (long)serial.Assets * pool.PayloadTonnes);
    }

    private static long Busiest(MovementLeg leg, Func<MovementSerial, long> amount) =>
        leg.Serials.Max(now => leg.Serials.Where(s => s.StartHour <= now.StartHour && s.FinishHour > now.StartHour).Sum(amount));

    /// <summary>Hours until an asset has delivered.</summary>
    public static int Delivery(MovementArc arc, LiftPool pool) => UpToHours(arc.DistanceKm, pool);

    private static int RoundTrip(MovementArc arc, LiftPool pool) => UpToHours(2L * arc.DistanceKm, pool);

    private static int UpToHours(long km, LiftPool pool) => (int)Math.Ceiling((km / (decimal)pool.BlockSpeedKmh) + pool.LoadHours + pool.UnloadHours);
}

/// <summary>A part of a unit that comes or goes evenly from one hour to another, or at once when they are the same.</summary>
internal readonly record struct Part(int From, int To, long Load);
