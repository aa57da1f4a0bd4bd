namespace Summit.Logistics.Scheduling.Checking;

/// <summary>A rule of a problem.</summary>
public enum ScheduleRule
{
    /// <summary>Every activity of the problem is scheduled.</summary>
    Complete,

    /// <summary>Nothing else is scheduled, and nothing twice.</summary>
    Known,

    /// <summary>The mode is one of the activity's.</summary>
    Mode,

    /// <summary>It lasts as long as its mode says.</summary>
    Duration,

    /// <summary>It starts no earlier than its release.</summary>
    Release,

    /// <summary>It finishes no later than its deadline.</summary>
    Deadline,

    /// <summary>It starts no earlier than the lag after what it waits for.</summary>
    Precedence,

    /// <summary>At every hour, no more of a resource is occupied than there is.</summary>
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
/// <param name="Activity">Id of the activity; empty when it is no matter of one.</param>
/// <param name="Subject">Id of the resource, the stock or the activity before; empty when none.</param>
/// <param name="FromHour">First hour concerned.</param>
/// <param name="ToHour">First hour after it.</param>
/// <param name="Excess">By how much: hours or units.</param>
public sealed record ScheduleViolation(ScheduleRule Rule, string Activity, string Subject, int FromHour, int ToHour, long Excess);

/// <summary>A schedule that was about to be returned breaks a rule of its problem. A fault of ours; callers get INTERNAL.</summary>
public sealed class ScheduleRejectedException(IReadOnlyList<ScheduleViolation> violations)
    : Exception($"The checker rejected the schedule: {violations.Count} violations; the first: {violations[0]}")
{
    /// <summary>What the checker found, at least one.</summary>
    public IReadOnlyList<ScheduleViolation> Violations { get; } = violations;
}
