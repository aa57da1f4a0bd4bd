using Google.Type;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Budgets.Facts;

/// <summary>Knowledge time: what was known on the requested day.</summary>
internal static class Knowledge
{
    /// <summary>Creates the evidence for a response of this service.</summary>
    public static Evidence Evidence(Date? asOf) => new("summit.budgets.v1", asOf.TryDay());

    /// <summary>Returns whether the source was published after the requested day.</summary>
    public static bool IsLater(Source? source, Date? asOf) => source?.PublishDate.TryDay() > asOf.TryDay();

    /// <summary>Refuses a day before the first day for which data is stored. OUT_OF_RANGE.</summary>
    public static void RequireFrom(DateOnly first, Date? asOf, string what)
    {
        if (asOf.TryDay() is { } day && day < first)
        {
            throw new NotHeldException(
                $"as_of {day:yyyy-MM-dd} is before the first of the {what} held; it must be {first:yyyy-MM-dd} or later.",
                new Dictionary<string, string> { ["from"] = $"{first:yyyy-MM-dd}" });
        }
    }

    /// <summary>Records an amount as used.</summary>
    public static void UseMoney(this Evidence evidence, string name, string description, Money? value, Source? source) => evidence.Use(
        name, description, value is null ? "" : Amount.Of(value).ToText(9), value?.CurrencyCode ?? "", source);
}
