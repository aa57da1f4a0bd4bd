namespace Summit.Store;

/// <summary>The point in recorded time at which a read takes place.</summary>
public readonly record struct ReadPoint
{
    private ReadPoint(Revision? revision, DateTimeOffset? instant) => (Revision, Instant) = (revision, instant);

    /// <summary>The newest committed revision when the read begins.</summary>
    public static ReadPoint Latest => default;

    /// <summary>The requested revision, if any.</summary>
    public Revision? Revision { get; }

    /// <summary>The requested instant, if any.</summary>
    public DateTimeOffset? Instant { get; }

    /// <summary>A past revision.</summary>
    public static ReadPoint At(Revision revision) => new(revision, null);

    /// <summary>The last commit at or before an instant of the database's clock.</summary>
    public static ReadPoint At(DateTimeOffset instant) => new(null, instant);
}
