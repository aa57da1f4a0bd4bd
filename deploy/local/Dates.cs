using System.CommandLine;
using System.Globalization;
using Google.Type;

namespace Summit.Local;

/// <summary>Calendar dates on the command line and in reports, always yyyy-MM-dd.</summary>
internal static class Dates
{
    public static Option<Date?> Option(string name, string description, Date standard) => new(name)
    {
        Description = $"{description} yyyy-MM-dd. Default {Text(standard)}.",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return new Date { Year = day.Year, Month = day.Month, Day = day.Day };
            }

            result.AddError($"{name} '{result.Tokens[0].Value}' is not a date such as {Text(standard)}.");
            return null;
        },
    };

    public static string Text(Date? date) => date is null ? "" : $"{date.Year:0000}-{date.Month:00}-{date.Day:00}";
}
