using Google.Protobuf;

namespace Summit.Store;

/// <summary>What to list.</summary>
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

    /// <summary>Most resources to return; 0 for the default; more than the maximum is the maximum.</summary>
    public int PageSize { get; init; }

    /// <summary>Where the last page ended; empty for the first. All else but the page size must be as it was then.</summary>
    public string PageToken { get; init; } = "";

    /// <summary>Also count all that match.</summary>
    public bool CountTotal { get; init; }
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The resources.</param>
/// <param name="NextPageToken">Gives the next page, at the same revision; empty when this is the last.</param>
/// <param name="Revision">Revision the whole list is of; a watch from here has no gap.</param>
/// <param name="TotalSize">How many match in all, when that was asked for.</param>
/// <typeparam name="T">The message.</typeparam>
public sealed record Page<T>(IReadOnlyList<T> Items, string NextPageToken, Revision Revision, int? TotalSize)
    where T : class, IMessage<T>, new();

/// <summary>One step in the life of a resource.</summary>
/// <param name="Revision">Revision of the commit.</param>
/// <param name="CommitTime">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Method">By which RPC.</param>
/// <param name="TraceId">Under which trace.</param>
/// <param name="RequestId">For which request; empty when it had no id.</param>
/// <param name="Old">The resource before; null when it was not there, as far as the reader may see.</param>
/// <param name="New">The resource after; null when it is gone, as far as the reader may see.</param>
/// <typeparam name="T">The message.</typeparam>
public sealed record HistoryEntry<T>(
    Revision Revision, DateTimeOffset CommitTime, string Actor, string Method, string TraceId, string RequestId, T? Old, T? New)
    where T : class, IMessage<T>, new();
