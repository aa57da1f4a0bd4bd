using System.CommandLine;
using System.Globalization;
using Google.Type;

namespace Summit.Cli.Input;

/// <summary>Options that accept a calendar date, always yyyy-MM-dd.</summary>
internal static class Dates
{
    public static Option<Date?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "yyyy-MM-dd",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return new Date { Year = day.Year, Month = day.Month, Day = day.Day };
            }

            result.AddError($"{name}: \"{text}\" is not a date. Give a date such as 2025-02-17.");
            return null;
        },
    };
}
