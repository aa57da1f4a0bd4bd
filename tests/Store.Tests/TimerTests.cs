using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Summit.Store.Tests;

public sealed class SqliteTimerTests : TimerTests
{
    protected override Provider Provider => Provider.Sqlite;
}

public sealed class PostgresTimerTests : TimerTests
{
    protected override Provider Provider => Provider.Postgres;

    [Fact]
    public async Task Timers_SeveralReplicas_EachFiresOnce()
    {
        const int Timers = 40;
        var database = await Provider.NewDatabaseAsync();
        var hosts = new List<IHost>();
        for (var i = 0; i < 3; i++)
        {
            hosts.Add(await StartAsync(database));
        }
        var store = hosts[0].Services.GetRequiredService<IResourceStore>();
        await ScheduleAsync(store, Enumerable.Range(0, Timers).Select(i => new StoreTimer($"t{i}", DateTimeOffset.UtcNow.AddMilliseconds(5 * i), "count", [])));
        await UntilAsync(hosts[0], Timers);

        var page = await hosts[0].Services.GetRequiredService<IChangeFeed>().ListChangesAsync(
            new ChangeQuery { Visibility = Visibility.Everything }, 1000, Cancellation);
        Assert.Equal(Enumerable.Range(1, Timers).Select(i => (long)i), page.Changes.Select(c => ((Summit)c.Resource!).Counter));
        Assert.All(page.Changes, c => Assert.Equal("timer", c.Actor));
        foreach (var host in hosts)
        {
            await StopAsync(host);
        }
    }
}

public abstract class TimerTests : StoreTests
{
    protected sealed class Counting : ITimerHandler
    {
        public void Fire(Transaction transaction, StoreTimer timer)
        {
            if (timer.Payload is [1])
            {
                throw new InvalidOperationException("a handler with a fault");
            }
            var summit = transaction.Find(Summits, "summits/fired") ?? NewSummit("fired");
            summit.Counter++;
            summit.Note = timer.Key;
            transaction.Put(Summits, summit);
        }
    }

    protected static async Task<IHost> StartAsync(string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.Configure<StoreOptions>(o => (o.Database, o.PollInterval) = (database, TimeSpan.FromMilliseconds(200)));
        builder.Services.AddSummitStore(Types).AddStoreTimer<Counting>("count");
        var host = builder.Build();
        await host.StartAsync(Cancellation);
        return host;
    }

    protected static async Task StopAsync(IHost host)
    {
        await host.StopAsync(Cancellation);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    protected static Task ScheduleAsync(IResourceStore store, IEnumerable<StoreTimer> timers) => store.CommitAsync(
        By("test"),
        t =>
        {
            foreach (var timer in timers)
            {
                t.Schedule(timer);
            }
            return new Empty();
        },
        Cancellation);

    // Waits until that many timers have fired.
    protected static async Task<Summit> UntilAsync(IHost host, long count)
    {
        await foreach (var step in host.Services.GetRequiredService<IChangeFeed>().WatchAsync(
            new ChangeQuery { Visibility = Visibility.Everything, After = new Revision(0, host.Services.GetRequiredService<IResourceStore>().Epoch) },
            TimeSpan.FromMinutes(1),
            Cancellation))
        {
            if (step.Changes.Select(c => c.Resource).OfType<Summit>().LastOrDefault(s => s.Counter >= count) is { } summit)
            {
                return summit;
            }
        }
        throw new InvalidOperationException("The feed ended.");
    }

    [Fact]
    public async Task Timer_Due_CommitsOnceAndIsGone()
    {
        var host = await StartAsync(await Provider.NewDatabaseAsync());
        var store = host.Services.GetRequiredService<IResourceStore>();
        await ScheduleAsync(store, [new("now", DateTimeOffset.UtcNow, "count", []), new("never", DateTimeOffset.UtcNow.AddDays(1), "count", [])]);
        Assert.Equal("now", (await UntilAsync(host, 1)).Note);
        await store.CommitAsync(By("test"), t =>
        {
            Assert.Null(t.FindTimer("now"));
            Assert.NotNull(t.FindTimer("never"));
            return new Empty();
        }, Cancellation);
        await StopAsync(host);
    }

    [Fact]
    public async Task Timer_CancelledOrPutOff_DoesNotFire()
    {
        var host = await StartAsync(await Provider.NewDatabaseAsync());
        var store = host.Services.GetRequiredService<IResourceStore>();
        var soon = DateTimeOffset.UtcNow.AddHours(1);
        await ScheduleAsync(store, [new("a", soon, "count", []), new("b", soon, "count", [])]);
        await store.CommitAsync(By("test"), t =>
        {
            t.Cancel("a");
            return new Empty();
        }, Cancellation);
        await ScheduleAsync(store, [new("b", DateTimeOffset.UtcNow, "count", [])]);
        Assert.Equal("b", (await UntilAsync(host, 1)).Note);
        await StopAsync(host);
    }

    [Fact]
    public async Task Timer_HandlerFails_OthersGoOn()
    {
        var host = await StartAsync(await Provider.NewDatabaseAsync());
        var store = host.Services.GetRequiredService<IResourceStore>();
        await ScheduleAsync(store, [new("bad", DateTimeOffset.UtcNow.AddSeconds(-9), "count", [1]), new("good", DateTimeOffset.UtcNow, "count", [])]);
        Assert.Equal("good", (await UntilAsync(host, 1)).Note);
        await store.CommitAsync(By("test"), t =>
        {
            Assert.NotNull(t.FindTimer("bad"));
            return new Empty();
        }, Cancellation);
        await StopAsync(host);
    }
}
