using Google.Type;
using Summit.Api.V1;
using Summit.Hosting.Errors;

namespace Summit.Budgets.Amounts;

/// <summary>The facts that an answer uses, each once, and whether they were known on the day asked about.</summary>
internal sealed class FactBook(Date? asOf)
{
    private readonly SortedDictionary<string, FactUsed> _facts = new(StringComparer.Ordinal);

    /// <summary>The facts in order of name.</summary>
    public IEnumerable<FactUsed> Facts => _facts.Values;

    public bool AnyPublishedLater => _facts.Values.Any(fact => fact.PublishedLater);

    /// <summary>Notes a fact; the first note of a name stands.</summary>
    public void Use(string name, string description, string value, Source? source)
    {
        if (_facts.ContainsKey(name))
        {
            return;
        }

        var published = Days.Of(source?.PublishDate);
        var day = Days.Of(asOf);
        _facts[name] = new FactUsed
        {
            Name = name,
            Description = description,
            Value = value,
            Source = source,
            AgeDays = published is { } from && day is { } to ? to.DayNumber - from.DayNumber : 0,
            PublishedLater = Days.IsLater(source, asOf),
            Service = "summit.budgets.v1",
        };
    }

    /// <summary>Name of a fact: its resource name, or where it stands in the request.</summary>
    public static string NameOf(string resourceName, string inlinePath) => resourceName.Length > 0 ? resourceName : $"inline/{inlinePath}";
}

/// <summary>Calendar days on the wire.</summary>
internal static class Days
{
    public static DateOnly? Of(Date? date) => date is null || date.Year == 0 ? null : new DateOnly(date.Year, date.Month, date.Day);

    public static Date ToDate(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    /// <summary>Whether the source was published after the day asked about.</summary>
    public static bool IsLater(Source? source, Date? asOf) => Of(source?.PublishDate) > Of(asOf);
}

/// <summary>Knowledge time.</summary>
internal static class AsOf
{
    /// <summary>Refuses a day before the first one that anything is held about.</summary>
    public static void RequireFrom(DateOnly first, Date? asOf, string what)
    {
        if (Days.Of(asOf) is { } day && day < first)
        {
            throw new NotHeldException(
                $"as_of {day:yyyy-MM-dd} is before the first of the {what} held; allowed is {first:yyyy-MM-dd} or later.",
                new Dictionary<string, string> { ["from"] = $"{first:yyyy-MM-dd}" });
        }
    }
}
