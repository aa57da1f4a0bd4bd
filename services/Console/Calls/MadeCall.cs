using Google.Protobuf;

namespace Summit.WebConsole.Calls;

/// <summary>A call that a page rests on, for its footer.</summary>
/// <param name="Method">The method, <c>summit.nations.v1.NationService/ListNations</c>.</param>
/// <param name="TraceId">Trace of the call; null when it is not known.</param>
/// <param name="Cache">How the gateway answered: hit, miss, stale or bypass; null when it is not known.</param>
/// <param name="Revision">What was read.</param>
/// <param name="Stale">Revision and age of an answer that may be out of date; null when it is fresh.</param>
/// <param name="Request">The request, so that the same answer can be had as a file; null when there is no answer.</param>
public sealed record MadeCall(string Method, string? TraceId, string? Cache, string? Revision, string? Stale, IMessage? Request);
