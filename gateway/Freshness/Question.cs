using Summit.Gateway.Calls;
using Summit.Gateway.Edge;

namespace Summit.Gateway.Freshness;

/// <summary>What a call asks that memory could not answer. Several calls may share its computation, so nothing here is bound to one call.</summary>
/// <param name="Route">The method.</param>
/// <param name="Plan">What its answers read.</param>
/// <param name="Request">The request.</param>
/// <param name="Key">What makes two calls ask the same.</param>
/// <param name="Metadata">The metadata that the service gets to see.</param>
/// <param name="Least">The caller's <c>summit-min-revision</c>; null for none.</param>
internal sealed record Question(
    MethodRoute Route, ReadPlan Plan, RequestMessage Request, CacheKey Key, IReadOnlyList<KeyValuePair<string, string>> Metadata, string? Least)
{
    /// <summary>Whether a kept answer may be served for it.</summary>
    public bool Accepts(Answer answer, Demand demand) => AnswerFreshness.MayBeServed(answer, Plan, demand, Least, stackalloc long[Plan.Count]);
}
