using Google.Protobuf;

namespace Summit.Store;

/// <summary>All commits in order, from any revision on.</summary>
public interface IChangeFeed
{
    /// <summary>
    /// Changes after a revision: whole commits, or a part of a commit that is larger than <see cref="StoreOptions.FeedStepBytes"/>.
    /// </summary>
    /// <param name="query">Which changes.</param>
    /// <param name="limit">The most changes to return. More are returned when the last commit has more.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="WrongEpochException">The store was restored after that revision: list again.</exception>
    /// <exception cref="PastOutOfRangeException">The revision is in the future.</exception>
    ValueTask<ChangePage> ListChangesAsync(ChangeQuery query, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Changes after a revision as they happen, each revision exactly once. An event without changes reports the current position
    /// of the feed. It is sent at the start if there is nothing to report yet, as a heartbeat, and after commits in which this watcher
    /// sees nothing: after each of them to a watcher of all types, and up to 1 s later, for several commits at once, to a watcher of
    /// some types.
    /// </summary>
    /// <param name="query">Which changes.</param>
    /// <param name="heartbeat">Longest time between two events.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="WatcherTooSlowException">The reader is further behind than the feed keeps; resume the watch from the last revision.</exception>
    /// <exception cref="StoreClosingException">The service shuts down; resume the watch at another replica.</exception>
    IAsyncEnumerable<FeedEvent> WatchAsync(ChangeQuery query, TimeSpan heartbeat, CancellationToken cancellationToken);

    /// <summary>The newest revision, read from the database for this call.</summary>
    ValueTask<Revision> ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Ends every watch with <see cref="StoreClosingException"/> and refuses new ones. The store itself stays open.</summary>
    void EndWatches();
}

/// <summary>Selects changes.</summary>
public sealed record ChangeQuery
{
    /// <summary>Whose drafts are visible. A draft of another owner is not reported, and a resource that becomes one is reported as deleted.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>Changes after this revision. Null means new changes in a watch, and all changes from the beginning in a list.</summary>
    public Revision? After { get; init; }

    /// <summary>In a list, only the changes after this name in the commit that follows <see cref="After"/>. Default empty: all of that commit.</summary>
    public string AfterName { get; init; } = "";

    /// <summary>Collections, such as <c>nations/*/positions</c>; empty for all.</summary>
    public IReadOnlyCollection<string> Collections { get; init; } = [];
}

/// <summary>What happened to a resource, from the reader's point of view.</summary>
public enum ChangeKind
{
    /// <summary>The resource was created.</summary>
    Created,

    /// <summary>The resource was changed.</summary>
    Updated,

    /// <summary>The resource was deleted.</summary>
    Deleted,
}

/// <summary>One change of one resource.</summary>
/// <param name="Revision">Revision of the commit.</param>
/// <param name="CommitTime">Time of the commit.</param>
/// <param name="Actor">Actor of the commit.</param>
/// <param name="TraceId">Trace of the commit.</param>
/// <param name="Type">Type of the resource.</param>
/// <param name="Name">Name of the resource.</param>
/// <param name="Kind">Kind of the change.</param>
/// <param name="Resource">The resource after the change, as a copy for this reader; null when deleted.</param>
public sealed record Change(
    Revision Revision, DateTimeOffset CommitTime, string Actor, string TraceId, ResourceType Type, string Name, ChangeKind Kind, IMessage? Resource);

/// <summary>One event of a watch.</summary>
/// <param name="Revision">All changes up to this revision have been delivered; resume from here.</param>
/// <param name="Changes">Changes of one or more whole commits, in order, or of a part of one; empty in an event that only reports the position.</param>
/// <param name="Types">
/// Types that these commits changed, regardless of the watcher's query and visibility: that something changed is not confidential.
/// </param>
/// <param name="Partial">
/// Whether more changes of the same commit follow. The revision is then the one before that commit, and the types come with the
/// last part.
/// </param>
public sealed record FeedEvent(Revision Revision, IReadOnlyList<Change> Changes, IReadOnlyList<TypeChange> Types, bool Partial = false);

/// <summary>A type of which a commit changed at least one resource.</summary>
/// <param name="Type">The type.</param>
/// <param name="Revision">Revision of the commit.</param>
public sealed record TypeChange(ResourceType Type, Revision Revision);

/// <summary>A page of the feed.</summary>
/// <param name="Changes">Changes of whole commits, in order, or of a part of one.</param>
/// <param name="Revision">All changes up to this revision have been returned; continue from here.</param>
/// <param name="More">Whether there are newer commits now.</param>
/// <param name="PartName">
/// When the page ends inside a commit, the last name of that commit in the page: continue from the same revision with
/// <see cref="ChangeQuery.AfterName"/>. Otherwise empty.
/// </param>
public sealed record ChangePage(IReadOnlyList<Change> Changes, Revision Revision, bool More, string PartName = "");
