using Google.Protobuf;

namespace Summit.Store;

/// <summary>The parameters of a list.</summary>
public sealed record ListQuery
{
    /// <summary>Whose drafts are listed.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>Parent of the collection, such as <c>nations/FRA</c>; <c>-</c> stands for any id. Empty for a top-level collection, or for all parents.</summary>
    public string Parent { get; init; } = "";

    /// <summary>AIP-160 filter; empty for all.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Field paths, each with an optional <c>desc</c>, separated by commas; empty for order by name.</summary>
    public string OrderBy { get; init; } = "";

    /// <summary>The most resources to return; 0 for the default. A larger value is reduced to the maximum.</summary>
    public int PageSize { get; init; }

    /// <summary>Token of the preceding page; empty for the first page. All other parameters except the page size must be unchanged.</summary>
    public string PageToken { get; init; } = "";

    /// <summary>Whether to count all matching resources as well.</summary>
    public bool CountTotal { get; init; }
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The resources.</param>
/// <param name="NextPageToken">Token of the next page, at the same revision; empty when this is the last page.</param>
/// <param name="Revision">Revision of the whole list. A watch from this revision has no gap.</param>
/// <param name="TotalSize">Number of all matching resources, when it was requested.</param>
/// <typeparam name="T">The message.</typeparam>
public sealed record Page<T>(IReadOnlyList<T> Items, string NextPageToken, Revision Revision, int? TotalSize)
    where T : class, IMessage<T>, new();

/// <summary>One entry in the history of a resource.</summary>
/// <param name="Revision">Revision of the commit.</param>
/// <param name="CommitTime">Time of the commit.</param>
/// <param name="Actor">Actor of the commit.</param>
/// <param name="Method">RPC of the commit.</param>
/// <param name="TraceId">Trace of the commit.</param>
/// <param name="RequestId">Id of the request; empty when it had none.</param>
/// <param name="Old">The resource before the change; null when it did not exist for this reader.</param>
/// <param name="New">The resource after the change; null when it no longer exists for this reader.</param>
/// <typeparam name="T">The message.</typeparam>
public sealed record HistoryEntry<T>(
    Revision Revision, DateTimeOffset CommitTime, string Actor, string Method, string TraceId, string RequestId, T? Old, T? New)
    where T : class, IMessage<T>, new();
