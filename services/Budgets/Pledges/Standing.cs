using Google.Type;
using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;

namespace Summit.Budgets.Pledges;

/// <summary>Where one pledge stood on a day.</summary>
internal sealed record Standing(Pledge Pledge, Ladder Ladder, int? UndeliveredAgeDays, bool PublishedLater)
{
    public string Nation => ResourceNames.NationOf(Pledge.Name);

    /// <summary>Counts the events up to the day; one that a later event replaced still stood then.</summary>
    public static Standing Of(Pledge pledge, DateOnly day, Date asOf, FactBook facts)
    {
        var events = pledge.Events.Where(step => Days.Of(step.EventDate) <= day).ToList();
        var ladder = Ladder.Of(events);
        var later = events.Any(step => Days.IsLater(step.Source ?? pledge.Source, asOf));
        var age = events.Count > 0 && ladder.Undelivered.Sign > 0 ? day.DayNumber - events.Min(step => Days.Of(step.EventDate)!.Value).DayNumber : (int?)null;
        facts.Use(
            pledge.Name,
            $"pledge, {events.Count} events to {day:yyyy-MM-dd}",
            $"{pledge.CurrencyCode} {ladder.Undelivered.ToText(2)} undelivered",
            pledge.Source);
        return new(pledge, ladder, age, later);
    }

    public PledgeProgress ToProgress(string currency)
    {
        var progress = new PledgeProgress
        {
            Pledge = Pledge.Name,
            Steps = Ladder.ToSteps(currency),
            Undelivered = Amount.ToMoney(Ladder.Undelivered, currency),
            PublishedLater = PublishedLater,
        };
        if (UndeliveredAgeDays is { } age)
        {
            progress.UndeliveredAgeDays = age;
        }

        return progress;
    }
}
