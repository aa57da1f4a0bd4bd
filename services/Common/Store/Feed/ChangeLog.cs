using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>
/// The newest commits in memory, shared by all watchers, so that a commit is read once however many follow. It is
/// filled in revision order by one pump; a watcher waits for its end to move.
/// </summary>
internal sealed class ChangeLog(ResourceStore store) : IAsyncDisposable
{
    // Revisions read at a time: bounds the memory of a reader that catches up.
    private const int Step = 256;

    private readonly Lock _lock = new();
    private readonly Queue<(long Revision, List<ChangeRow> Rows)> _commits = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _pump = Task.CompletedTask;
    private long _end = -1;

    /// <summary>Starts at the present end, unless started.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _end) >= 0)
        {
            return;
        }
        var head = await store.HeadAsync(cancellationToken);
        lock (_lock)
        {
            if (_end >= 0)
            {
                return;
            }
            _end = head;
            store.Committed += Wake;
            _pump = Task.WhenAll(PumpAsync(_stop.Token), store.Database.SoleOwner ? Task.CompletedTask : ListenAsync(_stop.Token));
        }
        Wake();
    }

    /// <summary>
    /// Commits after a revision that are in memory, and a task that ends when there are more. Null: the revision is
    /// older than what is kept.
    /// </summary>
    public (List<ChangeRow>? Rows, long End, Task Moved) After(long revision)
    {
        lock (_lock)
        {
            if (revision >= _end)
            {
                return ([], revision, _moved.Task);
            }
            if (_commits.Count == 0 || _commits.Peek().Revision > revision + 1)
            {
                return (null, _end, _moved.Task);
            }
            var rows = new List<ChangeRow>();
            // From the back: watchers that keep up want the last few only.
            foreach (var commit in _commits.Skip((int)(revision + 1 - _commits.Peek().Revision)))
            {
                rows.AddRange(commit.Rows);
            }
            return (rows, _end, _moved.Task);
        }
    }

    /// <summary>Stored changes after a revision, of whole commits; and up to which revision that is.</summary>
    public async ValueTask<(List<ChangeRow> Rows, long End)> ReadAsync(long after, CancellationToken cancellationToken)
    {
        var head = await store.HeadAsync(cancellationToken);
        var end = Math.Min(head, after + Step);
        if (end <= after)
        {
            return ([], after);
        }
        var rows = await store.Database.ReadAsync(
            static (session, range, token) => session.QueryAsync(Statements.Changes, ChangeRow.Read, token, range.after, range.end),
            (after, end),
            cancellationToken);
        return (rows, end);
    }

    /// <summary>Lets every watcher look again, though nothing may have been committed.</summary>
    public void WakeWatchers()
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            (moved, _moved) = (_moved, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        moved.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        store.Committed -= Wake;
        await _stop.CancelAsync();
        await _pump;
        _stop.Dispose();
        _wake.Dispose();
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake.
        }
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        // Off the starter's thread, which holds the lock.
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var (rows, end) = await ReadAsync(_end, cancellationToken);
                if (end > _end)
                {
                    Append(rows, end);
                    continue;
                }
                await _wake.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is StoreException or ObjectDisposedException)
            {
                await PauseAsync(cancellationToken);
            }
        }
    }

    private void Append(List<ChangeRow> rows, long end)
    {
        lock (_lock)
        {
            var at = 0;
            for (var revision = _end + 1; revision <= end; revision++)
            {
                var commit = new List<ChangeRow>();
                while (at < rows.Count && rows[at].Revision == revision)
                {
                    commit.Add(rows[at++]);
                }
                _commits.Enqueue((revision, commit));
                if (_commits.Count > store.Options.FeedBuffer)
                {
                    _commits.Dequeue();
                }
            }
            _end = end;
        }
        WakeWatchers();
    }

    // Another process's commits: woken by notifications; after a lost connection, listens again and looks for itself.
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await store.Database.ListenAsync(Wake, cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                await PauseAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(200), store.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Wake();
    }
}
