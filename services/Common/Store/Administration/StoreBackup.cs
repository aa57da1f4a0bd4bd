using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>Operations on a whole store: schema, backup, restore.</summary>
public static class StoreBackup
{
    /// <summary>Creates the schema or migrates it to this program's version. A schema that is already current is not an error. Several calls may run at the same time.</summary>
    /// <exception cref="SchemaTooNewException">The store was written by a newer program.</exception>
    public static async Task MigrateAsync(StoreOptions options, CancellationToken cancellationToken)
    {
        await using var database = Database.For(options, TimeProvider.System);
        await database.OpenAsync(migrate: true, cancellationToken);
    }

    /// <summary>
    /// Writes a consistent snapshot of a store to a new file while services continue to read and write. The file is a SQLite
    /// store, regardless of the provider of the source. A service that opens it as its store first gives it a new epoch.
    /// </summary>
    /// <param name="options">The store.</param>
    /// <param name="file">File to create. It must not exist, and it appears only when it is complete.</param>
    /// <param name="cancellationToken">Cancels the backup; no file is left behind.</param>
    /// <returns>The newest revision in the snapshot.</returns>
    public static async Task<Revision> BackupAsync(StoreOptions options, string file, CancellationToken cancellationToken)
    {
        Refuse(File.Exists(file), $"'{file}' exists; a backup never overwrites.");
        await using var database = Database.For(options, TimeProvider.System);
        await using var source = await database.OpenReaderAsync(cancellationToken);
        source.Execute(new Bound(Statements.BeginRead));
        var (epoch, version) = source.Query(Statements.Meta, static r => (r.GetString(0), r.GetInt32(1)))[0];
        Database.CheckVersion(version);
        var partial = file + ".partial";
        Remove(partial);
        try
        {
            await using (var target = new SqliteDatabase(new StoreOptions { Database = partial }, TimeProvider.System))
            {
                await target.OpenAsync(migrate: true, cancellationToken);
                await using var session = target.OpenWriter();
                await FillAsync(source, session, epoch, isBackup: true, cancellationToken);
            }
            source.Execute(new Bound(Statements.Rollback));
            var head = await HeadAsync(partial, cancellationToken);
            File.Move(partial, file);
            return new Revision(head, epoch);
        }
        finally
        {
            Remove(partial);
        }
    }

    /// <summary>
    /// Fills an empty store from a backup. Names, history and revisions are unchanged, but under a new epoch. An etag, page token
    /// or feed position of the original store's later history can therefore never be taken for one of this store.
    /// </summary>
    /// <param name="file">A file created by <see cref="BackupAsync"/>, of this version or an older one.</param>
    /// <param name="options">The store to fill, of either provider. No service may be using it.</param>
    /// <param name="cancellationToken">Cancels the restore; the store stays empty.</param>
    /// <returns>The newest revision, in the new epoch.</returns>
    /// <exception cref="StoreFaultException">The store is not empty.</exception>
    /// <exception cref="CorruptStoreException">The file is damaged or not a backup.</exception>
    public static async Task<Revision> RestoreAsync(string file, StoreOptions options, CancellationToken cancellationToken)
    {
        Refuse(!File.Exists(file), $"'{file}' does not exist.");
        var copy = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".restore");
        try
        {
            // The backup itself is not changed: an older one is migrated in the copy.
            File.Copy(file, copy);
            await using var backup = new SqliteDatabase(new StoreOptions { Database = copy }, TimeProvider.System);
            await backup.OpenAsync(migrate: true, cancellationToken);
            backup.CheckIntegrity();
            await using var source = await backup.OpenReaderAsync(cancellationToken);
            await using var target = Database.For(options, TimeProvider.System);
            await target.OpenAsync(migrate: true, cancellationToken);
            await using var session = target.OpenWriter();
            var epoch = Schema.NewEpoch();
            await FillAsync(source, session, epoch, isBackup: false, cancellationToken);
            return new Revision(session.Query(Statements.Head, static r => r.GetInt64(0))[0], epoch);
        }
        finally
        {
            Remove(copy);
        }
    }

    // All in one transaction of the target, under the lock of its counter.
    private static async Task FillAsync(Session source, Session target, string epoch, bool isBackup, CancellationToken cancellationToken)
    {
        var (revision, clock, _) = target.BeginLocked();
        Refuse(revision != 0 || clock != 0, "The store to fill is not empty; give a new file or a new database.");
        foreach (var table in Schema.Tables)
        {
            await source.CopyToAsync(target, table, cancellationToken);
        }
        var (newest, floor) = source.Query(Statements.Head, static r => (r.GetInt64(0), r.GetInt64(1)))[0];
        target.Execute(
            new(Statements.SetCounter, newest, floor),
            new(Statements.SetEpoch, epoch, isBackup ? 1L : 0L, source.Query(Statements.PageTokenKey, static r => r.GetString(0))[0]),
            new(Statements.Commit));
    }

    private static async Task<long> HeadAsync(string file, CancellationToken cancellationToken)
    {
        await using var database = new SqliteDatabase(new StoreOptions { Database = file }, TimeProvider.System);
        await using var session = await database.OpenReaderAsync(cancellationToken);
        return session.Query(Statements.Head, static r => r.GetInt64(0))[0];
    }

    private static void Refuse(bool condition, string message)
    {
        if (condition)
        {
            throw new StoreFaultException(message);
        }
    }

    private static void Remove(string file)
    {
        foreach (var ending in new[] { "", "-wal", "-shm", ".lock" })
        {
            File.Delete(file + ending);
        }
    }
}
