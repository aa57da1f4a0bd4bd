using Google.Protobuf;

namespace Summit.Store.Tests;

public sealed class SqliteToSqliteBackupTests : BackupTests
{
    protected override Provider Provider => Provider.Sqlite;

    protected override Provider Target => Provider.Sqlite;
}

public sealed class SqliteToPostgresBackupTests : BackupTests
{
    protected override Provider Provider => Provider.Sqlite;

    protected override Provider Target => Provider.Postgres;
}

public sealed class PostgresToPostgresBackupTests : BackupTests
{
    protected override Provider Provider => Provider.Postgres;

    protected override Provider Target => Provider.Postgres;
}

public sealed class PostgresToSqliteBackupTests : BackupTests
{
    protected override Provider Provider => Provider.Postgres;

    protected override Provider Target => Provider.Sqlite;
}

public abstract class BackupTests : StoreTests
{
    protected abstract Provider Target { get; }

    private static string NewFile() => Path.Combine(Provider.Servers.Folder, Guid.NewGuid().ToString("N") + ".backup");

    // Everything a store says about itself, with the epoch left out.
    private static async Task<List<string>> TellAsync(ResourceStore store, long at)
    {
        string Plain(IMessage? m) => m is null ? "-" : m.ToString()!.Replace("@" + store.Epoch, "", StringComparison.Ordinal);
        var told = new List<string>();
        var after = new Revision(0, store.Epoch);
        while (after.Number < at)
        {
            var page = await store.Feed.ListChangesAsync(new ChangeQuery { Visibility = Visibility.Everything, After = after }, 50, Cancellation);
            told.AddRange(page.Changes.Where(c => c.Revision.Number <= at).Select(c => $"{c.Revision.Number} {c.CommitTime:O} {c.Actor} {c.Name} {c.Kind} {Plain(c.Resource)}"));
            after = page.Revision;
        }
        var snapshot = await store.ReadAsync(ReadPoint.At(new Revision(at, store.Epoch)), Cancellation);
        told.AddRange((await snapshot.ListAllAsync(Positions, "", Visibility.Everything, Cancellation)).Select(Plain));
        told.AddRange((await snapshot.HistoryAsync(Summits, "summits/s", Visibility.Everything, Cancellation)).Select(h => $"{h.Revision.Number} {h.RequestId} {Plain(h.Old)} {Plain(h.New)}"));
        return told;
    }

    [Fact]
    public async Task Open_ABackupFile_TakesANewEpochOnce()
    {
        await FillAsync(0, 3);
        var file = NewFile();
        await StoreBackup.BackupAsync(Store.Options, file, Cancellation);
        var first = await OpenAsync(file);
        Assert.NotEqual(Store.Epoch, first.Epoch);
        var error = await Assert.ThrowsAsync<WrongEpochException>(() => first.ReadAsync(ReadPoint.At(new Revision(1, Store.Epoch)), Cancellation).AsTask());
        Assert.Equal(first.Epoch, error.Epoch);
        await first.DisposeAsync();
        Assert.Equal(first.Epoch, (await OpenAsync(file)).Epoch);
    }

    private async Task FillAsync(int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            await WriteAsync(t =>
            {
                t.Put(Positions, NewPosition(i % 2 == 0 ? "FRA" : "DEU", $"p{i % 7}", $"{i} é ✓", i % 3 == 0 ? PublishState.Draft : PublishState.Published));
                t.Schedule(new StoreTimer("k" + (i % 3), DateTimeOffset.UnixEpoch.AddDays(30_000 + i), "kind", [1, 2]));
                return t.Put(Summits, NewSummit("s", i + 1));
            }, By("test", "r" + i, "h"));
        }
    }

    [Fact]
    public async Task Restore_EverythingAsItWas_UnderANewEpoch()
    {
        await FillAsync(0, 30);
        await DeleteAsync(Positions, "nations/FRA/positions/p0");
        var file = NewFile();
        var backup = await StoreBackup.BackupAsync(Store.Options, file, Cancellation);
        Assert.Equal(new Revision(31, Store.Epoch), backup);

        var options = new StoreOptions { Database = await Target.NewDatabaseAsync() };
        var restored = await StoreBackup.RestoreAsync(file, options, Cancellation);
        var copy = await OpenAsync(options.Database);
        Assert.Equal(new Revision(31, copy.Epoch), restored);
        Assert.NotEqual(Store.Epoch, copy.Epoch);
        Assert.Equal(await TellAsync(Store, 31), await TellAsync(copy, 31));
        await Assert.ThrowsAsync<WrongEpochException>(() => copy.ReadAsync(ReadPoint.At(backup), Cancellation).AsTask());

        // Answers and timers came along, and life goes on with the next revision.
        var replay = await copy.CommitAsync(By("test", "r29", "h"), _ => new Summit(), Cancellation);
        Assert.True(replay.Replayed);
        var next = await copy.CommitAsync(By("test"), t =>
        {
            Assert.NotNull(t.FindTimer("k1"));
            return t.Put(Summits, NewSummit("next"));
        }, Cancellation);
        Assert.Equal(32, next.Revision.Number);
    }

    [Fact]
    public async Task Backup_WhileWritersWork_IsOneRevision()
    {
        await FillAsync(0, 5);
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var writer = Task.Run(async () =>
        {
            for (var i = 5; !stop.IsCancellationRequested; i++)
            {
                await FillAsync(i * 2, 2);
                started.TrySetResult();
            }
        }, Cancellation);
        // A writer that fails ends the wait, and the test, instead of leaving it waiting.
        await await Task.WhenAny(started.Task, writer);
        var file = NewFile();
        var backup = await StoreBackup.BackupAsync(Store.Options, file, Cancellation);
        await stop.CancelAsync();
        await writer;

        var options = new StoreOptions { Database = await Target.NewDatabaseAsync() };
        await StoreBackup.RestoreAsync(file, options, Cancellation);
        var copy = await OpenAsync(options.Database);
        Assert.Equal(backup.Number, (await copy.ReadAsync(ReadPoint.Latest, Cancellation)).Revision.Number);
        Assert.Equal(await TellAsync(Store, backup.Number), await TellAsync(copy, backup.Number));
    }

    [Fact]
    public async Task Restore_StoreInUseOrFileBad_RefusedAndUntouched()
    {
        await FillAsync(0, 3);
        var file = NewFile();
        await StoreBackup.BackupAsync(Store.Options, file, Cancellation);
        await Assert.ThrowsAnyAsync<StoreFaultException>(() => StoreBackup.BackupAsync(Store.Options, file, Cancellation));
        await Assert.ThrowsAnyAsync<StoreFaultException>(() => StoreBackup.RestoreAsync(file, Store.Options, Cancellation));

        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        Array.Fill(bytes, (byte)0x5a, bytes.Length / 2, bytes.Length / 4);
        var bad = NewFile();
        await File.WriteAllBytesAsync(bad, bytes, Cancellation);
        var options = new StoreOptions { Database = await Target.NewDatabaseAsync() };
        await Assert.ThrowsAsync<CorruptStoreException>(() => StoreBackup.RestoreAsync(bad, options, Cancellation));
        await File.WriteAllTextAsync(bad, "not a backup", Cancellation);
        await Assert.ThrowsAsync<CorruptStoreException>(() => StoreBackup.RestoreAsync(bad, options, Cancellation));
        await StoreBackup.RestoreAsync(file, options, Cancellation);
    }
}
