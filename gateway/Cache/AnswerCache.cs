using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Summit.Client;
using Summit.Gateway.Access;
using Summit.Gateway.Errors;
using Summit.Gateway.Feed;
using Summit.Gateway.Messages;
using Summit.Gateway.Routing;

namespace Summit.Gateway.Cache;

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
        var key = new CacheKey(call.Route, AccessScope.Of(call.Caller), plan.Build, request);
        if (headers.TryGetValue(SummitMetadata.Consistency, out var asked) && asked == Strong)
        {
            var computed = await WaitAsync(call, ComputeAsync(call.Route, plan, request, key, AnswerFetcher.MetadataOf(call)), call.Deadline.Left);
            plan.RequireReached(computed!, least);
            AnswerWriter.Write(call, computed!, CacheOutcome.Bypass, computed!.Vector);
            return;
        }

        if (!TryMemory(call, plan, key, least, out var kept))
        {
            await FlyAsync(call, plan, request, key, least, kept);
        }
    }

    private bool TryMemory(GatewayCall call, ReadPlan plan, in CacheKey key, string? least, out Answer? kept)
    {
        Span<long> validAt = stackalloc long[plan.Count];
        if (!Memory.TryGet(key, out kept) || !plan.IsFresh(kept, least, validAt))
        {
            return false;
        }

        AnswerWriter.Write(call, kept, CacheOutcome.Hit, kept.VectorAt(plan, validAt));
        return true;
    }

    private async Task FlyAsync(GatewayCall call, ReadPlan plan, RequestMessage request, CacheKey key, string? least, Answer? kept)
    {
        var arrived = _time.GetTimestamp();
        var metadata = AnswerFetcher.MetadataOf(call);
        var secondLevel = true;
        while (true)
        {
            var useRedis = secondLevel;
            var flight = Flights.JoinOrStart(key, () => FetchAsync(call.Route, plan, request, key, metadata, least, useRedis));
            var landing = await LandAsync(call, plan, flight, kept, least);
            if (landing is null)
            {
                if (WriteStale(call, plan, kept!, least))
                {
                    return;
                }

                kept = null; // Known to be gone since the wait began: only the service can answer.
                continue;
            }

            // What was computed after this call came is what it asked for; anything else must still be true for it.
            if (landing.Computed && flight.Started >= arrived)
            {
                await WriteComputedAsync(call, plan, key, landing.Answer, kept, least);
                return;
            }

            if (WriteFresh(call, plan, landing, least))
            {
                return;
            }

            secondLevel = false;
        }
    }

    private static bool WriteFresh(GatewayCall call, ReadPlan plan, Landing landing, string? least)
    {
        Span<long> validAt = stackalloc long[plan.Count];
        if (!landing.Answer.Keepable || !plan.IsFresh(landing.Answer, least, validAt))
        {
            return false;
        }

        AnswerWriter.Write(call, landing.Answer, landing.Computed ? CacheOutcome.Miss : CacheOutcome.Hit, landing.Answer.VectorAt(plan, validAt));
        return true;
    }

    private async Task WriteComputedAsync(GatewayCall call, ReadPlan plan, CacheKey key, Answer answer, Answer? kept, string? least)
    {
        if (answer.Status == StatusCode.Unavailable && call.Route.Method.Reads!.StaleAllowed)
        {
            kept ??= await _redis.GetAsync(key, plan);
            if (kept is not null && WriteStale(call, plan, kept, least))
            {
                return;
            }
        }

        plan.RequireReached(answer, least);
        AnswerWriter.Write(call, answer, CacheOutcome.Miss, answer.Vector);
    }

    private bool WriteStale(GatewayCall call, ReadPlan plan, Answer kept, string? least)
    {
        Span<long> validAt = stackalloc long[plan.Count];
        if (!plan.IsNotKnownOld(kept, least, validAt))
        {
            return false;
        }

        var vector = plan.Format(kept, validAt);
        AnswerWriter.WriteStale(call, kept, vector, _time.GetUtcNow() - kept.Time);
        return true;
    }

    /// <summary>Waits for a flight; null when an older answer may be served meanwhile, since the service is silent.</summary>
    private async Task<Landing?> LandAsync(GatewayCall call, ReadPlan plan, Flight flight, Answer? kept, string? least)
    {
        var patience = call.Deadline.Left;
        if (kept is not null && call.Route.Method.Reads!.StaleAllowed && !plan.IsFollowed && patience > _options.StaleWait
            && plan.IsNotKnownOld(kept, least, stackalloc long[plan.Count]))
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

    private async Task<T?> WaitAsync<T>(GatewayCall call, Task<T> task, TimeSpan patience)
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

    private async Task<Landing> FetchAsync(
        MethodRoute route, ReadPlan plan, RequestMessage request, CacheKey key, List<KeyValuePair<string, string>> metadata, string? least, bool useRedis)
    {
        if (useRedis && plan.IsFollowed && await _redis.GetAsync(key, plan) is { } kept && IsFresh(plan, kept, least))
        {
            // Another gateway may be ahead of this one's feed: who reads next here must not be taken behind it.
            _feeds.Seen(kept.Vector);
            Memory.Put(key, kept, plan.IsOfThisEpoch);
            return new(kept, Computed: false);
        }

        return new(await ComputeAsync(route, plan, request, key, metadata), Computed: true);
    }

    private static bool IsFresh(ReadPlan plan, Answer answer, string? least) => plan.IsFresh(answer, least, stackalloc long[plan.Count]);

    private async Task<Answer> ComputeAsync(MethodRoute route, ReadPlan plan, RequestMessage request, CacheKey key, List<KeyValuePair<string, string>> metadata)
    {
        var answer = await _fetcher.FetchAsync(route, plan, request, metadata);
        if (answer.Keepable && answer.Bytes <= _options.MaxEntryBytes && plan.IsOfThisEpoch(answer))
        {
            Memory.Put(key, answer, plan.IsOfThisEpoch);
            _ = _redis.PutAsync(key, answer);
        }

        return answer;
    }
}
