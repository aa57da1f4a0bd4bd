using Microsoft.Data.Sqlite;

namespace Summit.Store.Sql;

/// <summary>SQLite: one file, one owning process, write-ahead log, a full sync for each commit.</summary>
internal sealed class SqliteDatabase(StoreOptions options, TimeProvider time) : Database(options)
{
    private readonly string _path = Path.GetFullPath(options.Database);
    private FileStream? _ownership;

    public override string System => "sqlite";

    public override bool SoleOwner => true;

    public override Task OpenAsync(bool migrate, CancellationToken cancellationToken)
    {
        if (_ownership is not null)
        {
            return Task.CompletedTask;
        }
        Own();
        try
        {
            using var connection = Connect(readOnly: false);
            Migrate(connection, migrate);
        }
        catch (Exception e)
        {
            Disown();
            if (e is SqliteException sqlite)
            {
                throw SqliteSession.Name(sqlite, _path);
            }
            throw;
        }
        return Task.CompletedTask;
    }

    /// <summary>Reads the whole file and checks its integrity.</summary>
    public void CheckIntegrity()
    {
        try
        {
            using var connection = Connect(readOnly: true);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            if (command.ExecuteScalar() is not "ok")
            {
                throw new CorruptStoreException($"'{_path}' is damaged.");
            }
        }
        catch (SqliteException e)
        {
            throw SqliteSession.Name(e, _path);
        }
    }

    public override Session OpenWriter() => Open(readOnly: false);

    public override ValueTask<Session> OpenReaderAsync(CancellationToken cancellationToken) => ValueTask.FromResult<Session>(Open(readOnly: true));

    public override Task ListenAsync(Action wake, CancellationToken cancellationToken) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_ownership is not null)
        {
            FoldLog();
        }
        Disown();
    }

    // The last connection to close merges the log into the file, unless it is a reader, which may not write. Therefore a
    // connection that may write is closed last. A log that remains is not lost, but it is a second file to keep.
    private void FoldLog()
    {
        try
        {
            Connect(readOnly: false).Dispose();
        }
        catch (SqliteException)
        {
            // On a full disk or a damaged file the log remains; the next open reports the fault.
        }
    }

    private void Own()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            // The operating system releases the lock when the process ends, for whatever reason.
            _ownership = new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreFaultException($"'{_path}' cannot be written: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw File.Exists(_path + ".lock")
                ? new StoreInUseException(_path, e)
                : new StoreFaultException($"'{_path}' cannot be written: {e.Message}", e);
        }
    }

    private void Disown()
    {
        _ownership?.Dispose();
        _ownership = null;
    }

    private SqliteSession Open(bool readOnly)
    {
        try
        {
            return new SqliteSession(Connect(readOnly), _path, time);
        }
        catch (SqliteException e)
        {
            throw SqliteSession.Name(e, _path);
        }
    }

    private SqliteConnection Connect(bool readOnly)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            if (!readOnly)
            {
                Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;");
                if (Options.MaxPages > 0)
                {
                    Run(connection, $"PRAGMA max_page_count = {Options.MaxPages:D};");
                }
            }
            Run(connection, "PRAGMA cache_size = -16384;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Commands of a connection join its open transaction automatically.
    private static void Migrate(SqliteConnection connection, bool migrate)
    {
        using var transaction = connection.BeginTransaction();
        var found = Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'meta'") == 0
            ? 0
            : (int)Scalar(connection, "SELECT schema_version FROM meta");
        if (migrate && found < Schema.Version)
        {
            for (var version = found + 1; version <= Schema.Version; version++)
            {
                foreach (var sql in Schema.For(version, postgres: false))
                {
                    Run(connection, sql);
                }
            }
            Run(connection, Schema.Stamp(found));
            found = Schema.Version;
        }
        CheckVersion(found);
        transaction.Commit();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar());
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
