namespace Summit.Logistics.Scheduling.Model;

/// <summary>A scheduling problem: activities that share resources and stocks. Times are whole hours from the start of the plan, hour 0.</summary>
public sealed record SchedulingProblem
{
    /// <summary>The activities, in any order. Ties are broken in the order of the ids.</summary>
    public IReadOnlyList<Activity> Activities { get; init; } = [];

    /// <summary>What activities occupy while they run and release at the end.</summary>
    public IReadOnlyList<Resource> Resources { get; init; } = [];

    /// <summary>What activities consume and replenish.</summary>
    public IReadOnlyList<Stock> Stocks { get; init; } = [];

    /// <summary>Which activity waits for which. They must not form a cycle.</summary>
    public IReadOnlyList<Precedence> Precedences { get; init; } = [];

    /// <summary>The objectives to minimise. The first counts most; each following one only decides between plans that are equal in those before it. Default: closure.</summary>
    public IReadOnlyList<Objective> Objectives { get; init; } = [Objective.Closure];
}

/// <summary>Something to do once, without interruption, in exactly one of its modes.</summary>
/// <param name="Id">Unique id of the activity.</param>
/// <param name="Modes">Ways to do it, at least one.</param>
public sealed record Activity(string Id, IReadOnlyList<Mode> Modes)
{
    /// <summary>Earliest start, hours. Default: 0.</summary>
    public int ReleaseHour { get; init; }

    /// <summary>Hour by which it must be finished; null: none.</summary>
    public int? DeadlineHour { get; init; }

    /// <summary>Hour after which it counts as late; null: never late.</summary>
    public int? DueHour { get; init; }

    /// <summary>Cost of an hour of lateness, and weight in the sum of completions. Default: 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The units that it takes from stocks and adds to them, at most one entry for each stock.</summary>
    public IReadOnlyList<StockChange> StockChanges { get; init; } = [];
}

/// <summary>A way to do an activity.</summary>
/// <param name="Id">Id, unique among the modes of the activity.</param>
/// <param name="DurationHours">Hours from start to finish; 0 takes no capacity.</param>
/// <param name="Demands">Resources that it occupies, at most one entry for each resource.</param>
/// <param name="Cost">Cost, in units of the caller. Default: 0.</param>
public sealed record Mode(string Id, int DurationHours, IReadOnlyList<Demand> Demands, long Cost = 0);

/// <summary>Units of a resource that an activity occupies from its start to its finish.</summary>
/// <param name="Resource">Id of the resource.</param>
/// <param name="Amount">Units, at least 1.</param>
public sealed record Demand(string Resource, int Amount);

/// <summary>The second activity starts no earlier than the lag after the first one finishes.</summary>
/// <param name="Before">Id of the first.</param>
/// <param name="After">Id of the second.</param>
/// <param name="LagHours">Minimum hours between them; a negative value allows that much overlap. Default: 0.</param>
public sealed record Precedence(string Before, string After, int LagHours = 0);

/// <summary>The effect of an activity on a stock.</summary>
/// <param name="Stock">Id of the stock.</param>
/// <param name="ConsumedAtStart">Units taken when it starts.</param>
/// <param name="ProducedAtFinish">Units added when it finishes. They can be taken in that same hour.</param>
public sealed record StockChange(string Stock, long ConsumedAtStart, long ProducedAtFinish);

/// <summary>A renewable resource. Capacity 1 makes it exclusive: a berth, a ramp, a crossing slot.</summary>
/// <param name="Id">Unique id of the resource.</param>
/// <param name="Capacity">Units available outside of the windows.</param>
public sealed record Resource(string Id, int Capacity)
{
    /// <summary>Spans with another capacity; 0 closes the resource. They do not overlap.</summary>
    public IReadOnlyList<ResourceWindow> Windows { get; init; } = [];
}

/// <summary>A span with its own capacity.</summary>
/// <param name="FromHour">First hour of the span.</param>
/// <param name="ToHour">First hour after it.</param>
/// <param name="Capacity">Units available in it.</param>
public sealed record ResourceWindow(int FromHour, int ToHour, int Capacity);

/// <summary>A stock. Its level is checked after all changes of an hour.</summary>
/// <param name="Id">Unique id of the stock.</param>
/// <param name="Initial">Level before hour 0.</param>
/// <param name="Floor">Level it must never go below. Default: 0.</param>
/// <param name="Maximum">Level it must never go above; null: no limit.</param>
public sealed record Stock(string Id, long Initial, long Floor = 0, long? Maximum = null);

/// <summary>A value by which a schedule is judged. Lower is better.</summary>
public enum Objective
{
    /// <summary>Hour at which the last activity finishes.</summary>
    Closure,

    /// <summary>Sum over activities of weight times hours of finish after the due hour.</summary>
    WeightedLateness,

    /// <summary>Sum over activities of weight times finish hour.</summary>
    WeightedCompletion,

    /// <summary>Sum of the costs of the chosen modes.</summary>
    Cost,
}
