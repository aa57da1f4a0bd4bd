using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Summit.Client;
using Summit.Gateway.Access;
using Summit.Gateway.Calls;
using Summit.Gateway.Edge;
using Summit.Gateway.Feed;

namespace Summit.Gateway.Freshness;

/// <summary>
/// Answers calls of methods whose contract says what they read: from memory, from Redis, or by one computation for all who
/// ask the same. What is kept is never deleted to invalidate it; every use asks whether it is still true.
/// </summary>
internal sealed class AnswerCache
{
    private const string Strong = "strong";
    private readonly FrozenDictionary<MethodRoute, ReadPlan> _plans;
    private readonly FeedSet _feeds;
    private readonly CacheOptions _options;
    private readonly RedisLevel _redis;
    private readonly AnswerFetcher _fetcher;
    private readonly TimeProvider _time;

    public AnswerCache(RouteTable routes, FeedSet feeds, RedisLevel redis, IOptions<CacheOptions> options, IOptions<FeedOptions> feed, TimeProvider time)
    {
        (_feeds, _options, _redis, _time) = (feeds, options.Value, redis, time);
        _plans = routes.All.Select(r => (r, plan: ReadPlan.Of(r, feeds, feed.Value.Lease, time))).Where(p => p.plan is not null)
            .ToFrozenDictionary(p => p.r, p => p.plan!);
        Memory = new MemoryLevel(_options.MemoryBytes);
        Flights = new Flights(time);
        _fetcher = new AnswerFetcher(feeds, _options, time);
    }

    /// <summary>The first level.</summary>
    public MemoryLevel Memory { get; }

    /// <summary>Computations under way.</summary>
    public Flights Flights { get; }

    /// <summary>Counts of how answers were served.</summary>
    public CacheCounts Counts { get; } = new();

    /// <summary>The plan of a method whose answers are kept.</summary>
    public bool TryPlan(MethodRoute route, [NotNullWhen(true)] out ReadPlan? plan) => _plans.TryGetValue(route, out plan);

    /// <summary>Answers a call.</summary>
    public async ValueTask AnswerAsync(GatewayCall call, ReadPlan plan, RequestMessage request)
    {
        var headers = call.Http.Request.Headers;
        string? least = headers[SummitMetadata.MinRevision];
        var scope = AccessScope.Of(call.Caller);
        var key = new CacheKey(call.Route, call.Route.ReadsOwned ? scope.Own : scope.Shared, plan.Build, request);
        if (headers.TryGetValue(SummitMetadata.Consistency, out var asked) && asked == Strong)
        {
            var computed = await WaitAsync(call, ComputeAsync(QuestionOf(call, plan, request, key, least)), call.Deadline.Left);
            await WriteAsync(call, plan, request, computed, least, CacheOutcome.Bypass);
            return;
        }

        if (!Memory.TryGet(key, out var kept) || !TryWrite(call, plan, kept, least, CacheOutcome.Hit))
        {
            await FlyAsync(call, QuestionOf(call, plan, request, key, least), kept);
        }
    }

    private static Question QuestionOf(GatewayCall call, ReadPlan plan, RequestMessage request, in CacheKey key, string? least) =>
        new(call.Route, plan, request, key, AnswerFetcher.MetadataOf(call), least);

    private static bool TryWrite(GatewayCall call, ReadPlan plan, Answer answer, string? least, string outcome)
    {
        Span<long> validAt = stackalloc long[plan.Count];
        if (!AnswerFreshness.MayBeServed(answer, plan, Demand.Fresh, least, validAt))
        {
            return false;
        }

        AnswerWriter.Write(call, answer, outcome, answer.VectorAt(plan, validAt));
        return true;
    }

    private async Task FlyAsync(GatewayCall call, Question question, Answer? kept)
    {
        var arrived = _time.GetTimestamp();
        var tryKept = true;
        while (true)
        {
            var mayBeKept = tryKept;
            var flight = Flights.JoinOrStart(question.Key, () => FetchAsync(question, mayBeKept));
            var landing = await LandAsync(call, question, flight, kept);
            if (landing is null)
            {
                if (TryWriteStale(call, question, kept!))
                {
                    return;
                }

                kept = null; // Known to be gone since the wait began: only the service can answer.
                continue;
            }

            // What was computed after this call came is what it asked for; anything else must still be true for it.
            if (landing.Computed && flight.Started >= arrived)
            {
                await WriteComputedAsync(call, question, landing.Answer, kept);
                return;
            }

            if (landing.Answer.Keepable && TryWrite(call, question.Plan, landing.Answer, question.Least, landing.Computed ? CacheOutcome.Miss : CacheOutcome.Hit))
            {
                return;
            }

            tryKept = false;
        }
    }

