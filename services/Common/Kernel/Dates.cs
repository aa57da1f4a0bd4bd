using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;

namespace Summit.Kernel;

/// <summary>Calendar days between the wire and the rules. Days are UTC.</summary>
public static class Dates
{
    /// <summary>The day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day. Requests are checked before; use <see cref="TryDay"/> where they are not.</exception>
    public static DateOnly ToDateOnly(this Date date) => new(date.Year, date.Month, date.Day);

    /// <summary>The day, or null when none was given or there is no such day.</summary>
    public static DateOnly? TryDay(this Date? date) =>
        date is { Year: >= 1 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 } && date.Day <= DateTime.DaysInMonth(date.Year, date.Month) ? date.ToDateOnly() : null;

    /// <summary>The day on the wire.</summary>
    public static Date ToDate(this DateOnly date) => new() { Year = date.Year, Month = date.Month, Day = date.Day };

    /// <summary>The day of an instant.</summary>
    public static DateOnly Day(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    /// <inheritdoc cref="Day(DateTimeOffset)"/>
    public static DateOnly Day(this Timestamp instant) => DateOnly.FromDateTime(instant.ToDateTime());

    /// <summary>First instant of the day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>First instant after the day; the last day that can be written never ends, and stands for its start.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day < DateOnly.MaxValue ? day.AddDays(1) : day);

    /// <summary>Days from one day to another; negative when the other is earlier.</summary>
    public static int DaysUntil(this DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;
}
