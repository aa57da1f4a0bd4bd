using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>Operations on a whole store: schema, backup, restore.</summary>
public static class StoreBackup
{
    /// <summary>Creates the schema or brings it up to this program's version; nothing to do is no error. Several at once do not fight.</summary>
    /// <exception cref="SchemaTooNewException">The store was written by a newer program.</exception>
    public static async Task MigrateAsync(StoreOptions options, CancellationToken cancellationToken)
    {
        await using var database = Database.For(options, TimeProvider.System);
        await database.OpenAsync(migrate: true, cancellationToken);
    }

    /// <summary>
    /// Writes a consistent snapshot of a store into a new file, while services go on reading and writing. The file is a
    /// SQLite store, whichever provider it comes from. If a service opens it as its store, it takes a new epoch first.
    /// </summary>
    /// <param name="options">The store.</param>
    /// <param name="file">File to make; it must not exist. It appears when it is complete.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
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
    /// Fills an empty store from a backup: names, history and revisions are as they were, under a new epoch, so that no
    /// etag, page token or feed position of the store's later life can be mistaken for one of this.
    /// </summary>
    /// <param name="file">A file that <see cref="BackupAsync"/> made, by this version or an older one.</param>
    /// <param name="options">The store to fill; of either provider. No service may be using it.</param>
    /// <param name="cancellationToken">Gives up; the store stays empty.</param>
    /// <returns>The newest revision, in the new epoch.</returns>
    /// <exception cref="StoreFaultException">The store is not empty.</exception>
    /// <exception cref="CorruptStoreException">The file is damaged or no backup.</exception>
    public static async Task<Revision> RestoreAsync(string file, StoreOptions options, CancellationToken cancellationToken)
    {
        Refuse(!File.Exists(file), $"'{file}' does not exist.");
        var copy = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".restore");
        try
        {
            // The backup itself stays as it is: an older one is migrated in the copy.
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

    // Everything in one transaction of the target, under its counter's lock.
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
