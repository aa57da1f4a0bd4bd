using System.Diagnostics.Metrics;
using Summit.Gateway.Calls;
using Summit.Gateway.Feed;
using Summit.Gateway.Freshness;
using Summit.Gateway.Limits;
using Summit.Gateway.Metering;
using Summit.Gateway.Upstream;

namespace Summit.Gateway.Status;

/// <summary>What the status page shows, as metrics: cache, Redis, feeds, replicas and limits. They are read when metrics are collected and cost a call nothing.</summary>
internal sealed class GatewayMetrics(
    IMeterFactory meters, ServiceDirectory directory, FeedSet feeds, AnswerCache cache, RedisLevel redis, CallerLimits limits) : IHostedService
{
    private static readonly string[] RedisStates = ["none", "closed", "full", "open"];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(GatewayMeter.Name);
        AddCache(meter);
        AddFeeds(meter);
        AddReplicas(meter);
        AddLimits(meter);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void AddCache(Meter meter)
    {
        var counts = cache.Counts;
        meter.CreateObservableCounter("summit.cache.answers", () => new Measurement<long>[]
        {
            new(counts.Hits, Tag("summit.cache", CacheOutcome.Hit)),
            new(counts.Misses, Tag("summit.cache", CacheOutcome.Miss)),
            new(counts.Stale, Tag("summit.cache", CacheOutcome.Stale)),
            new(counts.Bypassed, Tag("summit.cache", CacheOutcome.Bypass)),
        }, "{answer}", "Answers by how they were served.");
        meter.CreateObservableGauge("summit.cache.entries", () => cache.Memory.Count, "{entry}", "Answers in memory.");
        meter.CreateObservableGauge("summit.cache.size", () => cache.Memory.Bytes, "By", "Bytes of the answers in memory.");
        meter.CreateObservableGauge("summit.cache.limit", () => cache.Memory.Limit, "By", "Most bytes that the answers in memory may take.");
        meter.CreateObservableCounter("summit.cache.evictions", () => cache.Memory.Evictions, "{entry}", "Answers that went to make room for others.");
        meter.CreateObservableGauge("summit.cache.flights", () => cache.Flights.Count, "{flight}", "Answers that are being fetched, each for everybody who waits for it.");
        meter.CreateObservableGauge("summit.cache.redis", () => RedisStates.Select(state => new Measurement<int>(state == redis.State ? 1 : 0, Tag("summit.state", state))), "{cache}", "1 for the state that the second cache level is in, 0 for the others.");
    }

    private void AddFeeds(Meter meter)
    {
        meter.CreateObservableGauge("summit.feed.connected", () => feeds.All.Select(f => new Measurement<int>(f.Connected ? 1 : 0, Of(f.Package))), "{feed}", "1 while the change feed of a service is read.");
        // Without a value nothing is certain and nothing is served as fresh; see summit.feed.connected.
        meter.CreateObservableGauge("summit.feed.lag", () => feeds.All.Where(f => f.Age is not null).Select(f => new Measurement<double>(f.Age!.Value.TotalSeconds, Of(f.Package))), "s", "How long ago every commit of a service was known here.");
        meter.CreateObservableGauge("summit.feed.position", () => feeds.All.Where(f => f.State is not null).Select(f => new Measurement<long>(f.State!.Position, Of(f.Package))), "{revision}", "Revision up to which the changes of a service are known here.");
    }

    private void AddReplicas(Meter meter)
    {
        meter.CreateObservableGauge("summit.replicas", () => directory.All.SelectMany(s => new Measurement<int>[]
        {
            new(s.Current.Count(r => !r.IsDown), Of(s.Package), Tag("summit.state", "up")),
            new(s.Current.Count(r => r.IsDown), Of(s.Package), Tag("summit.state", "down")),
        }), "{replica}", "Known replicas of a service by whether they could be reached.");
        meter.CreateObservableGauge("summit.replicas.calls", () => directory.All.Select(s => new Measurement<int>(s.Current.Sum(r => r.InFlight), Of(s.Package))), "{call}", "Calls that the replicas of a service are working on for this gateway.");
    }

    private void AddLimits(Meter meter)
    {
        meter.CreateObservableCounter("summit.limiter.refused", () => Enum.GetValues<MethodClass>().SelectMany(c => new Measurement<long>[]
        {
            new(limits.RefusedOf(c).ByRate, NameOf(c), Tag("summit.limit", "rate")),
            new(limits.RefusedOf(c).ByConcurrency, NameOf(c), Tag("summit.limit", "concurrency")),
        }), "{call}", "Calls refused because their caller had used up its limit.");
        meter.CreateObservableGauge("summit.limiter.callers", () => limits.Callers, "{caller}", "Callers whose use is remembered.");
    }

    private static KeyValuePair<string, object?> NameOf(MethodClass methodClass) => Tag("summit.limit.class", methodClass.ToString().ToLowerInvariant());

    private static KeyValuePair<string, object?> Of(string package) => Tag("summit.service", package);

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
