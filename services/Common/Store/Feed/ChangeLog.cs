using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>
/// The newest commits in memory. They are shared by all watchers, so that a commit is read once regardless of the number of
/// watchers. One pump fills it in revision order; watchers wait until its end moves.
/// </summary>
internal sealed class ChangeLog(StoreState store) : IAsyncDisposable
{
    // Number of revisions read at a time. It limits the memory of a reader that catches up.
    private const int Step = 256;
    private const int RowsAtOnce = 1000;

    // Most commits of other types that a watch of some types sleeps through. Half of the memory at most, so that it finds them there.
    private const int MostSlept = 256;

    private readonly Lock _lock = new();

    // From _first to _end. A ring, because every watcher looks up its revision at every commit.
    private readonly (List<ChangeRow>? Rows, long Size)[] _commits = new (List<ChangeRow>?, long)[store.Options.FeedBuffer];
    private long _first;
    private long _size;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _pump = Task.CompletedTask;
    private long _end = -1;

    /// <summary>Wakes the watches of some types; those of all types wait for <see cref="LogView.Moved"/>.</summary>
    public TypeSignals Types { get; } = new(Math.Clamp(store.Options.FeedBuffer / 2, 1, MostSlept), store.Options.FeedBufferBytes / 2);

    /// <summary>Starts at the current end, unless it was started before.</summary>
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
            (_first, _end) = (head + 1, head);
            store.HeadMoved += Wake;
            _pump = Task.WhenAll(PumpAsync(_stop.Token), store.Database.SoleOwner ? Task.CompletedTask : ListenAsync(_stop.Token));
        }
        Wake();
    }

    /// <summary>Commits in memory after a revision, as many as fit in a step.</summary>
    public LogView After(long revision)
    {
        lock (_lock)
        {
            if (revision >= _end)
            {
                return new(LogState.Here, [], revision, _moved.Task);
            }
            if (_first > revision + 1)
            {
                return new(LogState.Gone, [], revision, _moved.Task);
            }
            var rows = new List<ChangeRow>();
            var (end, size) = (revision, 0L);
            while (end < _end && Slot(end + 1) is { Rows: { } kept } commit && (size == 0 || size + commit.Size <= store.Options.FeedStepBytes))
            {
                rows.AddRange(kept);
                (end, size) = (end + 1, size + commit.Size);
            }
            return new(end == revision ? LogState.Large : LogState.Here, rows, end, _moved.Task);
        }
    }

    /// <summary>Stored changes after a position, at most one step, and the position at which they end. Only the changes of a single commit can end inside the commit.</summary>
    public async ValueTask<(List<ChangeRow> Rows, FeedPosition End)> ReadAsync(FeedPosition after, CancellationToken cancellationToken)
    {
        var head = await store.HeadAsync(cancellationToken);
        var end = Math.Min(head, after.Revision + Step);
        if (end <= after.Revision)
        {
            return ([], after);
        }
        var (rows, more) = await store.Database.ReadAsync(
            (session, _, token) =>
            {
                var size = 0L;
                return session.QueryWhileAsync(
                    Statements.Changes, ChangeRow.Read, row => (size += row.Size) <= store.Options.FeedStepBytes || size == row.Size, token,
                    after.Revision + 1, after.Name, end, (long)RowsAtOnce);
            },
            0,
            cancellationToken);
        if (!more && rows.Count < RowsAtOnce)
        {
            return (rows, new(end, ""));
        }
        // The last commit may be incomplete: leave it for the next read, unless it is the only one.
        var last = rows[^1].Revision;
        if (rows[0].Revision == last)
        {
            return (rows, new(last - 1, rows[^1].Name));
        }
        rows.RemoveAll(r => r.Revision == last);
        return (rows, new(last - 1, ""));
    }

    /// <summary>Makes every watcher check again, even if nothing was committed.</summary>
    public void WakeWatchers()
    {
        Types.WakeAll();
        WakeFollowers();
    }

    private void WakeFollowers()
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
        store.HeadMoved -= Wake;
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
        // Leaves the starter's thread, which holds the lock.
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var (rows, end) = await ReadAsync(new(_end, ""), cancellationToken);
                if (end.InsideCommit)
                {
                    AppendLarge(end.Revision + 1);
                    continue;
                }
                if (end.Revision > _end)
                {
                    Append(rows, end.Revision);
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
        var count = end - _end;
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
                Keep(revision, commit, commit.Sum(r => (long)r.Size));
            }
            _end = end;
        }
        Types.Tell(rows, count);
        WakeFollowers();
    }

    // A commit that is larger than a step is not kept in memory. Watchers read it from the database in parts.
    private void AppendLarge(long revision)
    {
        lock (_lock)
        {
            Keep(revision, null, 0);
            _end = revision;
        }
        WakeWatchers();
    }

    private void Keep(long revision, List<ChangeRow>? rows, long size)
    {
        while (revision - _first >= _commits.Length || (_size + size > store.Options.FeedBufferBytes && _first < revision))
        {
            _size -= Slot(_first).Size;
            Slot(_first++) = default;
        }
        Slot(revision) = (rows, size);
        _size += size;
    }

    private ref (List<ChangeRow>? Rows, long Size) Slot(long revision) => ref _commits[revision % _commits.Length];

    // Commits of other processes. Notifications wake it; after a lost connection it listens again and checks by itself.
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

/// <summary>State of the requested part of the feed in memory.</summary>
internal enum LogState
{
    /// <summary>The rows are in memory; none when there is nothing newer.</summary>
    Here,

    /// <summary>The revision is older than those in memory.</summary>
    Gone,

    /// <summary>The next commit is too large to be kept in memory.</summary>
    Large,
}

/// <summary>Commits in memory after a revision.</summary>
/// <param name="State">Whether they are in memory.</param>
/// <param name="Rows">Their changes.</param>
/// <param name="End">Revision of the last of them.</param>
/// <param name="Moved">Completes when there are more.</param>
internal readonly record struct LogView(LogState State, List<ChangeRow> Rows, long End, Task Moved);
