namespace Summit.Logistics.Scheduling.Checking;

/// <summary>A rule of a problem.</summary>
public enum ScheduleRule
{
    /// <summary>Every activity of the problem is scheduled.</summary>
    Complete,

    /// <summary>Nothing else is scheduled, and nothing is scheduled twice.</summary>
    Known,

    /// <summary>The mode is one of the activity's modes.</summary>
    Mode,

    /// <summary>The activity lasts as long as its mode specifies.</summary>
    Duration,

    /// <summary>The activity starts no earlier than its release.</summary>
    Release,

    /// <summary>The activity finishes no later than its deadline.</summary>
    Deadline,

    /// <summary>The activity starts no earlier than the lag after its predecessor.</summary>
    Precedence,

    /// <summary>At every hour, the occupied units of a resource do not exceed its capacity.</summary>
    Capacity,

    /// <summary>A stock never goes below its floor.</summary>
    StockFloor,

    /// <summary>A stock never goes above its maximum.</summary>
    StockMaximum,

    /// <summary>An objective has the value that the result claims.</summary>
    Value,

    /// <summary>No bound is above the value.</summary>
    Bound,
}

/// <summary>A broken rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Activity">Id of the activity; empty when the violation does not concern a single one.</param>
/// <param name="Subject">Id of the resource, the stock or the preceding activity; empty when none.</param>
/// <param name="FromHour">First hour concerned.</param>
/// <param name="ToHour">First hour after it.</param>
/// <param name="Excess">The amount of the violation: hours or units.</param>
public sealed record ScheduleViolation(ScheduleRule Rule, string Activity, string Subject, int FromHour, int ToHour, long Excess);

/// <summary>A schedule that was about to be returned violates a rule of its problem. This is an internal fault; callers get INTERNAL.</summary>
public sealed class ScheduleRejectedException(IReadOnlyList<ScheduleViolation> violations)
    : Exception($"The checker rejected the schedule: {violations.Count} violations; the first: {violations[0]}")
{
    /// <summary>The violations found, at least one.</summary>
    public IReadOnlyList<ScheduleViolation> Violations { get; } = violations;
}
