using System.Runtime.CompilerServices;

namespace Summit.Store;

/// <inheritdoc cref="IChangeFeed"/>
internal sealed class ChangeFeed(ResourceStore store) : IChangeFeed, IAsyncDisposable
{
    private readonly ChangeLog _log = new(store);
    private volatile bool _closing;
    private bool _disposed;

    public async ValueTask<ChangePage> ListChangesAsync(ChangeQuery query, int limit, CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        using var span = Telemetry.Operation(store.Database.System, "changes", null);
        var at = query.After is { } after ? await store.CheckedAsync(after, cancellationToken) : 0;
        var view = new ChangeView(store, query);
        var changes = new List<Change>();
        while (changes.Count < limit)
        {
            var (rows, end) = await _log.ReadAsync(at, cancellationToken);
            foreach (var row in rows)
            {
                if (row.Revision != at && changes.Count >= limit)
                {
                    return Page(changes, at, more: true);
                }
                view.AddTo(changes, row);
                at = row.Revision;
            }
            if (end <= at && rows.Count == 0)
            {
                return Page(changes, at, more: false);
            }
            at = end;
        }
        return Page(changes, at, at < await store.HeadAsync(cancellationToken));
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
            while (true)
            {
                var (rows, end, moved) = _log.After(at);
                // Looked at after the task to wait for is in hand: an end that comes later completes that task.
                if (_closing)
                {
                    throw new StoreClosingException(new Revision(at, store.Epoch));
                }
                if (rows is null && live)
                {
                    throw new WatcherTooSlowException(new Revision(at, store.Epoch));
                }
                if (rows is null)
                {
                    (rows, end) = await _log.ReadAsync(at, cancellationToken);
                }
                else if (end > at)
                {
                    live = true;
                }
                else
                {
                    live = true;
                    await WaitAsync(moved, heartbeat, cancellationToken);
                    (rows, end, _) = _log.After(at);
                    if (rows is null || _closing)
                    {
                        continue;
                    }
                }
                var changes = new List<Change>();
                rows.ForEach(r => view.AddTo(changes, r));
                at = end;
                yield return new FeedEvent(new Revision(at, store.Epoch), changes, TypesOf(rows));
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

    // Twice when a container hands out the feed: by the container and by the store.
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

    // One task for all reasons to go on: a thousand watchers each adding to and taking from a second one would pay for its length.
    private async Task WaitAsync(Task moved, TimeSpan heartbeat, CancellationToken cancellationToken)
    {
        await moved.WaitAsync(heartbeat, store.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private ChangePage Page(List<Change> changes, long at, bool more) => new(changes, new Revision(at, store.Epoch), more);
}
