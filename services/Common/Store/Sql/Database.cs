using System.Collections.Concurrent;

namespace Summit.Store.Sql;

/// <summary>The database of a store: opens sessions, keeps idle readers, and implements the differences between providers.</summary>
internal abstract class Database(StoreOptions options) : IAsyncDisposable
{
    private readonly ConcurrentBag<Session> _idle = [];
    private readonly SemaphoreSlim _readers = new(options.MaxReaders);
    private bool _disposed;

    public abstract string System { get; }

    /// <summary>Whether this process is the only writer, so that its state in memory is always current.</summary>
    public abstract bool SoleOwner { get; }

    public StoreOptions Options { get; } = options;

    /// <summary>Selects the provider by the connection string.</summary>
    public static Database For(StoreOptions options, TimeProvider time)
    {
        var text = options.Database.Trim();
        if (text.Length == 0)
        {
            throw new StoreFaultException("Summit:Database is not set; give a file path, or a PostgreSQL connection string.");
        }
        var postgres = text.StartsWith("postgres", StringComparison.OrdinalIgnoreCase) && text.Contains("://", StringComparison.Ordinal)
            || text.Contains("Host=", StringComparison.OrdinalIgnoreCase);
        return postgres ? new PostgresDatabase(options) : new SqliteDatabase(options, time);
    }

    /// <summary>Acquires the database, and migrates the schema or checks it.</summary>
    public abstract Task OpenAsync(bool migrate, CancellationToken cancellationToken);

    /// <summary>Opens a new session for the writer.</summary>
    public abstract Session OpenWriter();

    /// <summary>Runs until cancelled and calls back whenever another process may have committed. Returns immediately for a sole owner.</summary>
    public abstract Task ListenAsync(Action wake, CancellationToken cancellationToken);

    /// <summary>Runs a read on an idle session, or on a new one. The read is repeated when the session had broken while it was idle.</summary>
    public async ValueTask<T> ReadAsync<TState, T>(
        Func<Session, TState, CancellationToken, ValueTask<T>> read, TState state, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _readers.WaitAsync(cancellationToken);
        try
        {
            while (_idle.TryTake(out var kept))
            {
                try
                {
                    return await ReadAsync(kept, read, state, cancellationToken);
                }
                catch (StoreUnavailableException e) when (kept.HadBroken(e))
                {
                    await CloseIdleAsync(); // They have probably broken too.
                }
            }
            return await ReadAsync(await OpenReaderAsync(cancellationToken), read, state, cancellationToken);
        }
        finally
        {
            _readers.Release();
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        _disposed = true;
        await CloseIdleAsync();
        _readers.Dispose();
    }

    /// <summary>Opens a new session for reading.</summary>
    public abstract ValueTask<Session> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>Refuses a schema version that this program does not support.</summary>
    public static void CheckVersion(int found)
    {
        if (found > Schema.Version)
        {
            throw new SchemaTooNewException(found, Schema.Version);
        }
        if (found < Schema.Version)
        {
            throw new SchemaTooOldException(found, Schema.Version);
        }
    }

    private async ValueTask<T> ReadAsync<TState, T>(
        Session session, Func<Session, TState, CancellationToken, ValueTask<T>> read, TState state, CancellationToken cancellationToken)
    {
        try
        {
            return await read(session, state, cancellationToken);
        }
        finally
        {
            if (session.Broken)
            {
                await session.DisposeAsync();
            }
            else
            {
                _idle.Add(session);
            }
        }
    }

    private async ValueTask CloseIdleAsync()
    {
        while (_idle.TryTake(out var session))
        {
            await session.DisposeAsync();
        }
    }
}
