using Google.Protobuf;

namespace Summit.Store;

/// <summary>Everything that is committed, in order, from any revision on.</summary>
public interface IChangeFeed
{
    /// <summary>
    /// Changes after a revision: whole commits, or a part of one that is larger than <see cref="StoreOptions.FeedStepBytes"/>.
    /// </summary>
    /// <param name="query">Which changes.</param>
    /// <param name="limit">Most changes to return; some more when the last commit has more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WrongEpochException">The store was restored since that revision: list again.</exception>
    /// <exception cref="PastOutOfRangeException">The revision is in the future.</exception>
    ValueTask<ChangePage> ListChangesAsync(ChangeQuery query, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Changes after a revision as they happen, each revision exactly once. An event without changes says how far the
    /// feed has come: after commits that this watcher does not see, and as a heartbeat.
    /// </summary>
    /// <param name="query">Which changes.</param>
    /// <param name="heartbeat">Longest silence between two events.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="WatcherTooSlowException">The reader fell behind what the feed keeps; watch again from where it was.</exception>
    /// <exception cref="StoreClosingException">The service shuts down; watch again elsewhere.</exception>
    IAsyncEnumerable<FeedEvent> WatchAsync(ChangeQuery query, TimeSpan heartbeat, CancellationToken cancellationToken);

    /// <summary>The newest revision, read from the database for this call.</summary>
    ValueTask<Revision> ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Ends every watch with <see cref="StoreClosingException"/> and refuses new ones; the store itself goes on.</summary>
    void EndWatches();
}

/// <summary>Which changes.</summary>
public sealed record ChangeQuery
{
    /// <summary>Whose drafts are seen: a draft of another owner did not happen, and a resource that becomes one is deleted.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>Changes after this revision; null for what is new when a watch begins, and for the beginning in a list.</summary>
    public Revision? After { get; init; }

    /// <summary>In a list: of the commit after <see cref="After"/>, only changes after this name. Default empty: all of it.</summary>
    public string AfterName { get; init; } = "";

    /// <summary>Collections, such as <c>nations/*/positions</c>; empty for all.</summary>
    public IReadOnlyCollection<string> Collections { get; init; } = [];
}

/// <summary>What happened to a resource, as the reader may see it.</summary>
public enum ChangeKind
{
    /// <summary>It came to be.</summary>
    Created,

    /// <summary>It changed.</summary>
    Updated,

    /// <summary>It is gone.</summary>
    Deleted,
}

/// <summary>One change of one resource.</summary>
/// <param name="Revision">Revision of the commit.</param>
/// <param name="CommitTime">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="TraceId">Under which trace.</param>
/// <param name="Type">Type of the resource.</param>
/// <param name="Name">Name of the resource.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Resource">The resource after the change, a copy of the reader's own; null when deleted.</param>
public sealed record Change(
    Revision Revision, DateTimeOffset CommitTime, string Actor, string TraceId, ResourceType Type, string Name, ChangeKind Kind, IMessage? Resource);

/// <summary>A step of a watch.</summary>
/// <param name="Revision">Everything up to here has been seen; resume from here.</param>
/// <param name="Changes">Changes of one or more whole commits, in order, or of a part of one; empty for a heartbeat.</param>
/// <param name="Types">
/// Types that these commits changed, whatever the watcher asked for and may see: that something changed is no secret.
/// </param>
/// <param name="Partial">
/// Whether these are changes of a commit of which more follow. The revision is then the one before that commit, and the types
/// come with the last part.
/// </param>
public sealed record FeedEvent(Revision Revision, IReadOnlyList<Change> Changes, IReadOnlyList<TypeChange> Types, bool Partial = false);

/// <summary>A type of which a commit changed at least one resource.</summary>
/// <param name="Type">The type.</param>
/// <param name="Revision">Revision of the commit.</param>
public sealed record TypeChange(ResourceType Type, Revision Revision);

/// <summary>A page of the feed.</summary>
/// <param name="Changes">Changes of whole commits, in order, or of a part of one.</param>
/// <param name="Revision">Everything up to here has been seen; go on from here.</param>
/// <param name="More">Whether there are newer commits now.</param>
/// <param name="PartName">
/// When the page ends inside a commit, the name up to which the commit is in it: go on from the same revision with
/// <see cref="ChangeQuery.AfterName"/>. Otherwise empty.
/// </param>
public sealed record ChangePage(IReadOnlyList<Change> Changes, Revision Revision, bool More, string PartName = "");
