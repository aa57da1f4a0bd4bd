using Summit.Gateway.Feed;

namespace Summit.Gateway.Freshness;

/// <summary>What must be known of a kept answer before it is served.</summary>
internal enum Demand
{
    /// <summary>It is still what the services hold, no older than the lease.</summary>
    Fresh,

    /// <summary>Nothing is known that has replaced it. Such an answer is served marked as possibly out of date.</summary>
    NotReplaced,
}

/// <summary>The one question of the cache: may this answer be served?</summary>
internal static class AnswerFreshness
{
    /// <summary>
    /// Whether a kept answer may be served: for every service that it read, no type that it read has a newer revision, and
    /// the revision is as new as the caller asks for.
    /// </summary>
    /// <param name="answer">A complete answer.</param>
    /// <param name="plan">What the answers of its method read.</param>
    /// <param name="demand">What must be known.</param>
    /// <param name="least">The caller's <c>summit-min-revision</c>; null for none.</param>
    /// <param name="validAt">Receives the newest revision of every service at which the answer is known to hold.</param>
    public static bool MayBeServed(Answer answer, ReadPlan plan, Demand demand, string? least, Span<long> validAt)
    {
        var reads = plan.Reads;
        for (var i = 0; i < reads.Length; i++)
        {
            var (feed, types) = reads[i];
            var read = answer.Read![i];
            var holds = demand == Demand.Fresh
                ? IsFresh(feed, types, read, plan, out validAt[i])
                : IsNotReplaced(feed, types, read, out validAt[i]);
            if (!holds || !LeastRevision.IsMet(least, feed.Package, read.Epoch, validAt[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsFresh(ServiceFeed feed, int[] types, ReadAt read, ReadPlan plan, out long validAt)
    {
        validAt = read.Number;
        return feed.State is { } state && state.Epoch == read.Epoch && plan.IsLeased(state) && state.IsCurrent(read.Number, types, out validAt);
    }

    // What a delegation took back since is known to be gone and is not shown.
    private static bool IsNotReplaced(ServiceFeed feed, int[] types, ReadAt read, out long validAt)
    {
        validAt = read.Number;
        return feed.State is { } state
            ? state.Epoch == read.Epoch && state.IsCurrent(read.Number, types, out validAt)
            : !feed.IsFormer(read.Epoch);
    }
}
