namespace Summit.Store;

/// <summary>The actor and the request of a commit.</summary>
public sealed record CommitInfo
{
    /// <summary>The actor as shown in history and feed: role and nation such as <c>delegate:FRA</c>, or <c>timer</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>Full name of the RPC, such as <c>/summit.nations.v1.PositionService/CreatePosition</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Trace of the call, 32 hex digits; default that of the current activity.</summary>
    public string TraceId { get; init; } = System.Diagnostics.Activity.Current?.TraceId.ToHexString() ?? "";

    /// <summary>Identity of the caller. Request ids of different callers never conflict.</summary>
    public string Caller { get; init; } = "";

    /// <summary>The caller's id for this request; empty for none. A repeated id returns the first answer.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Hash of the request without its id. A repeated id with another hash is refused.</summary>
    public ReadOnlyMemory<byte> RequestHash { get; init; }

    /// <summary>Whether to run everything except the commit. Nothing is recorded.</summary>
    public bool ValidateOnly { get; init; }
}

/// <summary>The outcome of a transaction.</summary>
/// <param name="Result">The body's result, or the first answer when the request id was used before.</param>
/// <param name="Revision">Revision of this commit. When nothing was written, the newest revision that it read.</param>
/// <param name="Changed">Whether a resource was written, which takes a revision.</param>
/// <param name="Replayed">Whether the result is the recorded answer of an earlier call.</param>
/// <typeparam name="TResult">The answer's message.</typeparam>
public sealed record Committed<TResult>(TResult Result, Revision Revision, bool Changed, bool Replayed);
