using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Something that keeps the force from being raised, moved or kept.</summary>
/// <param name="Reason">One sentence for the list of reasons.</param>
/// <param name="Bottleneck">One sentence that says what binds and what relaxing it gains.</param>
internal sealed record Obstacle(string Reason, string Bottleneck);

/// <summary>What stands in the way, in the order in which it would be met.</summary>
internal static class Obstacles
{
    public static List<Obstacle> Of(PostureCase judged, Question question, int strength) =>
    [
        .. new[] { Strength(judged.Strength, strength), Movement(judged.Movement), Late(judged.Movement, question), Enablers(judged.Enablers), Rotation(judged, question, strength) }.OfType<Obstacle>(),
    ];

    /// <summary>A binding capacity and its gain, as the end of a sentence.</summary>
    public static string Gain(CapacityBinding binding) =>
        $"{binding.Description} at {binding.CapacityTonnesPerDay:N0} t a day: {binding.RaisePercent} % more of it alone gains {Days(binding.DaysGained)}.";

    private static Obstacle? Strength(StrengthSection section, int strength)
    {
        var (offered, approved) = (section.OnRecord.OfferedPersons, section.IfApproved.OfferedPersons);
        return offered >= strength ? null : new(
            $"The nations that offer can send {offered:N0} of {strength:N0} persons.",
            $"Strength binds first: the nations that offer can send {offered:N0} of {strength:N0} persons; with those that would offer if approved it is {approved:N0}.");
    }

    private static Obstacle? Movement(MovementSection section) => section.AsIfGiven.Feasible ? null : new(
        $"The force cannot be moved to {section.DestinationName}: {section.AsIfGiven.Reasons[0].Detail}.",
        $"Movement binds first: {section.AsIfGiven.Reasons[0].Detail}.");

    private static Obstacle? Late(MovementSection section, Question question)
    {
        if (section.AsIfGiven.DestinationClosure is not { } closure || closure.DateAtMidCapacity.ToDateOnly() <= question.ReadyBy)
        {
            return null;
        }

        var late = closure.DateAtMidCapacity.ToDateOnly().DayNumber - question.ReadyBy.DayNumber;
        var reason = $"At mid capacities the force closes at {section.DestinationName} on C+{closure.DayAtMidCapacity} at best, {Days(late)} after {question.ReadyBy:yyyy-MM-dd}.";
        return new(reason, section.AsIfGiven.FirstBinding is { } binding ? $"Movement binds first: {reason} What binds is {Gain(binding)}" : $"Movement binds first: {reason}");
    }

    /// <summary>Only a gap that is there even at the high end of what may be available.</summary>
    private static Obstacle? Enablers(EnablerSection section)
    {
        var gaps = section.Lines.Where(l => l.Gap.Low > 0).ToList();
        if (gaps.Count == 0)
        {
            return null;
        }

        var worst = gaps.MaxBy(l => l.Gap.Low / l.Required)!;
        var list = string.Join(", ", gaps.Select(l => $"{l.Enabler} ({l.Available.High:N0} of {l.Required:N0} {l.Unit} at most)"));
        return new(
            $"Enablers are missing: {list}.",
            $"Enablers bind first: of {worst.Enabler} there are at most {worst.Available.High:N0} of {worst.Required:N0} {worst.Unit}; {(worst.Unit == EnablerStep.Percent ? "the United States could fill the gap." : "more such units would have to be offered.")}");
    }

    private static Obstacle? Rotation(PostureCase judged, Question question, int strength)
    {
        var section = judged.Rotation;
        if (section.Holds || section.FirstBreakMonth == 0)
        {
            return null; // a force that cannot be raised at all is said already
        }

        var missing = section.PoolNeededPersons - section.PoolPersons;
        var approved = section.HasFirstBreakMonthIfApproved
            ? section.FirstBreakMonthIfApproved > section.FirstBreakMonth ? $" With those that would offer if approved it is month {section.FirstBreakMonthIfApproved}." : ""
            : " With those that would offer if approved it holds for ever.";
        var reason = $"Rotation breaks {section.FirstBreakMonth} months after C-day, on {section.FirstBreakDate.ToDateOnly():yyyy-MM-dd}, of {question.DurationMonths} months asked for; {section.SustainablePersons.Mid:N0} can be kept for ever.";
        return new(
            reason,
            $"Rotation binds first: with {strength:N0} in place the nations that offer run out of rested troops {section.FirstBreakMonth} months after C-day, on {section.FirstBreakDate.ToDateOnly():yyyy-MM-dd}; "
                + $"they can keep {section.SustainablePersons.Mid:N0} for ever, and {missing:N0} more persons in their pool would keep {strength:N0}.{approved}");
    }

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
