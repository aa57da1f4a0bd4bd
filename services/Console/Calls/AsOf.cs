using System.Globalization;
using Google.Type;

namespace Summit.WebConsole.Calls;

/// <summary>The day of a page's knowledge, from its address.</summary>
internal static class AsOf
{
    /// <summary>The Monday of the Paris meeting, as the contract's default question has it.</summary>
    private const string Default = "2025-02-17";

    /// <summary>The day as it was typed; the default when there is none.</summary>
    public static string Text(HttpContext http) => http.Request.Query["as-of"].ToString() is { Length: > 0 } given ? given : Default;

    /// <summary>The day; null when it cannot be read.</summary>
    public static Date? Day(HttpContext http) =>
        DateOnly.TryParseExact(Text(http), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Date { Year = day.Year, Month = day.Month, Day = day.Day }
            : null;
}
