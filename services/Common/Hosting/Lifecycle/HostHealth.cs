using System.Collections.Concurrent;

namespace Summit.Hosting.Lifecycle;

/// <summary>Whether this host can answer at all, and what works worse than it should. One state for probes, gRPC health and status.</summary>
public sealed class HostHealth
{
    private readonly ConcurrentDictionary<string, string> _degraded = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _started;
    private bool _draining;

    /// <summary>Whether calls are answered: true between start and shutdown.</summary>
    public bool Ready
    {
        get
        {
            lock (_gate)
            {
                return _started && !_draining;
            }
        }
    }

    /// <summary>Whether the host is going down.</summary>
    public bool Draining
    {
        get
        {
            lock (_gate)
            {
                return _draining;
            }
        }
    }

    /// <summary>What works worse than it should, with the reason. A missing cache is here; it does not make the host unready.</summary>
    public IReadOnlyDictionary<string, string> Degraded => _degraded;

    /// <summary>Notes that a part works worse than it should, or with null that it is well again.</summary>
    public void SetDegraded(string part, string? reason)
    {
        if (reason is null)
        {
            _degraded.TryRemove(part, out _);
        }
        else
        {
            _degraded[part] = reason;
        }
    }

    /// <summary>Completes with the next change of readiness.</summary>
    internal Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    internal void Start() => Set(ref _started);

    internal void Drain() => Set(ref _draining);

    private void Set(ref bool flag)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            flag = true;
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
