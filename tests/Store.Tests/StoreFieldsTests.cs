using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;

namespace Summit.Store.Tests;

public sealed class SqliteStoreFieldsTests : StoreFieldsTests
{
    protected override Provider Provider => Provider.Sqlite;

    [Fact]
    public async Task Update_StoredBeforeTheFieldsWereThere_GetsThem()
    {
        var database = await Provider.NewDatabaseAsync();
        var store = await OpenAsync(database);
        await store.CommitAsync(By("test"), t => t.Create(Treaties, New("old", "a")), Cancellation);
        await store.DisposeAsync();
        await StripAsync(database, New("old", "a"));

        store = await OpenAsync(database);
        var read = await (await store.ReadAsync(ReadPoint.Latest, Cancellation)).GetAsync(Treaties, "treaties/old", Visibility.Published, Cancellation);
        var same = await store.CommitAsync(By("test"), t => t.Put(Treaties, New("old", "a")), Cancellation);
        var changed = (await store.CommitAsync(By("test"), t => t.Update(Treaties, New("old", "b")), Cancellation)).Result;

        Assert.Equal(("", null, null), (read.Uid, read.CreateTime, read.UpdateTime));
        Assert.Equal((false, ""), (same.Changed, same.Result.Uid));
        Assert.Equal(32, changed.Uid.Length);
        Assert.NotNull(changed.UpdateTime);
        Assert.Equal(changed.UpdateTime, changed.CreateTime);
    }

    // What an earlier program stored: the same row, without the fields.
    private static async Task StripAsync(string database, Treaty treaty)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE resource_versions SET data = $data WHERE name = $name";
        command.Parameters.AddWithValue("$data", treaty.ToByteArray());
        command.Parameters.AddWithValue("$name", treaty.Name);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
    }
}

public sealed class PostgresStoreFieldsTests : StoreFieldsTests
{
    protected override Provider Provider => Provider.Postgres;
}

public abstract class StoreFieldsTests : StoreTests
{
    protected static readonly ResourceType<Treaty> Treaties = Resources.Treaties;

    private static readonly Timestamp LongAgo = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch);

    protected static Treaty New(string id, string note) => new() { Name = "treaties/" + id, Note = note };

    [Fact]
    public async Task Create_SetsUidAndBothTimesToTheCommit()
    {
        var (created, now) = await PutAsync(New("a", "1"));
        var read = await (await LatestAsync()).GetAsync(Treaties, "treaties/a", Visibility.Published, Cancellation);

        Assert.Matches("^[0-9a-f]{32}$", created.Uid);
        Assert.Equal((now, now), (created.CreateTime.ToDateTimeOffset(), created.UpdateTime.ToDateTimeOffset()));
        Assert.Equal(created, read);
    }

    [Fact]
    public async Task Create_TimesSent_Ignored()
    {
        var sent = New("a", "1");
        (sent.CreateTime, sent.UpdateTime) = (LongAgo, LongAgo);
        var (created, now) = await PutAsync(sent);

        Assert.Equal((now, now), (created.CreateTime.ToDateTimeOffset(), created.UpdateTime.ToDateTimeOffset()));
        Assert.Equal(LongAgo, sent.CreateTime);
    }

    [Fact]
    public async Task Create_UidSetByTheDomain_Stays()
    {
        var sent = New("a", "1");
        sent.Uid = "own";
        Assert.Equal("own", (await PutAsync(sent)).Treaty.Uid);
    }

    [Fact]
    public async Task Update_KeepsUidAndCreateTime_MovesUpdateTime()
    {
        var (created, _) = await PutAsync(New("a", "1"));
        var sent = New("a", "2");
        (sent.Uid, sent.CreateTime, sent.UpdateTime) = ("other", LongAgo, LongAgo);
        var (updated, now) = await PutAsync(sent);

        Assert.Equal((created.Uid, created.CreateTime), (updated.Uid, updated.CreateTime));
        Assert.Equal(now, updated.UpdateTime.ToDateTimeOffset());
        Assert.True(updated.UpdateTime.CompareTo(created.UpdateTime) > 0);
        Assert.Equal(updated, await (await LatestAsync()).GetAsync(Treaties, "treaties/a", Visibility.Published, Cancellation));
    }

    [Fact]
    public async Task Put_EqualContent_NoRevisionAndTheStoredFields()
    {
        var (created, _) = await PutAsync(New("a", "1"));
        var sent = New("a", "1");
        sent.UpdateTime = LongAgo;
        var same = await WriteAsync(t => t.Put(Treaties, sent));

        Assert.False(same.Changed);
        Assert.Equal(created, same.Result);
    }

    [Fact]
    public async Task Create_AfterDelete_AnotherUid()
    {
        var (first, _) = await PutAsync(New("a", "1"));
        await DeleteAsync(Treaties, "treaties/a");
        var (second, now) = await PutAsync(New("a", "1"));

        Assert.NotEqual(first.Uid, second.Uid);
        Assert.Equal(now, second.CreateTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Create_ManyInOneCommit_EachHasItsOwnUid()
    {
        await WriteAsync(t =>
        {
            for (var i = 0; i < 50; i++)
            {
                t.Create(Treaties, New($"r{i}", "same"));
            }
            return new Empty();
        });

        var all = await (await LatestAsync()).ListAllAsync(Treaties, "", Visibility.Published, Cancellation);
        Assert.Equal(50, all.Select(r => r.Uid).Distinct().Count());
        Assert.Single(all.Select(r => r.CreateTime).Distinct());
    }

    [Fact]
    public async Task Update_InTheTransactionThatCreated_KeepsTheUid()
    {
        var uid = "";
        var committed = await WriteAsync(t =>
        {
            uid = t.Create(Treaties, New("a", "1")).Uid;
            return t.Update(Treaties, New("a", "2"));
        });

        Assert.Equal(uid, committed.Result.Uid);
        Assert.Equal(committed.Result.CreateTime, committed.Result.UpdateTime);
    }

    [Fact]
    public async Task List_FilteredAndOrderedByTime_Works()
    {
        foreach (var id in new[] { "c", "b", "a" })
        {
            await PutAsync(New(id, "1"));
        }
        var middle = await (await LatestAsync()).GetAsync(Treaties, "treaties/b", Visibility.Published, Cancellation);
        var query = new ListQuery { Visibility = Visibility.Published, Filter = $"create_time <= \"{middle.CreateTime.ToDateTimeOffset():O}\"", OrderBy = "create_time desc" };

        var page = await (await LatestAsync()).ListAsync(Treaties, query, Cancellation);

        Assert.Equal(["treaties/b", "treaties/c"], page.Items.Select(r => r.Name));
    }

    [Fact]
    public async Task Put_TypeWithoutTheFields_KeepsItsOwnTime()
    {
        var position = NewPosition("FRA", "p");
        position.UpdateTime = LongAgo;
        Assert.Equal(LongAgo, (await PutAsync(position)).Result.UpdateTime);
    }

    private async Task<(Treaty Treaty, DateTimeOffset Now)> PutAsync(Treaty treaty)
    {
        DateTimeOffset now = default;
        var committed = await WriteAsync(t =>
        {
            now = t.Now;
            return t.Put(Treaties, treaty);
        });
        return (committed.Result, now);
    }
}
