namespace Grpc.Net.Client.Retry;

/// <summary>
/// What has been sent of a request, so that another attempt can send it again; and the wish to hear of more. Frames are kept until
/// the call is bound to one attempt.
/// </summary>
internal sealed class RequestLog(RetryBuffer buffer)
{
    private readonly Lock _lock = new();
    private readonly List<byte[]> _frames = [];
    private TaskCompletionSource _more = NewSignal();
    private long _reserved;
    private int _dropped;
    private bool _committed;

    /// <summary>Whether no frame will follow.</summary>
    public bool Completed { get; private set; }

    /// <summary>Adds a frame; false when it is too much to keep, so that the call must stay with its attempt.</summary>
    public bool Add(byte[] frame)
    {
        lock (_lock)
        {
            _frames.Add(frame);
            var kept = _committed || buffer.TryReserve(frame.Length, _reserved);
            _reserved += _committed || !kept ? 0 : frame.Length;
            Signal();
            return kept;
        }
    }

    public void Complete()
    {
        lock (_lock)
        {
            Completed = true;
            Signal();
        }
    }

    /// <summary>The frame at an index, or the task that tells when there is one or the request is complete.</summary>
    public (byte[]? Frame, Task? More) Get(int index)
    {
        lock (_lock)
        {
            if (index - _dropped < _frames.Count)
            {
                var frame = _frames[index - _dropped];
                if (_committed)
                {
                    _frames.RemoveRange(0, index - _dropped + 1);
                    _dropped = index + 1;
                }

                return (frame, null);
            }

            return Completed ? default : (null, _more.Task);
        }
    }

    /// <summary>No other attempt will follow: what is sent need not be kept.</summary>
    public void Commit()
    {
        lock (_lock)
        {
            if (!_committed)
            {
                _committed = true;
                buffer.Release(_reserved);
                _reserved = 0;
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        var signal = _more;
        _more = NewSignal();
        signal.TrySetResult();
    }
}
