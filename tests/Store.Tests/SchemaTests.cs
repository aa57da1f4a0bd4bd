using Npgsql;

namespace Summit.Store.Tests;

public sealed class SqliteSchemaTests : SchemaTests
{
    protected override Provider Provider => Provider.Sqlite;

    protected override async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={database};Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    [Fact]
    public async Task Open_SecondOwner_RefusedNamingTheFile()
    {
        var error = await Assert.ThrowsAsync<StoreInUseException>(() => OpenAsync(Store.Options.Database));
        Assert.Contains(Store.Options.Database, error.Message, StringComparison.Ordinal);
        await PutAsync(NewSummit("s"));
    }

    [Fact]
    public async Task Open_NotADatabase_Refused()
    {
        var file = await Provider.NewDatabaseAsync();
        await File.WriteAllTextAsync(file, new string('x', 10_000), Cancellation);
        await Assert.ThrowsAsync<CorruptStoreException>(() => OpenAsync(file));
    }

    [Fact]
    public async Task Read_DamagedPages_CorruptNamed_NotWrongData()
    {
        var file = await Provider.NewDatabaseAsync();
        await using (var store = await OpenAsync(file))
        {
            for (var i = 0; i < 50; i++)
            {
                await store.CommitAsync(By("w"), t => t.Put(Summits, NewSummit("s" + i, i, new string('n', 2000))), Cancellation);
            }
        }
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        Array.Fill(bytes, (byte)0xff, 4096 * 8, bytes.Length - (4096 * 8));
        await File.WriteAllBytesAsync(file, bytes, Cancellation);
        var error = await Assert.ThrowsAsync<CorruptStoreException>(async () =>
        {
            await using var damaged = await OpenAsync(file);
            var snapshot = await damaged.ReadAsync(ReadPoint.Latest, Cancellation);
            await snapshot.ListAllAsync(Summits, "", Visibility.Everything, Cancellation);
        });
        Assert.Contains("restore a backup", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_FileFull_NothingLost_AndReadsGoOn()
    {
        var file = await Provider.NewDatabaseAsync();
        var store = await OpenAsync(file, o => o.MaxPages = 60);
        var written = 0;
        await Assert.ThrowsAsync<StoreFullException>(async () =>
        {
            while (true)
            {
                await store.CommitAsync(By("w"), t => t.Put(Summits, NewSummit("s" + written, written + 1, new string('n', 3000))), Cancellation);
                written++;
            }
        });
        Assert.True(written > 10);
        var snapshot = await store.ReadAsync(ReadPoint.Latest, Cancellation);
        Assert.Equal(written, snapshot.Revision.Number);
        Assert.Equal(written, (await snapshot.ListAllAsync(Summits, "", Visibility.Everything, Cancellation)).Count);
        await store.DisposeAsync();

        // With room again it goes on where it was.
        store = await OpenAsync(file);
        var next = await store.CommitAsync(By("w"), t => t.Put(Summits, NewSummit("more")), Cancellation);
        Assert.Equal(written + 1, next.Revision.Number);
    }

    [Fact]
    public async Task Commit_FileFull_SmallOnesInTheSameGroupStillCommit()
    {
        var store = await OpenAsync(await Provider.NewDatabaseAsync(), o => o.MaxPages = 60);
        var tasks = Enumerable.Range(0, 20).Select(i => store.CommitAsync(
            By("w"), t => t.Put(Summits, NewSummit("s" + i, i, new string('n', i == 7 ? 1_000_000 : 10))), Cancellation)).ToList();
        await Assert.ThrowsAsync<StoreFullException>(() => tasks[7]);
        foreach (var task in tasks.Where((_, i) => i != 7))
        {
            await task;
        }
        Assert.Equal(19, (await store.ReadAsync(ReadPoint.Latest, Cancellation)).Revision.Number);
    }

    [Fact]
    public async Task Open_FolderCannotBeWritten_SaysSo()
    {
        // A file where the folder should be stops even root.
        var file = await Provider.NewDatabaseAsync();
        await File.WriteAllTextAsync(file, "", Cancellation);
        var error = await Assert.ThrowsAsync<StoreFaultException>(() => OpenAsync(Path.Combine(file, "store.db")));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }
}

public sealed class PostgresSchemaTests : SchemaTests
{
    protected override Provider Provider => Provider.Postgres;

    protected override async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    [Fact]
    public async Task Migrate_ManyReplicasAtOnce_DoNotFight()
    {
        var database = await Provider.NewDatabaseAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OpenAsync(database)));
        Assert.Single(stores.Select(s => s.Epoch).Distinct());
    }
}

public abstract class SchemaTests : StoreTests
{
    protected abstract Task ExecuteAsync(string database, string sql);

    [Fact]
    public async Task Open_NewerSchema_Refused()
    {
        var database = await Provider.NewDatabaseAsync();
        await (await OpenAsync(database)).DisposeAsync();
        await ExecuteAsync(database, "UPDATE meta SET schema_version = 999");
        var error = await Assert.ThrowsAsync<SchemaTooNewException>(() => OpenAsync(database));
        Assert.Contains("999", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NotMigrated_SaysWhatToRun()
    {
        var database = await Provider.NewDatabaseAsync();
        var error = await Assert.ThrowsAsync<SchemaTooOldException>(() => OpenAsync(database, o => o.MigrateOnStart = false));
        Assert.Contains("migrate", error.Message, StringComparison.Ordinal);
        await StoreBackup.MigrateAsync(new StoreOptions { Database = database }, Cancellation);
        await StoreBackup.MigrateAsync(new StoreOptions { Database = database }, Cancellation);
        await (await OpenAsync(database, o => o.MigrateOnStart = false)).DisposeAsync();
    }

    [Fact]
    public async Task Reopen_EverythingIsThere_SameEpoch()
    {
        var database = await Provider.NewDatabaseAsync();
        var store = await OpenAsync(database);
        await store.CommitAsync(By("w"), t => t.Put(Summits, NewSummit("s", 5)), Cancellation);
        await store.DisposeAsync();
        var again = await OpenAsync(database);
        Assert.Equal(store.Epoch, again.Epoch);
        var snapshot = await again.ReadAsync(ReadPoint.Latest, Cancellation);
        Assert.Equal(5, (await snapshot.GetAsync(Summits, "summits/s", Visibility.Published, Cancellation)).Counter);
    }
}
