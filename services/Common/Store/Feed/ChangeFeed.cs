using System.Runtime.CompilerServices;

namespace Summit.Store;

/// <inheritdoc cref="IChangeFeed"/>
internal sealed class ChangeFeed(StoreState store) : IChangeFeed, IAsyncDisposable
{
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
        try
        {
            var live = false;
            var position = new FeedPosition(at, "");
            var types = new List<TypeChange>();
            while (true)
            {
                var kept = _log.After(position.Revision);
                // Checked after the task to wait for was obtained: if watches end later, that task completes.
                if (_closing)
                {
                    throw new StoreClosingException(new Revision(position.Revision, store.Epoch));
                }
                if (kept.State == LogState.Gone && live)
                {
                    throw new WatcherTooSlowException(new Revision(position.Revision, store.Epoch));
                }
                List<ChangeRow> rows;
                if (kept.State != LogState.Here || position.InsideCommit)
                {
                    (rows, position) = await _log.ReadAsync(position, cancellationToken);
                }
                else
                {
                    live = true;
                    if (kept.End == position.Revision)
                    {
                        await WaitAsync(kept.Moved, heartbeat, cancellationToken);
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
                types = [.. types.Concat(TypesOf(rows)).Distinct()];
                var partial = position.InsideCommit;
                if (!partial || changes.Count > 0)
                {
                    yield return new FeedEvent(new Revision(position.Revision, store.Epoch), changes, partial ? [] : types, partial);
                }
                if (!partial)
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
