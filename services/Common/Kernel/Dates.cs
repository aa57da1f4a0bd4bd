using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;

namespace Summit.Kernel;

/// <summary>Converts calendar days between wire types and .NET types. Days are in UTC.</summary>
public static class Dates
{
    /// <summary>Converts a wire date to a day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The day does not exist. Requests are normally validated first; use <see cref="TryDay"/> where they are not.
    /// </exception>
    public static DateOnly ToDateOnly(this Date date) => new(date.Year, date.Month, date.Day);

    /// <summary>Converts a wire date to a day; null when it is not set or the day does not exist.</summary>
    public static DateOnly? TryDay(this Date? date) =>
        date is { Year: >= 1 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 } && date.Day <= DateTime.DaysInMonth(date.Year, date.Month) ? date.ToDateOnly() : null;

    /// <summary>Converts a day to a wire date.</summary>
    public static Date ToDate(this DateOnly date) => new() { Year = date.Year, Month = date.Month, Day = date.Day };

    /// <summary>Returns the day of an instant.</summary>
    public static DateOnly Day(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    /// <inheritdoc cref="Day(DateTimeOffset)"/>
    public static DateOnly Day(this Timestamp instant) => DateOnly.FromDateTime(instant.ToDateTime());

    /// <summary>Returns the first instant of the day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>
    /// Returns the first instant after the day. The last day that can be represented has no later instant, so its start is
    /// returned.
    /// </summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day < DateOnly.MaxValue ? day.AddDays(1) : day);

    /// <summary>Returns the number of days from one day to another; negative when the other is earlier.</summary>
    public static int DaysUntil(this DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;
}
