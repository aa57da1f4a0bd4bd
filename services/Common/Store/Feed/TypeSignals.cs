namespace Summit.Store;

/// <summary>
/// Wakes watches of some types: at commits of these types, and otherwise before the commits they have not looked at leave memory. If
/// every commit woke every watch, the cost of idle watches would be that of watches times commits.
/// </summary>
/// <param name="commits">Most commits of other types that a watch sleeps through.</param>
/// <param name="bytes">Most bytes of other types that a watch sleeps through.</param>
internal sealed class TypeSignals(int commits, long bytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Signal> _signals = new(StringComparer.Ordinal);

    /// <summary>Signal for some collections, shared by all watches of the same ones. Dispose it when the watch ends.</summary>
    public Subscription Join(IReadOnlyCollection<string> collections)
    {
        var key = string.Join(' ', collections.Order(StringComparer.Ordinal));
        lock (_lock)
        {
            if (!_signals.TryGetValue(key, out var signal))
            {
                _signals[key] = signal = new Signal(key, collections.ToHashSet(StringComparer.Ordinal));
            }
            signal.Watches++;
            return new Subscription(this, signal);
        }
    }

    /// <summary>Tells of commits that are in memory now.</summary>
    /// <param name="rows">Their changes.</param>
    /// <param name="count">Number of commits.</param>
    public void Tell(List<ChangeRow> rows, long count)
    {
        var size = rows.Sum(r => (long)r.Size);
        Wake(s =>
        {
            (s.Commits, s.Bytes) = (s.Commits + count, s.Bytes + size);
            return s.Commits >= commits || s.Bytes >= bytes || rows.Exists(r => s.Collections.Contains(r.Collection));
        });
    }

    /// <summary>Wakes every watch.</summary>
    public void WakeAll() => Wake(_ => true);

    private void Wake(Func<Signal, bool> concerned)
    {
        List<TaskCompletionSource> woken;
        lock (_lock)
        {
            woken = [.. _signals.Values.Where(concerned).Select(s => s.Renew())];
        }
        woken.ForEach(w => w.SetResult());
    }

    private void Leave(Signal signal)
    {
        lock (_lock)
        {
            if (--signal.Watches == 0)
            {
                _signals.Remove(signal.Key);
            }
        }
    }

    /// <summary>One watch's share in a signal.</summary>
    internal sealed class Subscription(TypeSignals signals, Signal signal) : IDisposable
    {
        /// <summary>
        /// Completes with the next reason to look. A watch takes it before it looks at what is in memory, so that nothing can come
        /// between.
        /// </summary>
        public Task Moved => signal.Moved;

        public void Dispose() => signals.Leave(signal);
    }

    internal sealed class Signal(string key, HashSet<string> collections)
    {
        private volatile TaskCompletionSource _moved = New();

        public string Key { get; } = key;

        public HashSet<string> Collections { get; } = collections;

        public int Watches { get; set; }

        public long Commits { get; set; }

        public long Bytes { get; set; }

        public Task Moved => _moved.Task;

        public TaskCompletionSource Renew()
        {
            var moved = _moved;
            (_moved, Commits, Bytes) = (New(), 0, 0);
            return moved;
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
