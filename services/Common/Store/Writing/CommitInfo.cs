namespace Summit.Store;

/// <summary>Who commits, and for which request.</summary>
public sealed record CommitInfo
{
    /// <summary>Who, as history and feed show it: role and nation such as <c>delegate:FRA</c>, or <c>timer</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>Full name of the RPC, such as <c>/summit.nations.v1.PositionService/CreatePosition</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Trace of the call, 32 hex digits; default that of the current activity.</summary>
    public string TraceId { get; init; } = System.Diagnostics.Activity.Current?.TraceId.ToHexString() ?? "";

    /// <summary>Identity of the caller: request ids of different callers never meet.</summary>
    public string Caller { get; init; } = "";

    /// <summary>The caller's id for this request; empty for none. The same id again returns the first answer.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>Hash of the request without its id; a repeated id with another hash is refused.</summary>
    public ReadOnlyMemory<byte> RequestHash { get; init; }

    /// <summary>Run everything but the commit; nothing is recorded.</summary>
    public bool ValidateOnly { get; init; }
}

/// <summary>What a transaction returned.</summary>
/// <param name="Result">The body's result, or the first answer when the request id was seen before.</param>
/// <param name="Revision">Revision of this commit; when nothing was written, the newest one it read.</param>
/// <param name="Changed">Whether it wrote a resource, and so took a revision.</param>
/// <param name="Replayed">Whether the result is the recorded answer of an earlier call.</param>
/// <typeparam name="TResult">The answer's message.</typeparam>
public sealed record Committed<TResult>(TResult Result, Revision Revision, bool Changed, bool Replayed);
