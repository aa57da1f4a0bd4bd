using System.Runtime.CompilerServices;

namespace Summit.Store;

/// <inheritdoc cref="IChangeFeed"/>
internal sealed class ChangeFeed(StoreState store) : IChangeFeed, IAsyncDisposable
{
    // A watch of some types gets the position after commits of other types this often at most, or after this many of them. With a
    // message for each commit, the cost of idle watches would be that of watches times commits.
    private static readonly TimeSpan PositionInterval = TimeSpan.FromSeconds(1);
    private const int PositionTypes = 256;

    private readonly ChangeLog _log = new(store);
    private volatile bool _closing;
    private bool _disposed;

    public async ValueTask<ChangePage> ListChangesAsync(ChangeQuery query, int limit, CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        using var span = Telemetry.Operation(store.Database.System, "changes", null);
        var at = query.After is { } after ? await store.CheckedAsync(after, cancellationToken) : 0;
        var position = new FeedPosition(at, query.AfterName);
        var view = new ChangeView(store, query);
        var changes = new List<Change>();
        var size = 0L;
        while (true)
        {
            var (rows, end) = await _log.ReadAsync(position, cancellationToken);
            foreach (var commit in rows.GroupBy(r => r.Revision))
            {
                var before = changes.Count;
                var grown = size + commit.Sum(r => (long)r.Size);
                if (before > 0 && (before >= limit || grown > store.Options.FeedStepBytes))
                {
                    return PageOf(changes, position, more: true);
                }
                foreach (var row in commit)
                {
                    view.AddTo(changes, row);
                }
                size = changes.Count > before ? grown : size;
                position = new(commit.Key, "");
            }
            if (end.InsideCommit && changes.Count > 0)
            {
                return PageOf(changes, end, more: true);
            }
            position = end;
            if (rows.Count == 0 || changes.Count >= limit)
            {
                var more = position.Revision < await store.HeadAsync(cancellationToken);
                if (!more || changes.Count >= limit)
                {
                    return PageOf(changes, position, more);
                }
            }
        }
    }

    public async IAsyncEnumerable<FeedEvent> WatchAsync(
        ChangeQuery query, TimeSpan heartbeat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        await _log.StartAsync(cancellationToken);
        var at = query.After is { } after ? await store.CheckedAsync(after, cancellationToken) : await store.HeadAsync(cancellationToken);
        var view = new ChangeView(store, query);
        Telemetry.Watchers.Add(1);
        using var signal = query.Collections.Count == 0 ? null : _log.Types.Join(query.Collections);
        try
        {
            var live = false;
            var position = new FeedPosition(at, "");
            var types = new List<TypeChange>();
            // Not the same for all watches: they would all be due at the same moment.
            var interval = query.Collections.Count == 0 ? TimeSpan.Zero : (heartbeat < PositionInterval ? heartbeat : PositionInterval) * (0.5 + Random.Shared.NextDouble() / 2);
            var sent = store.Time.GetTimestamp();
            var unsent = false;
            var delivered = new Revision(at, store.Epoch);
            var begun = false;
            while (true)
            {
                var own = signal?.Moved;
                var kept = _log.After(position.Revision);
                // Checked after the task to wait for was obtained: if watches end later, that task completes.
                if (_closing)
                {
                    throw new StoreClosingException(delivered);
                }
                if (kept.State == LogState.Gone && live)
                {
                    throw new WatcherTooSlowException(delivered);
                }
                List<ChangeRow> rows;
                if (unsent && kept.State != LogState.Here && !position.InsideCommit)
                {
                    rows = []; // A large commit follows, and its first part moves the revision past commits that were not reported yet.
                }
                else if (kept.State != LogState.Here || position.InsideCommit)
                {
                    (rows, position) = await _log.ReadAsync(position, cancellationToken);
                }
                else
                {
                    live = true;
                    if (kept.End == position.Revision)
                    {
                        if (!begun)
                        {
                            begun = true;
                            yield return new FeedEvent(delivered, [], []); // The reader learns that the watch has begun before anything changes.
                            continue;
                        }
                        // After the first commit of other types the watch sleeps until there is something to send.
                        await WaitAsync(unsent ? own! : kept.Moved, unsent ? Left(sent, interval) : heartbeat, cancellationToken);
                        kept = _log.After(position.Revision);
                        if (kept.State != LogState.Here || _closing)
                        {
                            continue;
                        }
                    }
                    (rows, position) = (kept.Rows, new(kept.End, ""));
                }
                var changes = new List<Change>();
                rows.ForEach(r => view.AddTo(changes, r));
                types.AddRange(TypesOf(rows).FindAll(t => !types.Contains(t)));
                var partial = position.InsideCommit;
                unsent = changes.Count == 0 && (partial || (live && rows.Count > 0 && types.Count < PositionTypes && Left(sent, interval) > TimeSpan.Zero));
                if (!unsent)
                {
                    begun = true;
                    sent = store.Time.GetTimestamp();
                    delivered = new Revision(position.Revision, store.Epoch);
                    yield return new FeedEvent(delivered, changes, partial ? [] : types, partial);
                }
                if (!partial && !unsent)
                {
                    types = [];
                }
            }
        }
        finally
        {
            Telemetry.Watchers.Add(-1);
        }
    }

    public async ValueTask<Revision> ProbeAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        return new Revision(await store.ReadHeadAsync(cancellationToken), store.Epoch);
    }

    public void EndWatches()
    {
        _closing = true;
        _log.WakeWatchers();
    }

    // Called twice when the feed comes from a container: by the container and by the store.
    public async ValueTask DisposeAsync()
    {
        EndWatches();
        if (!_disposed)
        {
            _disposed = true;
            await _log.DisposeAsync();
        }
    }

    private TimeSpan Left(long since, TimeSpan interval)
    {
        var left = interval - store.Time.GetElapsedTime(since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private List<TypeChange> TypesOf(List<ChangeRow> rows)
    {
        var types = new List<TypeChange>();
        foreach (var (collection, revision) in rows.Select(r => (r.Collection, r.Revision)).Distinct())
        {
            if (store.TypeOf(collection) is { } type)
            {
                types.Add(new TypeChange(type, new Revision(revision, store.Epoch)));
            }
        }
        return types;
    }

    // One task for all reasons to continue. If each of a thousand watchers added itself to and removed itself from a second task, the cost would grow with the length of its list.
    private async Task WaitAsync(Task moved, TimeSpan heartbeat, CancellationToken cancellationToken)
    {
        await moved.WaitAsync(heartbeat, store.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private ChangePage PageOf(List<Change> changes, FeedPosition at, bool more) => new(changes, new Revision(at.Revision, store.Epoch), more, at.Name);
}
