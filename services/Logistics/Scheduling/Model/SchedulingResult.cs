namespace Summit.Logistics.Scheduling.Model;

/// <summary>What is known about the schedule.</summary>
public enum ScheduleStatus
{
    /// <summary>No schedule was found, but infeasibility was not proven: the budget ended too early.</summary>
    Unknown,

    /// <summary>A schedule was found; a better one may exist.</summary>
    Feasible,

    /// <summary>A schedule was found, and it is proven that no other one is better in the objectives in their order.</summary>
    Optimal,

    /// <summary>It is proven that there is no schedule.</summary>
    Infeasible,
}

/// <summary>When and how an activity is done.</summary>
/// <param name="Activity">Id of the activity.</param>
/// <param name="Mode">Id of the mode.</param>
/// <param name="StartHour">Hour of its start.</param>
/// <param name="FinishHour">Hour of its finish.</param>
public sealed record ScheduledActivity(string Activity, string Mode, int StartHour, int FinishHour);

/// <summary>Where a bound comes from.</summary>
public enum BoundSource
{
    /// <summary>The longest chain of activities with their lags and releases.</summary>
    CriticalPath,

    /// <summary>The work that a resource must do in the time it has.</summary>
    ResourceLoad,

    /// <summary>CP-SAT.</summary>
    Solver,
}

/// <summary>The value of an objective, and the bound that no schedule can beat.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Value">Value of the schedule; null when there is none.</param>
/// <param name="Bound">No schedule with the values reached for the preceding objectives has a lower value.</param>
/// <param name="Source">Where the bound comes from.</param>
/// <param name="Resource">Id of the resource, for a load bound.</param>
/// <param name="Proven">Whether it is proven that no better value exists.</param>
public sealed record ObjectiveValue(Objective Objective, long? Value, long Bound, BoundSource Source, string? Resource, bool Proven)
{
    /// <summary>How much better a schedule could be at most: (value - bound) / bound; null when the bound is 0 and the value is not.</summary>
    public double? Gap => Value is not { } value ? null : value == Bound ? 0 : Bound > 0 ? (value - Bound) / (double)Bound : null;
}

/// <summary>Why there is no schedule.</summary>
public enum InfeasibilityKind
{
    /// <summary>A chain of activities cannot finish by a deadline, even with all resources available to it.</summary>
    DatesContradict,

    /// <summary>An activity needs more of a resource than is ever available in the allowed time.</summary>
    CapacityTooSmall,

    /// <summary>The activities of a resource need more of it than is available in the allowed time.</summary>
    ResourceOverloaded,

    /// <summary>A stock cannot stay above its floor.</summary>
    StockEmpty,

    /// <summary>A stock cannot stay below its maximum.</summary>
    StockFull,
}

/// <summary>A limit that, when relaxed together with the others of its set, makes a schedule possible.</summary>
/// <param name="Kind">Kind of limit.</param>
/// <param name="Activity">Id of the activity; empty when none.</param>
/// <param name="Resource">Id of the resource; empty when none.</param>
/// <param name="Stock">Id of the stock; empty when none.</param>
/// <param name="Message">What is wrong, with the figures.</param>
public sealed record InfeasibilityReason(InfeasibilityKind Kind, string Activity, string Resource, string Stock, string Message);

/// <summary>The answer of the scheduler.</summary>
public sealed record SchedulingResult
{
    /// <summary>The status.</summary>
    public required ScheduleStatus Status { get; init; }

    /// <summary>The schedule, by activity id; empty without one.</summary>
    public IReadOnlyList<ScheduledActivity> Schedule { get; init; } = [];

    /// <summary>One entry for each objective, in the requested order.</summary>
    public IReadOnlyList<ObjectiveValue> Objectives { get; init; } = [];

    /// <summary>When infeasible: a minimal set of limits whose relaxation makes a schedule possible, of which none can be left out. Empty when none was found within the budget.</summary>
    public IReadOnlyList<InfeasibilityReason> Reasons { get; init; } = [];

    /// <summary>Whether the same problem and budget give this answer again. False when the wall limit ended the search.</summary>
    public bool Reproducible { get; init; } = true;

    /// <summary>Work done, in the units of the budget.</summary>
    public double Work { get; init; }
}

/// <summary>A schedule found during the search.</summary>
/// <param name="Schedule">The schedule, by activity id.</param>
/// <param name="Values">Its values, in the order of the objectives.</param>
public sealed record Incumbent(IReadOnlyList<ScheduledActivity> Schedule, IReadOnlyList<long> Values);
