using Google.Type;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Budgets.Facts;

/// <summary>Knowledge time: what was known on the day asked about.</summary>
internal static class Knowledge
{
    /// <summary>The evidence of an answer of this service.</summary>
    public static Evidence Evidence(Date? asOf) => new("summit.budgets.v1", asOf.TryDay());

    /// <summary>Whether the source was published after the day asked about.</summary>
    public static bool IsLater(Source? source, Date? asOf) => source?.PublishDate.TryDay() > asOf.TryDay();

    /// <summary>Refuses a day before the first one that anything is held about. OUT_OF_RANGE.</summary>
    public static void RequireFrom(DateOnly first, Date? asOf, string what)
    {
        if (asOf.TryDay() is { } day && day < first)
        {
            throw new NotHeldException(
                $"as_of {day:yyyy-MM-dd} is before the first of the {what} held; allowed is {first:yyyy-MM-dd} or later.",
                new Dictionary<string, string> { ["from"] = $"{first:yyyy-MM-dd}" });
        }
    }

    /// <summary>Notes an amount as used.</summary>
    public static void UseMoney(this Evidence evidence, string name, string description, Money? value, Source? source) => evidence.Use(
        name, description, value is null ? "" : Amount.Of(value).ToText(9), value?.CurrencyCode ?? "", source);
}
