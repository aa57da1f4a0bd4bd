using Google.Type;

namespace Summit.Logistics;

/// <summary>Between the contract's dates and the ones computed with.</summary>
internal static class Dates
{
    public static DateOnly ToDateOnly(this Date date) => new(date.Year, date.Month, date.Day);

    public static Date ToDate(this DateOnly date) => new() { Year = date.Year, Month = date.Month, Day = date.Day };

    /// <summary>Whether it is a real day; the field rules report one that is not.</summary>
    public static bool IsReal(this Date date) =>
        date.Year is >= 1 and <= 9999 && date.Month is >= 1 and <= 12 && date.Day >= 1 && date.Day <= System.DateTime.DaysInMonth(date.Year, date.Month);
}
