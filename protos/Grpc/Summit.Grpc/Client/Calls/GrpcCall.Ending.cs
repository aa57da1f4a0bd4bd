using Grpc.Core;
using Grpc.Net.Client.Balancer;
using Grpc.Protocol;

namespace Grpc.Net.Client.Calls;

/// <summary>What of a call does not depend on its messages: time, cancellation, status.</summary>
#pragma warning disable CA1001 // Finish disposes, at the one place where a call ends
internal abstract partial class GrpcCall
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly DateTime _deadline;
    private CancellationTokenRegistration _callerRegistration;
    private CancellationTokenRegistration _parentRegistration;
    private Timer? _timer;
    private int _cause;
    private volatile bool _finished;
    private Metadata? _trailers;
    private TaskCompletionSource? _ended;
    private ISubchannelCallTracker? _tracker;
    private BalancerAddress? _trackedAddress;

    protected GrpcCall(GrpcChannel channel, ChannelMethod info, string? host, in CallOptions options, int previousAttempts)
    {
        Channel = channel;
        Info = info;
        Options = options;
        _host = host;
        _previousAttempts = previousAttempts;
        _deadline = options.Deadline ?? DateTime.MaxValue;
        if (options.PropagationToken is { } parent)
        {
            _deadline = parent.ParentDeadline < _deadline ? parent.ParentDeadline : _deadline;
            _parentRegistration = parent.ParentCancellationToken.UnsafeRegister(static state => ((GrpcCall)state!).End(EndCause.Cancelled), this);
        }

        if (_deadline.Kind != DateTimeKind.Utc && _deadline != DateTime.MaxValue && _deadline != DateTime.MinValue)
        {
            throw new InvalidOperationException("Deadline must have a kind DateTimeKind.Utc or be equal to DateTime.MaxValue or DateTime.MinValue.");
        }

        channel.Add(this);
        if (options.CancellationToken.CanBeCanceled)
        {
            _callerRegistration = options.CancellationToken.UnsafeRegister(static state => ((GrpcCall)state!).End(EndCause.Cancelled), this);
        }

        if (_deadline != DateTime.MaxValue)
        {
            StartTimer();
        }
    }

    public GrpcChannel Channel { get; }

    public CallOptions Options { get; }

    /// <summary>Whether the status is known.</summary>
    public bool Finished => _finished;

    public Status Status { get; private set; }

    /// <summary>Whether it was this side that ended the call.</summary>
    public bool EndedHere => _cause != (int)EndCause.None;

    /// <summary>Completes when the status is known; made for callers that ask.</summary>
    public Task Ended
    {
        get
        {
            lock (_cancellation)
            {
                _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_finished)
                {
                    _ended.TrySetResult();
                }

                return _ended.Task;
            }
        }
    }

    /// <summary>Cancelled when the call is to end.</summary>
    public CancellationToken Token => _cancellation.Token;

    protected ChannelMethod Info { get; }

    /// <summary>Neighbours in the channel's list of running calls.</summary>
    internal GrpcCall? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    internal GrpcCall? Next { get; set; }

    public Status GetStatus() => _finished ? Status : throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers()
    {
        if (!_finished)
        {
            throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");
        }

        return _trailers ??= ReadTrailers();
    }

    /// <summary>Ends the call early; the first cause counts.</summary>
    public void End(EndCause cause)
    {
        if (_finished || Interlocked.CompareExchange(ref _cause, (int)cause, (int)EndCause.None) != (int)EndCause.None)
        {
            return;
        }

        _cancellation.Cancel();
        if (cause is EndCause.Disposed or EndCause.ChannelDisposed || Response is not null)
        {
            // Nobody may be reading who would notice.
            Finish(CauseStatus());
        }
    }

    /// <summary>Ends the call with a status found here, and makes the exception for it.</summary>
    public Exception Fail(Status status)
    {
        Finish(_cause == (int)EndCause.None ? status : CauseStatus());
        _cancellation.Cancel();
        return Error();
    }

    /// <summary>The exception for the status of a finished call.</summary>
    public Exception Error()
    {
        var rpc = new RpcException(Status, GetTrailers());
        return Channel.ThrowOperationCanceled && Status.StatusCode is (StatusCode.Cancelled or StatusCode.DeadlineExceeded)
            ? new OperationCanceledException(Status.Detail, rpc, Options.CancellationToken)
            : rpc;
    }

    /// <summary>Ends the call after an exception, unless it has ended, and makes the exception for its status.</summary>
    public Exception Resolve(Exception exception)
    {
        if (_finished)
        {
            return exception is RpcException or OperationCanceledException { InnerException: RpcException } ? exception : Error();
        }

        if (_cause != (int)EndCause.None)
        {
            return Fail(CauseStatus());
        }

        // A truncated message is explained by the status behind it, if there is one.
        if (exception is RpcException rpc)
        {
            return TryFinishWithFailure() ? Error() : Fail(rpc.Status);
        }

        return Fail(exception is OperationCanceledException
            ? new Status(StatusCode.Cancelled, "The request was cancelled by the HTTP handler.", exception)
            : StatusMapping.FromException(exception));
    }

    /// <summary>Tells a balancer's tracker of the call.</summary>
    internal void Track(ISubchannelCallTracker? tracker, BalancerAddress address)
    {
        _trackedAddress = address;
        _tracker = tracker;
        tracker?.Start();
    }

    /// <summary>Tells it that the call, or this try of it, is over.</summary>
    internal void Untrack(Exception? error) =>
        Interlocked.Exchange(ref _tracker, null)?.Complete(new CompletionContext { Address = _trackedAddress, Error = error });

    protected void OverrideStatus(Status status) => Status = status;

    /// <summary>Settles the status, once, and frees what the call holds.</summary>
    protected void Finish(Status status)
    {
        lock (_cancellation)
        {
            if (_finished)
            {
                return;
            }

            Status = status;
            _finished = true;
            _ended?.TrySetResult();
        }

        _timer?.Dispose();
        _callerRegistration.Unregister();
        _parentRegistration.Unregister();
        Channel.Remove(this);
        RequestStreamContent?.Abandon();

        Untrack(Status.DebugException);

        // Resets the stream if the response has not been read to its end.
        Response?.Dispose();
        CompleteHeaders();
    }

    private Status CauseStatus() => (EndCause)_cause switch
    {
        EndCause.Deadline => new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded"),
        EndCause.Disposed => new Status(StatusCode.Cancelled, "gRPC call disposed."),
        EndCause.ChannelDisposed => new Status(StatusCode.Cancelled, "The channel was disposed."),
        _ => new Status(StatusCode.Cancelled, "Call canceled by the client."),
    };

    private void StartTimer()
    {
        var left = _deadline - DateTime.UtcNow;
        if (left <= TimeSpan.Zero)
        {
            End(EndCause.Deadline);
        }
        else if (left <= GrpcTimeout.MaxTimer)
        {
            _timer = new Timer(static state => ((GrpcCall)state!).End(EndCause.Deadline), this, left, Timeout.InfiniteTimeSpan);
        }
    }
}
