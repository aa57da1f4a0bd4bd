using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Summit.Store.Tests;

public sealed class SqliteFeedTests : FeedTests
{
    protected override Provider Provider => Provider.Sqlite;
}

public sealed class PostgresFeedTests : FeedTests
{
    protected override Provider Provider => Provider.Postgres;
}

public abstract class FeedTests : StoreTests
{
    private static readonly TimeSpan NoHeartbeat = TimeSpan.FromMinutes(5);

    private Revision At(long number) => new(number, Store.Epoch);

    private static string Show(Change c) => $"{c.Revision.Number} {c.Kind} {c.Name.Split('/')[^1]}";

    private async Task<List<string>> ListAsync(Visibility visibility, long after = 0, params string[] collections)
    {
        var page = await Store.Feed.ListChangesAsync(
            new ChangeQuery { Visibility = visibility, After = At(after), Collections = collections }, 1000, Cancellation);
        Assert.False(page.More);
        return [.. page.Changes.Select(Show)];
    }

    // Watches until a revision has been seen.
    private async Task<List<Change>> WatchAsync(ChangeQuery query, long until)
    {
        var seen = new List<Change>();
        await foreach (var step in Store.Feed.WatchAsync(query, NoHeartbeat, Cancellation))
        {
            seen.AddRange(step.Changes);
            if (step.Revision.Number >= until)
            {
                break;
            }
        }
        return seen;
    }

    [Fact]
    public async Task ListChanges_InOrder_WithWhoAndWhat()
    {
        await WriteAsync(t => t.Put(Summits, NewSummit("s", 1)), By("secretariat") with { TraceId = "4bf9" });
        await PutAsync(NewPosition("FRA", "a"));
        await PutAsync(NewSummit("s", 2));
        await DeleteAsync(Summits, "summits/s");

        Assert.Equal(["1 Created s", "2 Created a", "3 Updated s", "4 Deleted s"], await ListAsync(Visibility.Published));
        Assert.Equal(["3 Updated s", "4 Deleted s"], await ListAsync(Visibility.Published, 2));
        Assert.Equal(["2 Created a"], await ListAsync(Visibility.Published, 0, "nations/*/positions"));
        var first = (await Store.Feed.ListChangesAsync(new ChangeQuery { Visibility = Visibility.Published }, 1, Cancellation)).Changes[0];
        Assert.Equal(("secretariat", "4bf9", "summit.store.tests.v1/Summit"), (first.Actor, first.TraceId, first.Type.TypeName));
        Assert.Equal($"1@{Store.Epoch}", Assert.IsType<Summit>(first.Resource).Etag);
    }

    [Fact]
    public async Task ListChanges_Limit_NeverSplitsACommit()
    {
        await WriteAsync(t =>
        {
            for (var i = 0; i < 5; i++)
            {
                t.Put(Summits, NewSummit("s" + i));
            }
            return new Empty();
        });
        await PutAsync(NewSummit("later"));
        var page = await Store.Feed.ListChangesAsync(new ChangeQuery { Visibility = Visibility.Published }, 2, Cancellation);
        Assert.Equal((5, 1, true), (page.Changes.Count, page.Revision.Number, page.More));
        page = await Store.Feed.ListChangesAsync(new ChangeQuery { Visibility = Visibility.Published, After = page.Revision }, 2, Cancellation);
        Assert.Equal((1, 2, false), (page.Changes.Count, page.Revision.Number, page.More));
    }

    [Fact]
    public async Task Changes_Drafts_EachReaderSeesTheirOwnHistory()
    {
        await PutAsync(NewPosition("FRA", "a", "1", PublishState.Draft));
        await PutAsync(NewPosition("FRA", "a", "2", PublishState.Draft));
        await PutAsync(NewPosition("FRA", "a", "3"));
        await PutAsync(NewPosition("FRA", "a", "4", PublishState.Draft));
        await DeleteAsync(Positions, "nations/FRA/positions/a");

        string[] own = ["1 Created a", "2 Updated a", "3 Updated a", "4 Updated a", "5 Deleted a"];
        string[] others = ["3 Created a", "4 Deleted a"];
        Assert.Equal(own, await ListAsync(Visibility.Of("FRA")));
        Assert.Equal(others, await ListAsync(Visibility.Of("DEU")));
        var watched = await WatchAsync(new ChangeQuery { Visibility = Visibility.Published, After = At(0) }, 5);
        Assert.Equal(others, watched.Select(Show));
        Assert.Null(watched[1].Resource);
    }

