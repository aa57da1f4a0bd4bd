using System.Collections.Concurrent;
using Grpc.Core;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Freshness;

/// <summary>What may be shown when a service is away is not shown once it is known to be gone.</summary>
public sealed class StaleAnswerTests
{
    [Fact]
    public async Task Get_ServiceAwayAfterItsStoreWasReplaced_AnswerOfTheFormerStoreIsNotShown()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);
        Assert.Equal("miss", (await cluster.Gateway.GetAsync(Samples.Seeded)).Cache);

        await cluster.StopServiceAsync();
        // What the gateway notes when a caller is shown an answer of the restored store, before its feed has got there.
        cluster.Gateway.Feed.Seen(1, "next");
        var away = await cluster.Gateway.GetAsync(Samples.Seeded);
        await cluster.StartServiceAsync();

        Assert.Equal(StatusCode.Unavailable, away.Error?.StatusCode);
    }

    [Fact]
    public async Task Get_OldAnswerIsReplacedWhileTheServiceIsSilent_TheServiceIsWaitedFor()
    {
        var (probe, wait) = (TimeSpan.FromMilliseconds(123), TimeSpan.FromSeconds(7));
        var time = new HeldTime(probe, wait);
        await using var cluster = await Cluster.StartAsync();
        var gateway = await cluster.AddGatewayAsync(time, $"--Gateway:Feed:ProbeInterval={probe}", $"--Gateway:Cache:StaleWait={wait}");
        var created = await gateway.CreateAsync("FRA", "a");
        await gateway.KnowsAsync(created.Revision);
        Assert.Equal("miss", (await gateway.GetAsync(Samples.Seeded)).Cache);

        // The feed is lost and the service falls silent: the older answer may be served after a while.
        gateway.Feed.State!.ConfirmUntil(0);
        cluster.Tap.Hold();
        var waiting = gateway.GetAsync(Samples.Seeded);
        await Eventually.HoldsAsync("the call waits for the service", () => time.Holds(wait));
        // In that while it becomes known that there is something newer.
        gateway.Feed.Seen(created.Number + 1, gateway.Feed.State!.Epoch);
        time.Fire(wait);
        cluster.Tap.Release();
        var served = await waiting;

        Assert.Null(served.Error);
        Assert.Equal(("miss", Samples.Seeded), (served.Cache, served.Value!.Name));
    }

    /// <summary>The system's time, but for waits of certain lengths, which end when the test says so.</summary>
    private sealed class HeldTime(params TimeSpan[] held) : TimeProvider
    {
        private readonly ConcurrentDictionary<TimeSpan, Action> _waits = new();

        public bool Holds(TimeSpan wait) => _waits.ContainsKey(wait);

        public void Fire(TimeSpan wait) => _waits[wait]();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (!held.Contains(dueTime))
            {
                return base.CreateTimer(callback, state, dueTime, period);
            }

            _waits[dueTime] = () => callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
