using Google.Type;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Pledges;

/// <summary>The status of one pledge on a day.</summary>
/// <param name="Pledge">The pledge.</param>
/// <param name="Ladder">Its amounts.</param>
/// <param name="LastEvent">Day of the newest event that counts; null when there was no event yet.</param>
/// <param name="UndeliveredAgeDays">Days since the first event, if an amount is known to be undelivered.</param>
/// <param name="PublishedLater">Whether a used event was published after the day.</param>
internal sealed record Standing(Pledge Pledge, Ladder Ladder, DateOnly? LastEvent, int? UndeliveredAgeDays, bool PublishedLater)
{
    public string Nation => NationNames.NationOf(Pledge.Name);

    /// <summary>Counts the events up to the day. An event that was superseded later still counts on that day.</summary>
    public static Standing Of(Pledge pledge, Date asOf, Evidence evidence)
    {
        var day = asOf.ToDateOnly();
        var events = pledge.Events.Where(step => step.EventDate.TryDay() <= day).ToList();
        var days = events.Select(step => step.EventDate.ToDateOnly()).ToList();
        var ladder = Ladder.Of(events, pledge.UnreportedStages);
        var later = events.Any(step => Knowledge.IsLater(step.Source ?? pledge.Source, asOf));
        evidence.Use(
            pledge.Name,
            $"pledge, {events.Count} events to {day:yyyy-MM-dd}, the newest of {(days.Count > 0 ? $"{days.Max():yyyy-MM-dd}" : "no day")}",
            ladder.Undelivered is { } open ? $"{open.ToText(2)} undelivered" : "deliveries not reported",
            pledge.CurrencyCode,
            pledge.Source);
        return new(
            pledge,
            ladder,
            days.Count > 0 ? days.Max() : null,
            days.Count > 0 && ladder.Undelivered is { Sign: > 0 } ? days.Min().DaysUntil(day) : null,
            later);
    }

    public PledgeProgress ToProgress(string currency, Date asOf)
    {
        var progress = new PledgeProgress
        {
            Pledge = Pledge.Name,
            Steps = Ladder.ToSteps(currency),
            Undelivered = Ladder.Money(Ladder.Undelivered, currency),
            PublishedLater = PublishedLater,
            LastEventDate = LastEvent?.ToDate(),
            OlderThanAsked = LastEvent < asOf.ToDateOnly(),
            UnreportedStages = { Pledge.UnreportedStages },
        };
        if (UndeliveredAgeDays is { } age)
        {
            progress.UndeliveredAgeDays = age;
        }

        return progress;
    }
}
