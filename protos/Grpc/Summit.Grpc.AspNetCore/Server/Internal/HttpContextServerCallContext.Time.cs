using Grpc.Core;
using Grpc.Protocol;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Deadline and cancellation. A call without a deadline has neither timer nor token source of its own.</summary>
internal sealed partial class HttpContextServerCallContext
{
    private DateTime _deadline = DateTime.MaxValue;
    private Timer? _timer;
    private CancellationTokenSource? _cancellation;
    private volatile bool _ended;
    private Task? _endedByDeadline;

    /// <summary>Whether the status is decided; nothing can be written any more.</summary>
    public bool Ended => _ended;

    protected override DateTime DeadlineCore => _deadline;

    protected override CancellationToken CancellationTokenCore => _timer is null ? HttpContext.RequestAborted : OwnToken();

    /// <summary>Guards the response between the handler and the timer; only calls with a deadline need it.</summary>
    private object Gate => _timer!;

    public void StartDeadline()
    {
        var header = HttpContext.Request.Headers.GrpcTimeout;
        if (header.Count == 0 || !GrpcTimeout.TryParse(header[0], out var timeout))
        {
            return;
        }

        var now = DateTime.UtcNow;
        if (timeout > GrpcTimeout.MaxTimer)
        {
            _deadline = timeout < DateTime.MaxValue - now ? now + timeout : DateTime.MaxValue;
            return;
        }

        _deadline = now + timeout;
        _timer = new Timer(static state => ((HttpContextServerCallContext)state!).DeadlineExceeded(), this, Timeout.Infinite, Timeout.Infinite);
        _timer.Change(timeout, Timeout.InfiniteTimeSpan);
    }

    private CancellationToken OwnToken()
    {
        lock (Gate)
        {
            if (_cancellation is null)
            {
                _cancellation = CancellationTokenSource.CreateLinkedTokenSource(HttpContext.RequestAborted);
                if (_endedByDeadline is not null)
                {
                    _cancellation.Cancel();
                }
            }

            return _cancellation.Token;
        }
    }

    /// <summary>Answers in the handler's stead, so that a handler that ignores its token does not keep the caller waiting.</summary>
    private void DeadlineExceeded()
    {
        CancellationTokenSource? cancellation;
        lock (Gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            _status = new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded");
            WriteStatus();
            _endedByDeadline = CompleteResponseAsync();
            cancellation = _cancellation;
        }

        Log.DeadlineExceeded(_logger, _method.FullName);
        try
        {
            cancellation?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The handler ended in the same moment.
        }
    }

    private async Task CompleteResponseAsync()
    {
        // Leaves the lock before anything is sent.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await HttpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().CompleteAsync();

            // Tells the caller to stop sending, and wakes a handler that waits for more.
            HttpContext.Features.Get<IHttpResetFeature>()?.Reset(NoError);
        }
        catch (Exception exception)
        {
            Log.EndFailed(_logger, exception, _method.FullName);
        }
    }
}
