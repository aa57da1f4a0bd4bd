using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>State shared by all parts of an open store: its database, types, epoch and newest revision.</summary>
internal sealed class StoreState : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1);
    private readonly Dictionary<string, ResourceType> _types;
    private volatile string? _epoch;
    private long _head;
    private bool _disposed;

    public StoreState(StoreOptions options, IEnumerable<ResourceType> types, TimeProvider time)
    {
        Options = options;
        Time = time;
        _types = types.ToDictionary(t => t.Collection, StringComparer.Ordinal);
        Database = Database.For(options, time);
    }

    /// <summary>Called after each commit of this process.</summary>
    public event Action? HeadMoved;

    /// <summary>Called after each commit of this process that scheduled or cancelled a timer.</summary>
    public event Action? TimersChanged;

    public StoreOptions Options { get; }

    public TimeProvider Time { get; }

    public Database Database { get; }

    public IReadOnlyCollection<ResourceType> Types => _types.Values;

    public string Epoch => _epoch ?? throw new StoreUnavailableException("The store has not been opened yet.");

    /// <summary>Signs page tokens. It is the same for all replicas of a store.</summary>
    public byte[] PageTokenKey { get; private set; } = [];

    /// <summary>Opens the store unless it is already open.</summary>
    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _epoch is not null ? ValueTask.CompletedTask : OpenOnceAsync(cancellationToken);
    }

    public ResourceType? TypeOf(string collection) => _types.GetValueOrDefault(collection);

    /// <summary>The newest revision: from memory when this process is the only writer, otherwise read from the database.</summary>
    public ValueTask<long> HeadAsync(CancellationToken cancellationToken) =>
        Database.SoleOwner ? ValueTask.FromResult(Volatile.Read(ref _head)) : ReadHeadAsync(cancellationToken);

    public ValueTask<long> ReadHeadAsync(CancellationToken cancellationToken) => Database.ReadAsync(
        static async (session, _, token) => (await session.QueryAsync(Statements.Head, static r => r.GetInt64(0), token))[0], 0, cancellationToken);

    /// <summary>The number of a revision, after checking that the store has it.</summary>
    public async ValueTask<long> CheckedAsync(Revision asked, CancellationToken cancellationToken)
    {
        if (asked.Epoch != Epoch)
        {
            throw new WrongEpochException(asked.ToString(), Epoch);
        }
        var head = await HeadAsync(cancellationToken);
        return asked.Number <= head
            ? asked.Number
            : throw new PastOutOfRangeException(asked.ToString(), $"revisions {new Revision(0, Epoch)} to {new Revision(head, Epoch)}");
    }

    /// <summary>Records a commit of this process and raises the events.</summary>
    public void Advance(long head, bool timersChanged)
    {
        Volatile.Write(ref _head, head);
        HeadMoved?.Invoke();
        if (timersChanged)
        {
            TimersChanged?.Invoke();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await Database.DisposeAsync();
        _opening.Dispose();
    }

    private async ValueTask OpenOnceAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_epoch is null)
            {
                await Database.OpenAsync(Options.MigrateOnStart, cancellationToken);
                await LeaveBackupAsync(cancellationToken);
                await KeyIndex.EnsureAsync(Database, _types.Values, cancellationToken);
                var (epoch, key, head) = await Database.ReadAsync(
                    static async (session, _, token) => (
                        (await session.QueryAsync(Statements.Meta, static r => r.GetString(0), token))[0],
                        (await session.QueryAsync(Statements.PageTokenKey, static r => r.GetString(0), token))[0],
                        (await session.QueryAsync(Statements.Head, static r => r.GetInt64(0), token))[0]),
                    0,
                    cancellationToken);
                Volatile.Write(ref _head, head);
                PageTokenKey = Convert.FromHexString(key);
                _epoch = epoch;
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    // The store from which the backup was made may have continued: the same revision may mean something else there.
    private async Task LeaveBackupAsync(CancellationToken cancellationToken)
    {
        var isBackup = await Database.ReadAsync(
            static async (session, _, token) => (await session.QueryAsync(Statements.IsBackup, static r => r.GetInt64(0), token))[0], 0, cancellationToken);
        if (isBackup != 0)
        {
            await using var session = Database.OpenWriter();
            session.Execute(new Bound(Statements.LeaveBackup, Schema.NewEpoch()));
        }
    }
}
