using Google.Protobuf.WellKnownTypes;

namespace Summit.Store.Tests;

public sealed class SqliteTypedWatchTests : TypedWatchTests
{
    protected override Provider Provider => Provider.Sqlite;
}

public sealed class PostgresTypedWatchTests : TypedWatchTests
{
    protected override Provider Provider => Provider.Postgres;
}

/// <summary>Watches of some types: what they are told of commits of the others, and when.</summary>
public abstract class TypedWatchTests : StoreTests
{
    [Fact]
    public async Task Watch_CommitsOfOthersAreReportedTogetherWithTheNextChange()
    {
        var store = await OpenAsync(await Provider.NewDatabaseAsync(), time: new StoppedClock());
        await using var watch = await WatchPositionsAsync(store);
        var next = watch.MoveNextAsync();
        for (var i = 2; i <= 20; i++)
        {
            await store.CommitAsync(By("w"), t => t.Put(Summits, NewSummit("s", i)), Cancellation);
        }
        await store.CommitAsync(By("w"), t => t.Put(Positions, NewPosition("FRA", "b")), Cancellation);

        Assert.True(await next);
        Assert.Equal("nations/FRA/positions/b", Assert.Single(watch.Current.Changes).Name);
        Assert.Equal(Enumerable.Range(2, 20).Select(i => (long)i), watch.Current.Types.Select(t => t.Revision.Number));
    }

    [Fact]
    public async Task Watch_ASecondIsOver_TheNextCommitOfOthersIsReported()
    {
        var clock = new StoppedClock();
        var store = await OpenAsync(await Provider.NewDatabaseAsync(), time: clock);
        await using var watch = await WatchPositionsAsync(store);
        await store.CommitAsync(By("w"), t => t.Put(Summits, NewSummit("s", 1)), Cancellation);
        clock.Pass(TimeSpan.FromSeconds(1));
        await store.CommitAsync(By("w"), t => t.Put(Summits, NewSummit("s", 2)), Cancellation);

        Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1), Cancellation));

        Assert.Empty(watch.Current.Changes);
        Assert.InRange(watch.Current.Revision.Number, 2, 3);
    }

    [Fact]
    public async Task Watch_ManyCommitsOfOthers_AreReportedBeforeTheyLeaveMemory()
    {
        var store = await OpenAsync(await Provider.NewDatabaseAsync(), o => o.FeedBuffer = 600, new StoppedClock());
        await using var watch = await WatchPositionsAsync(store);
        var next = watch.MoveNextAsync();
        for (var i = 0; i < 300; i++)
        {
            await store.CommitAsync(By("w"), t => t.Put(Summits, NewSummit("s", i)), Cancellation);
        }

        Assert.True(await next.AsTask().WaitAsync(TimeSpan.FromMinutes(1), Cancellation));

        Assert.Empty(watch.Current.Changes);
        Assert.InRange(watch.Current.Revision.Number, 200, 301);
    }

    [Fact]
    public async Task Watch_ThenSilence_TheLastCommitsOfOthersAreReported()
    {
        await using var watch = await WatchPositionsAsync(Store);
        await PutAsync(NewSummit("s"));

        Assert.True(await watch.MoveNextAsync()); // Long before the heartbeat.

        Assert.Empty(watch.Current.Changes);
        Assert.Equal((new Revision(2, Store.Epoch), "summit.store.tests.v1/Summit"), (watch.Current.Revision, Assert.Single(watch.Current.Types).Type.TypeName));
    }

    [Fact]
    public async Task Watch_LargeCommitFollows_CommitsOfOthersAreReportedBeforeItsFirstPart()
    {
        var store = await OpenAsync(await Provider.NewDatabaseAsync(), o => o.FeedStepBytes = 1000, new StoppedClock());
        await using var watch = await WatchPositionsAsync(store);
        var next = watch.MoveNextAsync();
        await store.CommitAsync(By("w"), t => t.Put(Summits, NewSummit("s")), Cancellation);
        await store.CommitAsync(
            By("w"),
            t =>
            {
                for (var i = 0; i < 20; i++)
                {
                    t.Put(Positions, NewPosition("FRA", $"large-{i:00}"));
                }
                return new Empty();
            },
            Cancellation);

        Assert.True(await next);

        Assert.Equal((2, 2), (watch.Current.Revision.Number, Assert.Single(watch.Current.Types).Revision.Number));
        Assert.True(await watch.MoveNextAsync());
        Assert.True(watch.Current.Partial);
    }

    // A watch of positions that has seen the first one and follows in memory.
    private static async Task<IAsyncEnumerator<FeedEvent>> WatchPositionsAsync(ResourceStore store)
    {
        await store.CommitAsync(By("w"), t => t.Put(Positions, NewPosition("FRA", "a")), Cancellation);
        var watch = store.Feed.WatchAsync(
            new ChangeQuery { Visibility = Visibility.Published, After = new Revision(0, store.Epoch), Collections = ["nations/*/positions"] }, TimeSpan.FromMinutes(5), Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await watch.MoveNextAsync());
        return watch;
    }

    // No time passes but what the test lets pass, and no timer fires.
    private sealed class StoppedClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
