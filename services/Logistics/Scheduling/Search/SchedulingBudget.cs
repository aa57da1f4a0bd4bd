namespace Summit.Logistics.Scheduling.Search;

/// <summary>The limits of a search.</summary>
public sealed record SchedulingBudget
{
    /// <summary>Work in deterministic units; one is roughly a second of a core. The same work gives the same answer on every machine. Default: 7.</summary>
    public double Work { get; init; } = 7;

    /// <summary>An additional wall-clock limit, for slow machines. An answer ended by it says that it is not reproducible. Default: 60 s.</summary>
    public TimeSpan WallLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Seed of every random choice. Default: 1.</summary>
    public long Seed { get; init; } = 1;
}