    [Fact]
    public async Task Watch_WhileWritersWork_EachRevisionOnceInOrder()
    {
        const int Writes = 300;
        var watches = Enumerable.Range(0, 8).Select(_ => WatchAsync(new ChangeQuery { Visibility = Visibility.Published, After = At(0) }, Writes)).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writes).Select(i => PutAsync(NewSummit("s" + (i % 10), i + 1))));
        foreach (var watch in watches)
        {
            Assert.Equal(Enumerable.Range(1, Writes).Select(i => (long)i), (await watch).Select(c => c.Revision.Number));
        }
    }

    [Fact]
    public async Task Watch_ResumedAnywhere_NoGapAndNoRepeat()
    {
        for (var i = 0; i < 40; i++)
        {
            await PutAsync(NewSummit("s", i + 1));
        }
        var (seen, after) = (new List<long>(), At(0));
        while (after.Number < 40)
        {
            await foreach (var step in Store.Feed.WatchAsync(new ChangeQuery { Visibility = Visibility.Published, After = after }, NoHeartbeat, Cancellation))
            {
                seen.AddRange(step.Changes.Select(c => c.Revision.Number));
                after = step.Revision;
                break;
            }
        }
        Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task Watch_NothingToReport_TellsAtOnceWhereItBegins()
    {
        await PutAsync(NewSummit("s"));
        await using var watch = Store.Feed.WatchAsync(new ChangeQuery { Visibility = Visibility.Published }, NoHeartbeat, Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.True(await watch.MoveNextAsync());

        Assert.Empty(watch.Current.Changes);
        Assert.Equal(At(1), watch.Current.Revision);
        var next = watch.MoveNextAsync();
        await PutAsync(NewSummit("s", 2));
        Assert.True(await next);
        Assert.Equal(At(2), Assert.Single(watch.Current.Changes).Revision);
    }

    [Fact]
    public async Task Watch_Silence_HeartbeatsCarryTheRevision()
    {
        await PutAsync(NewSummit("s"));
        var steps = 0;
        await foreach (var step in Store.Feed.WatchAsync(new ChangeQuery { Visibility = Visibility.Published }, TimeSpan.FromMilliseconds(1), Cancellation))
        {
            Assert.Empty(step.Changes);
            Assert.Equal(At(1), step.Revision);
            if (++steps == 3)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task Watch_SlowReader_ToldToResume_WriterNotHeldUp()
    {
        var store = await OpenAsync(await Provider.NewDatabaseAsync(), o => o.FeedBuffer = 4);
        async Task Put(int i) => await store.CommitAsync(By("w"), t => t.Put(Summits, NewSummit("s", i)), Cancellation);
        await Put(1);
        // The first event shows that the watcher has caught up and follows in memory.
        await using var watch = store.Feed.WatchAsync(
            new ChangeQuery { Visibility = Visibility.Published }, TimeSpan.FromMilliseconds(1), Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await watch.MoveNextAsync());
        var last = watch.Current.Revision;
        for (var i = 2; i < 40; i++)
        {
            await Put(i);
        }
        // Another watcher that has seen everything shows that the feed has moved on in memory.
        await foreach (var step in store.Feed.WatchAsync(new ChangeQuery { Visibility = Visibility.Published, After = last }, NoHeartbeat, Cancellation))
        {
            if (step.Revision.Number == 39)
            {
                break;
            }
        }
        await Put(40);
        var slow = await Assert.ThrowsAsync<WatcherTooSlowException>(async () =>
        {
            while (await watch.MoveNextAsync())
            {
                last = watch.Current.Revision;
            }
        });
        Assert.Equal(last, slow.ResumeFrom);
    }

    [Fact]
    public async Task EndWatches_TellsWhereToResume()
    {
        await PutAsync(NewSummit("s"));
        await using var watch = Store.Feed.WatchAsync(
            new ChangeQuery { Visibility = Visibility.Published, After = At(0) }, NoHeartbeat, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await watch.MoveNextAsync());
        var waiting = watch.MoveNextAsync().AsTask();
        Store.Feed.EndWatches();
        var closing = await Assert.ThrowsAsync<StoreClosingException>(() => waiting);
        Assert.Equal(At(1), closing.ResumeFrom);
    }

    [Fact]
    public async Task Probe_ReadsTheStore()
    {
        Assert.Equal(At(0), await Store.Feed.ProbeAsync(Cancellation));
        await PutAsync(NewSummit("s"));
        Assert.Equal(At(1), await Store.Feed.ProbeAsync(Cancellation));
    }

    [Fact]
    public async Task Feed_OtherEpochOrFuture_Refused()
    {
        await Assert.ThrowsAsync<WrongEpochException>(() => WatchAsync(new ChangeQuery { Visibility = Visibility.Published, After = new Revision(0, "old") }, 1));
        await Assert.ThrowsAsync<PastOutOfRangeException>(() => WatchAsync(new ChangeQuery { Visibility = Visibility.Published, After = At(9) }, 1));
    }

    // A commit of many resources that is some steps large, with a small one before and after it.
    private async Task WriteLargeAsync(int count = 50, int bytes = 100_000)
    {
        await PutAsync(NewSummit("before"));
        await WriteAsync(t =>
        {
            for (var i = 0; i < count; i++)
            {
                t.Put(Summits, NewSummit($"large-{i:D4}", i, new string('n', bytes)));
            }
            return new Empty();
        });
        await PutAsync(NewSummit("after"));
    }

    [Theory]
    [InlineData(50, 100_000)]
    [InlineData(2500, 10)]
    public async Task Watch_LargeCommit_ComesInParts_PositionMovesWithTheLast(int count, int bytes)
    {
        await WriteLargeAsync(count, bytes);
        var seen = new List<string>();
        var partial = 0;
        await foreach (var step in Store.Feed.WatchAsync(new ChangeQuery { Visibility = Visibility.Published, After = At(0) }, NoHeartbeat, Cancellation))
        {
            Assert.True(step.Changes.Sum(c => c.Resource!.CalculateSize()) <= 1 << 20);
            Assert.Equal(step.Partial, step.Changes.Any(c => c.Revision.Number > step.Revision.Number));
            Assert.True(!step.Partial || step.Types.Count == 0);
            partial += step.Partial ? 1 : 0;
            seen.AddRange(step.Changes.Select(c => c.Name));
            if (step.Revision.Number == 3)
            {
                Assert.Contains(step.Types, t => t.Revision.Number == 2);
                break;
            }
        }
        Assert.True(partial >= 2);
        Assert.Equal(["summits/before", .. Enumerable.Range(0, count).Select(i => $"summits/large-{i:D4}"), "summits/after"], seen);
    }

    [Fact]
    public async Task Watch_LargeCommitWhileLive_ComesInParts()
    {
        await PutAsync(NewSummit("first"));
        var seen = new List<string>();
        var writing = Task.CompletedTask;
        await foreach (var step in Store.Feed.WatchAsync(new ChangeQuery { Visibility = Visibility.Published, After = At(0) }, NoHeartbeat, Cancellation))
        {
            seen.AddRange(step.Changes.Select(c => c.Name.Split('/')[^1]));
            if (step.Revision.Number == 1)
            {
                writing = WriteLargeAsync();
            }
            if (step.Revision.Number == 4)
            {
                break;
            }
        }
        await writing;
        Assert.Equal(["first", "before", .. Enumerable.Range(0, 50).Select(i => $"large-{i:D4}"), "after"], seen);
    }

    [Fact]
    public async Task ListChanges_LargeCommit_GoesOnInsideIt()
    {
        await WriteLargeAsync();
        var seen = new List<string>();
        var page = new ChangePage([], At(0), More: true);
        while (page.More)
        {
            page = await Store.Feed.ListChangesAsync(
                new ChangeQuery { Visibility = Visibility.Published, After = page.Revision, AfterName = page.PartName }, 1000, Cancellation);
            Assert.True(page.Changes.Sum(c => c.Resource!.CalculateSize()) <= 1 << 20);
            Assert.True(page.PartName.Length == 0 || page.Revision.Number == 1);
            seen.AddRange(page.Changes.Select(c => c.Name.Split('/')[^1]));
        }
        Assert.Equal(3, page.Revision.Number);
        Assert.Equal(["before", .. Enumerable.Range(0, 50).Select(i => $"large-{i:D4}"), "after"], seen);
    }

    [Fact]
    public async Task ListChanges_ManyCommits_PageIsBoundedInBytes()
    {
        for (var i = 0; i < 30; i++)
        {
            await PutAsync(NewSummit("s", i, new string('n', 100_000)));
        }
        var page = await Store.Feed.ListChangesAsync(new ChangeQuery { Visibility = Visibility.Published }, 1000, Cancellation);
        Assert.InRange(page.Changes.Count, 5, 10);
        Assert.True(page.More);
        Assert.Equal(("", page.Changes.Count), (page.PartName, (int)page.Revision.Number));
    }
}