    private async Task WriteComputedAsync(GatewayCall call, Question question, Answer answer, Answer? kept)
    {
        if (answer.Status == StatusCode.Unavailable && call.Route.Method.Reads!.StaleAllowed)
        {
            kept ??= await _redis.GetAsync(question.Key, question.Plan);
            if (kept is not null && TryWriteStale(call, question, kept))
            {
                return;
            }
        }

        await WriteAsync(call, question.Plan, question.Request, answer, question.Least, CacheOutcome.Miss);
    }

    private static async Task WriteAsync(GatewayCall call, ReadPlan plan, RequestMessage request, Answer answer, string? least, string outcome)
    {
        if (plan.IsBehind(answer, least))
        {
            await Forwarder.ForwardAsync(call, request); // Whether its store has reached that revision only the service can tell.
            return;
        }

        AnswerWriter.Write(call, answer, outcome, answer.Vector);
    }

    private bool TryWriteStale(GatewayCall call, Question question, Answer kept)
    {
        Span<long> validAt = stackalloc long[question.Plan.Count];
        if (!AnswerFreshness.MayBeServed(kept, question.Plan, Demand.NotReplaced, question.Least, validAt))
        {
            return false;
        }

        AnswerWriter.WriteStale(call, kept, question.Plan.Format(kept, validAt), _time.GetUtcNow() - kept.Time);
        return true;
    }

    /// <summary>Waits for a flight; null when an older answer may be served meanwhile, since the service is silent.</summary>
    private async Task<Landing?> LandAsync(GatewayCall call, Question question, Flight flight, Answer? kept)
    {
        var patience = call.Deadline.Left;
        if (kept is not null && call.Route.Method.Reads!.StaleAllowed && !question.Plan.IsFollowed && patience > _options.StaleWait
            && question.Accepts(kept, Demand.NotReplaced))
        {
            try
            {
                return await flight.Landed.WaitAsync(_options.StaleWait, _time, call.Http.RequestAborted);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }

        return await WaitAsync(call, flight.Landed, patience);
    }

    private async Task<T> WaitAsync<T>(GatewayCall call, Task<T> task, TimeSpan patience)
    {
        try
        {
            return await task.WaitAsync(patience, _time, call.Http.RequestAborted);
        }
        catch (TimeoutException)
        {
            throw new CallEndedException(GatewayErrors.DeadlineExceeded(call.Deadline.Limit));
        }
    }

    private async Task<Landing> FetchAsync(Question question, bool mayBeKept) =>
        mayBeKept && question.Plan.IsFollowed && await KeptAsync(question) is { } kept
            ? new(kept, Computed: false)
            : new(await ComputeAsync(question), Computed: true);

    private async ValueTask<Answer?> KeptAsync(Question question)
    {
        // A flight may have landed between this call's look into memory and its own start.
        if (Memory.TryGet(question.Key, out var landed) && question.Accepts(landed, Demand.Fresh))
        {
            return landed;
        }

        var plan = question.Plan;
        if (await _redis.GetAsync(question.Key, plan) is not { } kept || !question.Accepts(kept, Demand.Fresh))
        {
            return null;
        }

        // Another gateway may be ahead of this one's feed: who reads next here must not be taken behind it.
        _feeds.Seen(kept.Vector);
        Memory.Put(question.Key, kept, plan.IsOfThisEpoch);
        return kept;
    }

    private async Task<Answer> ComputeAsync(Question question)
    {
        var plan = question.Plan;
        var answer = await _fetcher.FetchAsync(question);
        if (answer.Keepable && answer.Bytes <= _options.MaxEntryBytes && plan.IsOfThisEpoch(answer))
        {
            Memory.Put(question.Key, answer, plan.IsOfThisEpoch);
            _ = _redis.PutAsync(question.Key, answer);
        }

        return answer;
    }
}
