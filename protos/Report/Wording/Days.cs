using Google.Type;

namespace Summit.Report.Wording;

/// <summary>Calendar dates as text.</summary>
internal static class Days
{
    /// <summary>The date as yyyy-MM-dd; empty when it is not set.</summary>
    public static string Text(Date? date) => date is null ? "" : $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";
}
