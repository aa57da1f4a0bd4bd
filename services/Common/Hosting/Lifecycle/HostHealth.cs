using System.Collections.Concurrent;

namespace Summit.Hosting.Lifecycle;

/// <summary>Whether this host can answer at all, and what works worse than it should. One state for probes, gRPC health and status.</summary>
public sealed class HostHealth
{
    private readonly ConcurrentDictionary<string, string> _degraded = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _waiting = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _started;
    private bool _draining;

    /// <summary>Whether calls are answered: true between start and shutdown, except while a part that all calls need is waited for.</summary>
    public bool Ready
    {
        get
        {
            lock (_gate)
            {
                return _started && !_draining && _waiting.IsEmpty;
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

    /// <summary>The state in one word, as the status page and the metric say it: <c>starting</c>, <c>ready</c>, <c>degraded</c>, <c>draining</c>.</summary>
    public string State => Draining ? "draining" : !Ready ? "starting" : _degraded.IsEmpty ? "ready" : "degraded";

    /// <summary>What works worse than it should, with the reason. A missing cache is here; it does not make the host unready.</summary>
    public IReadOnlyDictionary<string, string> Degraded => _degraded;

    /// <summary>Parts without which no call can be answered, with the reason: the host runs and is not ready.</summary>
    public IReadOnlyDictionary<string, string> Waiting => _waiting;

    /// <summary>Notes that the host is not ready until a part is there, or with null that it is.</summary>
    public void SetWaiting(string part, string? reason)
    {
        if (reason is null)
        {
            _waiting.TryRemove(part, out _);
        }
        else
        {
            _waiting[part] = reason;
        }

        Signal(static () => { });
    }

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

    internal void Start() => Signal(() => _started = true);

    internal void Drain() => Signal(() => _draining = true);

    private void Signal(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
