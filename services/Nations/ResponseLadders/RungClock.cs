using Google.Protobuf.WellKnownTypes;
using Summit.Nations.V1;
using Severity = Summit.Nations.V1.Incident.Types.Severity;

namespace Summit.Nations.ResponseLadders;

/// <summary>
/// The state of one rung over time. The entry rule holds at t while enough events are inside [t - window, t], both ends included.
/// The rung is reached while the rule holds, and after that until more than the quiet time has passed since the last event that is
/// severe enough. Between two events the state can only end, so one pass over the events finds it.
/// </summary>
internal static class RungClock
{
    // An answer stays readable; the counts are complete.
    private const int MostNamed = 100;

    /// <param name="rung">The rung.</param>
    /// <param name="incidents">Counted events up to the time, by event time.</param>
    /// <param name="time">The time of the evaluation.</param>
    public static RungState At(LadderRung rung, IReadOnlyList<Incident> incidents, DateTimeOffset time)
    {
        var (rule, window, quiet) = (rung.Entry, TimeSpan.FromHours(rung.Entry.WindowHours), TimeSpan.FromHours(rung.QuietHours));
        var events = incidents.Where(i => i.Severity >= LadderRules.LowestOf(rule)).ToList();
        DateTimeOffset? entered = null;
        var (heldUntil, ruleUntil) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        for (var i = 0; i < events.Count; i++)
        {
            var at = TimeOf(events[i]);
            entered = at <= heldUntil ? entered : null;
            // With the event n - 1 before this one inside the window, the rule holds until that one leaves it.
            if (rule.IncidentCount > 0 && i + 1 >= rule.IncidentCount && TimeOf(events[i + 1 - rule.IncidentCount]) + window is var leaves && at <= leaves)
            {
                ruleUntil = Later(ruleUntil, leaves);
            }

            if (rule.OneMajor && events[i].Severity == Severity.Major)
            {
                ruleUntil = Later(ruleUntil, at + window);
            }

            entered ??= at <= ruleUntil ? at : null;
            heldUntil = entered is null ? heldUntil : Later(ruleUntil, at + quiet);
        }

        var reached = entered is not null && time <= heldUntil;
        var inside = events.Where(e => time - TimeOf(e) <= window).ToList();
        return new RungState
        {
            Id = rung.Id,
            DisplayName = rung.DisplayName,
            EntryRuleHolds = reached && time <= ruleUntil,
            Reached = reached,
            Counted = inside.Count,
            Required = rule.IncidentCount,
            EnteredTime = reached ? Timestamp.FromDateTimeOffset(entered!.Value) : null,
            HeldUntilTime = reached ? Timestamp.FromDateTimeOffset(heldUntil) : null,
            Incidents = { inside.Take(MostNamed).Select(e => e.Name) },
        };
    }

    private static DateTimeOffset TimeOf(Incident incident) => incident.EventTime.ToDateTimeOffset();

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
