namespace Summit.Gateway.Feed;

/// <summary>
/// What is known of a store in one epoch. Written by the feed's follower, read by every call without a lock: the follower
/// writes what changed before it writes how far it is, and readers read in the opposite order.
/// </summary>
internal sealed class EpochState
{
    private readonly long[] _newest;
    private long _position;
    private long _floor;
    private long _horizon;
    private TaskCompletionSource _advanced = NewSignal();

    public EpochState(string epoch, long position, int types)
    {
        Epoch = epoch;
        _position = position;
        _newest = new long[types];
        Array.Fill(_newest, position);
    }

    /// <summary>The epoch.</summary>
    public string Epoch { get; }

    /// <summary>Everything up to this revision is known.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Highest revision that a service has named in an answer that went through here.</summary>
    public long Floor => Volatile.Read(ref _floor);

    /// <summary>Monotonic time up to which every commit is known; 0 for none.</summary>
    public long Horizon => Volatile.Read(ref _horizon);

    /// <summary>
    /// Whether an answer read at a revision is still what the store holds, as far as <see cref="Position"/> goes.
    /// </summary>
    /// <param name="revision">Revision at which the answer was read.</param>
    /// <param name="types">Indexes of the types that it read.</param>
    /// <param name="validAt">Newest revision for which this is known.</param>
    public bool IsCurrent(long revision, ReadOnlySpan<int> types, out long validAt)
    {
        var position = Position;
        validAt = Math.Max(revision, position);
        // A caller has seen a revision that the feed has not reported yet: every type may have changed there.
        if (Floor > validAt)
        {
            return false;
        }

        foreach (var type in types)
        {
            if (Volatile.Read(ref _newest[type]) > revision)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes that a type changed. Before <see cref="AdvanceTo"/>.</summary>
    public void Changed(int type, long revision)
    {
        if (revision > _newest[type])
        {
            Volatile.Write(ref _newest[type], revision);
        }
    }

    /// <summary>Notes that every type may have changed. Before <see cref="AdvanceTo"/>.</summary>
    public void AllChanged(long revision)
    {
        for (var type = 0; type < _newest.Length; type++)
        {
            Changed(type, revision);
        }
    }

    /// <summary>Notes that everything up to a revision is known.</summary>
    public void AdvanceTo(long revision)
    {
        Volatile.Write(ref _position, Math.Max(revision, _position));
        Interlocked.Exchange(ref _advanced, NewSignal()).TrySetResult();
    }

    /// <summary>Waits until everything up to a revision is known.</summary>
    public async Task ReachedAsync(long revision, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The signal before the position: an advance in between is then not missed.
            var advanced = Volatile.Read(ref _advanced).Task;
            if (Position >= revision)
            {
                return;
            }

            await advanced.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Notes a revision that an answer to a caller named.</summary>
    public void RaiseFloor(long revision)
    {
        long floor;
        while (revision > (floor = Floor) && Interlocked.CompareExchange(ref _floor, revision, floor) != floor)
        {
            // Another call raised it in between; look again.
        }
    }

    /// <summary>Notes that every commit before a moment is known; 0 when nothing is certain any more.</summary>
    public void ConfirmUntil(long timestamp) => Volatile.Write(ref _horizon, timestamp);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
