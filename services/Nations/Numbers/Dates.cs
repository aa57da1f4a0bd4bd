using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;

namespace Summit.Nations.Numbers;

/// <summary>Calendar days between the wire and the rules. Days are UTC.</summary>
internal static class Dates
{
    public static DateOnly ToDateOnly(this Date date) => new(date.Year, date.Month, date.Day);

    /// <summary>The day, or null when none was given or there is no such day; for checks of requests that may be wrong.</summary>
    public static DateOnly? TryDay(this Date? date) =>
        date is { Year: >= 1 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 } && date.Day <= DateTime.DaysInMonth(date.Year, date.Month) ? date.ToDateOnly() : null;

    public static Date ToDate(this DateOnly date) => new() { Year = date.Year, Month = date.Month, Day = date.Day };

    public static DateOnly Day(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    public static DateOnly Day(this Timestamp instant) => DateOnly.FromDateTime(instant.ToDateTime());

    /// <summary>First instant of the day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>First instant after the day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    public static int DaysUntil(this DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;
}
