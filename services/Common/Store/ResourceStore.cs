using System.Diagnostics;
using Google.Protobuf;
using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>The store on SQLite or PostgreSQL, depending on <see cref="StoreOptions.Database"/>.</summary>
public sealed class ResourceStore : IResourceStore, IAsyncDisposable
{
    private readonly Writer _writer;
    private readonly ChangeFeed _feed;
    private bool _disposed;

    /// <summary>Creates a store that opens with <see cref="OpenAsync(CancellationToken)"/> or on its first use.</summary>
    public ResourceStore(StoreOptions options, IEnumerable<ResourceType> types, TimeProvider? time = null)
    {
        State = new StoreState(options, types, time ?? TimeProvider.System);
        _writer = new Writer(State.Database, () => State.Epoch, group => State.Advance(group.Revision, group.TimersChanged));
        _feed = new ChangeFeed(State);
    }

    /// <inheritdoc/>
    public string Epoch => State.Epoch;

    /// <inheritdoc/>
    public IReadOnlyCollection<ResourceType> Types => State.Types;

    /// <summary>The store's change feed.</summary>
    public IChangeFeed Feed => _feed;

    internal StoreOptions Options => State.Options;

    internal StoreState State { get; }

    /// <summary>Opens a store: acquires the file or connects to the server, and migrates the schema or checks it.</summary>
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

    /// <summary>Opens the store unless it is already open.</summary>
    /// <exception cref="StoreFaultException">An operator is needed: another process owns the store, the file is damaged, or the schema is wrong.</exception>
    /// <exception cref="StoreUnavailableException">The server cannot be reached; the next use retries.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken) => await State.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<Committed<TResult>> CommitAsync<TResult>(
        CommitInfo info, Func<Transaction, TResult> body, CancellationToken cancellationToken)
        where TResult : class, IMessage<TResult>, new()
    {
        await State.OpenAsync(cancellationToken);
        using var span = Telemetry.Operation(State.Database.System, "commit", null);
        var outcome = "";
        var started = Stopwatch.GetTimestamp();
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
            // A rule that refuses, a stale etag and a caller who leaves end a transaction as it should end; only the store's own faults are errors.
            outcome = e is StoreUnavailableException or StoreFaultException or StoreFullException ? "error" : e is OperationCanceledException ? "cancelled" : "refused";
            if (outcome == "error")
            {
                Telemetry.Failed(e);
            }

            throw;
        }
        finally
        {
            span?.SetTag("summit.store.outcome", outcome);
            Telemetry.Commits.Add(1, new("db.system.name", State.Database.System), new("summit.store.outcome", outcome));
            Telemetry.CommitDuration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds, new("db.system.name", State.Database.System), new("summit.store.outcome", outcome));
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Snapshot> ReadAsync(ReadPoint at, CancellationToken cancellationToken)
    {
        await State.OpenAsync(cancellationToken);
        if (at.Instant is { } instant)
        {
            return new Snapshot(State, await RevisionAtAsync(instant, cancellationToken), pinned: true);
        }
        if (at.Revision is not { } asked)
        {
            return new Snapshot(State, await State.HeadAsync(cancellationToken), pinned: false);
        }
        return new Snapshot(State, await State.CheckedAsync(asked, cancellationToken), pinned: true);
    }

    /// <summary>Ends the writer after the queued transactions, then closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        await _feed.DisposeAsync();
        _writer.Dispose();
        await State.DisposeAsync();
    }

    private async Task<long> RevisionAtAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var micros = Micros.From(instant);
        var (head, clock) = await State.Database.ReadAsync(
            static async (session, _, token) => (await session.QueryAsync(Statements.Head, static r => (r.GetInt64(0), r.GetInt64(1)), token))[0], 0, cancellationToken);
        if (head == 0)
        {
            // The first commit will be later than any instant requested until then, so these instants stay before the first commit.
            throw new PastOutOfRangeException(instant.ToString("O"), "no instant, because nothing has been committed yet");
        }
        if (micros > clock)
        {
            // After the newest commit: no later commit may get a time before this instant once the read has been answered.
            var fence = new FenceJob(micros, cancellationToken);
            await _writer.EnqueueAsync(fence, cancellationToken);
            var (possible, now, revision) = await fence.Done;
            return possible
                ? revision
                : throw new PastOutOfRangeException(instant.ToString("O"), $"instants up to {Micros.ToInstant(now):O}");
        }
        // Nothing is known about the time before the first commit. An empty answer would mean that there was nothing.
        var (found, first) = await State.Database.ReadAsync(
            static async (session, at, token) => (
                (await session.QueryAsync(Statements.RevisionAt, static r => r.GetInt64(0), token, at)).FirstOrDefault(),
                (await session.QueryAsync(Statements.FirstCommitTime, static r => r.GetInt64(0), token))[0]),
            micros,
            cancellationToken);
        return found > 0
            ? found
            : throw new PastOutOfRangeException(
                instant.ToString("O"), $"instants from {Micros.ToInstant(first):O}, the first commit, to {State.Time.GetUtcNow():O}");
    }
}
