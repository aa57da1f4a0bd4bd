using Summit.Gateway.Calls;
using Summit.Gateway.Feed;
using Summit.Gateway.Freshness;
using Summit.Gateway.Limits;
using Summit.Gateway.Upstream;
using Summit.Hosting.Management;

namespace Summit.Gateway.Status;

/// <summary>What the gateway says about itself on the status page: routes, replicas, feeds, cache, circuit and limits.</summary>
internal sealed class GatewayStatus(
    RouteTable routes, ServiceDirectory directory, FeedSet feeds, AnswerCache cache, RedisLevel redis, CallerLimits limits) : IStatusSource
{
    /// <inheritdoc/>
    public string Section => "gateway";

    /// <inheritdoc/>
    public ValueTask<object> ReportAsync(CancellationToken cancellationToken) => ValueTask.FromResult<object>(new
    {
        routes = routes.All.OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => new
        {
            method = r.Name,
            configured = r.Upstream is not null,
            cached = cache.TryPlan(r, out _),
            methodClass = r.Class.ToString(),
        }),
        services = directory.All.Select(s => new
        {
            service = s.Package,
            build = feeds.Find(s.Package)?.Build,
            replicas = s.Current.Select(r => new { address = r.EndPoint.ToString(), inFlight = r.InFlight, down = r.IsDown }),
        }),
        feeds = feeds.All.Select(f => new
        {
            service = f.Package,
            connected = f.Connected,
            position = f.State is { } state ? $"{state.Position}@{state.Epoch}" : null,
            ageSeconds = f.Age?.TotalSeconds,
        }),
        cache = new
        {
            hits = cache.Counts.Hits,
            misses = cache.Counts.Misses,
            stale = cache.Counts.Stale,
            bypassed = cache.Counts.Bypassed,
            entries = cache.Memory.Count,
            bytes = cache.Memory.Bytes,
            flights = cache.Flights.Count,
            evictions = cache.Memory.Evictions,
            redis = redis.State,
        },
        limits = new { callers = limits.Callers, refused = limits.Refused },
    });
}
