using System.Diagnostics;
using Google.Protobuf;
using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>The store over SQLite or PostgreSQL, as <see cref="StoreOptions.Database"/> says.</summary>
public sealed class ResourceStore : IResourceStore, IAsyncDisposable
{
    private readonly Writer _writer;
    private readonly ChangeFeed _feed;
    private readonly SemaphoreSlim _opening = new(1);
    private readonly Dictionary<string, ResourceType> _types;
    private volatile string? _epoch;
    private long _head;
    private bool _disposed;

    /// <summary>Makes a store that opens with <see cref="OpenAsync(CancellationToken)"/> or with its first use.</summary>
    public ResourceStore(StoreOptions options, IEnumerable<ResourceType> types, TimeProvider? time = null)
    {
        Options = options;
        Time = time ?? TimeProvider.System;
        _types = types.ToDictionary(t => t.Collection, StringComparer.Ordinal);
        Database = Database.For(options, Time);
        _writer = new Writer(Database, () => Epoch, OnCommitted);
        _feed = new ChangeFeed(this);
    }

    /// <inheritdoc/>
    public string Epoch => _epoch ?? throw new StoreUnavailableException("The store has not been opened yet.");

    /// <inheritdoc/>
    public IReadOnlyCollection<ResourceType> Types => _types.Values;

    /// <summary>The store's change feed.</summary>
    public IChangeFeed Feed => _feed;

    internal StoreOptions Options { get; }

    internal TimeProvider Time { get; }

    internal Database Database { get; }

    /// <summary>Signs page tokens; all replicas of a store have the same.</summary>
    internal byte[] PageTokenKey { get; private set; } = [];

    /// <summary>Called after each commit of this process.</summary>
    internal event Action? Committed;

    /// <summary>Called after each commit of this process that scheduled or cancelled a timer.</summary>
    internal event Action? TimersChanged;

    /// <summary>Opens a store: takes the file or reaches the server, and brings the schema up or checks it.</summary>
    public static async Task<ResourceStore> OpenAsync(
        StoreOptions options, IEnumerable<ResourceType> types, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var store = new ResourceStore(options, types, time);
        try
        {
            await store.OpenAsync(cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the store unless it is open.</summary>
    /// <exception cref="StoreFaultException">An operator is needed: another owner, a damaged file, the wrong schema.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be reached; the next use tries again.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_epoch is not null)
        {
            return;
        }
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

    /// <inheritdoc/>
    public async Task<Committed<TResult>> CommitAsync<TResult>(
        CommitInfo info, Func<Transaction, TResult> body, CancellationToken cancellationToken)
        where TResult : class, IMessage<TResult>, new()
    {
        if (_epoch is null)
        {
            await OpenAsync(cancellationToken);
        }
        using var span = Telemetry.Operation(Database.System, "commit", null);
        var outcome = "error";
        try
        {
            var job = new WriteJob<TResult>(info, body, Options.RequestIdLifetime, cancellationToken);
            await _writer.EnqueueAsync(job, cancellationToken);
            var committed = await job.Done;
            outcome = committed.Replayed ? "replayed" : committed.Changed ? "committed" : "unchanged";
            span?.SetTag("summit.revision", committed.Revision.ToString());
            return committed;
        }
        catch (Exception e)
        {
            span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
        finally
        {
            span?.SetTag("summit.store.outcome", outcome);
            Telemetry.Commits.Add(1, new("db.system.name", Database.System), new("summit.store.outcome", outcome));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Snapshot> ReadAsync(ReadPoint at, CancellationToken cancellationToken)
    {
        if (_epoch is null)
        {
            await OpenAsync(cancellationToken);
        }
        if (at.Instant is { } instant)
        {
            return new Snapshot(this, await RevisionAtAsync(instant, cancellationToken), pinned: true);
        }
        if (at.Revision is not { } asked)
        {
            return new Snapshot(this, await HeadAsync(cancellationToken), pinned: false);
        }
        return new Snapshot(this, await CheckedAsync(asked, cancellationToken), pinned: true);
    }

    /// <summary>Ends the writer after what is queued, then closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        await _feed.DisposeAsync();
        _writer.Dispose();
        await Database.DisposeAsync();
        _opening.Dispose();
    }

    internal ResourceType? TypeOf(string collection) => _types.GetValueOrDefault(collection);

    /// <summary>The newest revision: what this process knows when it is the only writer, or else read from the database.</summary>
    internal ValueTask<long> HeadAsync(CancellationToken cancellationToken) =>
        Database.SoleOwner ? ValueTask.FromResult(Volatile.Read(ref _head)) : ReadHeadAsync(cancellationToken);

    internal ValueTask<long> ReadHeadAsync(CancellationToken cancellationToken) => Database.ReadAsync(
        static async (session, _, token) => (await session.QueryAsync(Statements.Head, static r => r.GetInt64(0), token))[0], 0, cancellationToken);

    /// <summary>The number of a revision that the store has.</summary>
    internal async ValueTask<long> CheckedAsync(Revision asked, CancellationToken cancellationToken)
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

    // The store that the backup was made of may have gone on: the same revision may mean something else there.
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

    private async Task<long> RevisionAtAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var micros = Micros.From(instant);
        var clock = await Database.ReadAsync(
            static async (session, _, token) => (await session.QueryAsync(Statements.Head, static r => r.GetInt64(1), token))[0], 0, cancellationToken);
        if (micros > clock)
        {
            // After the newest commit: later commits must not slip in before this instant once it has been answered for.
            var fence = new FenceJob(micros, cancellationToken);
            await _writer.EnqueueAsync(fence, cancellationToken);
            var (possible, now, revision) = await fence.Done;
            return possible
                ? revision
                : throw new PastOutOfRangeException(instant.ToString("O"), $"instants up to {Micros.ToInstant(now):O}");
        }
        // Nothing is known of the time before the first commit: an empty answer would say that there was nothing.
        var (found, first) = await Database.ReadAsync(
            static async (session, at, token) => (
                (await session.QueryAsync(Statements.RevisionAt, static r => r.GetInt64(0), token, at)).FirstOrDefault(),
                (await session.QueryAsync(Statements.FirstCommitTime, static r => r.GetInt64(0), token)).FirstOrDefault()),
            micros,
            cancellationToken);
        return found > 0 || first == 0
            ? found
            : throw new PastOutOfRangeException(instant.ToString("O"), $"instants from {Micros.ToInstant(first):O}, the first commit, to {Time.GetUtcNow():O}");
    }

    private void OnCommitted(WriteGroup group)
    {
        Volatile.Write(ref _head, group.Revision);
        Committed?.Invoke();
        if (group.TimersChanged)
        {
            TimersChanged?.Invoke();
        }
    }
}
