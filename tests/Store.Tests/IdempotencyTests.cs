using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Summit.Store.Tests;

public sealed class SqliteIdempotencyTests : IdempotencyTests
{
    protected override Provider Provider => Provider.Sqlite;
}

public sealed class PostgresIdempotencyTests : IdempotencyTests
{
    protected override Provider Provider => Provider.Postgres;
}

public abstract class IdempotencyTests : StoreTests
{
    private Task<Committed<Summit>> AddAsync(CommitInfo info, ResourceStore? store = null) => (store ?? Store).CommitAsync(
        info,
        t =>
        {
            var summit = t.Find(Summits, "summits/s") ?? NewSummit("s");
            summit.Counter++;
            return t.Put(Summits, summit);
        },
        Cancellation);

    [Fact]
    public async Task SameId_FirstAnswerByteForByte()
    {
        var first = await AddAsync(By("FRA", "id", "h"));
        await AddAsync(By("FRA", "other", "h"));
        var again = await AddAsync(By("FRA", "id", "h"));

        Assert.True(again.Replayed);
        Assert.Equal(first.Result.ToByteArray(), again.Result.ToByteArray());
        Assert.Equal(first.Revision, again.Revision);
        Assert.Equal(2, (await LatestAsync()).Revision.Number);
    }

    [Fact]
    public async Task SameId_ManyAtOnce_OneCommit()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => AddAsync(By("FRA", "id", "h"))));
        Assert.All(all, a => Assert.Equal(1, a.Result.Counter));
        Assert.Single(all, a => !a.Replayed);
    }

    [Fact]
    public async Task SameId_OtherRequest_Refused()
    {
        await AddAsync(By("FRA", "id", "h"));
        await Assert.ThrowsAsync<RequestIdReusedException>(() => AddAsync(By("FRA", "id", "other")));
    }

    [Fact]
    public async Task SameId_OtherCallerOrMethod_IsAnotherRequest()
    {
        await AddAsync(By("FRA", "id", "h"));
        Assert.Equal(2, (await AddAsync(By("DEU", "id", "h"))).Result.Counter);
        Assert.Equal(3, (await AddAsync(By("FRA", "id", "h") with { Method = "/test/Other" })).Result.Counter);
    }

    [Fact]
    public async Task Errors_AndValidateOnly_AreNotRecorded()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync<Summit>(_ => throw new InvalidOperationException("no"), By("FRA", "id", "h")));
        Assert.Equal(1, (await AddAsync(By("FRA", "id", "h", validateOnly: true))).Result.Counter);
        var first = await AddAsync(By("FRA", "id", "h"));
        Assert.False(first.Replayed);
        Assert.Equal(1, first.Result.Counter);
    }

    [Fact]
    public async Task SameId_NothingWritten_StillTheFirstAnswer()
    {
        await PutAsync(NewSummit("s", 5));
        var read = await WriteAsync(t => t.Get(Summits, "summits/s"), By("FRA", "id", "h"));
        await PutAsync(NewSummit("s", 6));
        var again = await WriteAsync(t => t.Get(Summits, "summits/s"), By("FRA", "id", "h"));
        Assert.Equal(read.Result.ToByteArray(), again.Result.ToByteArray());
    }

    [Fact]
    public async Task SameId_AfterItsLifetime_RunsAgain()
    {
        var store = await OpenAsync(await Provider.NewDatabaseAsync(), o => o.RequestIdLifetime = TimeSpan.Zero);
        await AddAsync(By("FRA", "id", "h"), store);
        Assert.Equal(2, (await AddAsync(By("FRA", "id", "h"), store)).Result.Counter);
    }
}
