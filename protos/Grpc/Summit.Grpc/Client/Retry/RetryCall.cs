using Grpc.Core;
using Grpc.Net.Client.Calls;
using Grpc.Protocol;

namespace Grpc.Net.Client.Retry;

/// <summary>
/// A call of one or more attempts. An attempt that fails before it has given anything to the application, with a code the policy
/// names, is followed by another; the first one that succeeds, or that must not be followed, becomes the call.
/// </summary>
internal sealed partial class RetryCall<TRequest, TResponse> : IClientCall<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    private readonly GrpcChannel _channel;
    private readonly ChannelMethod _info;
    private readonly Method<TRequest, TResponse> _method;
    private readonly string? _host;
    private readonly CallOptions _options;
    private readonly RequestLog _log;
    private readonly CancellationTokenSource _disposal = new();
    private readonly TaskCompletionSource<GrpcCall<TRequest, TResponse>> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile GrpcCall<TRequest, TResponse>? _current;
    private volatile bool _mustCommit;
    private Task<TResponse>? _response;

    private RetryCall(GrpcChannel channel, ChannelMethod info, Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        _channel = channel;
        _info = info;
        _method = method;
        _host = host;
        _options = options;
        _log = new RequestLog(channel.RetryBuffer);
        _ = _committed.Task.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public Task<TResponse> ResponseAsync => _response ??= AwaitResponseAsync();

    public IAsyncStreamReader<TResponse> ResponseStream => field ??= new CommittedReader(this);

    public IClientStreamWriter<TRequest> RequestStream => field ??= new LoggingWriter(this);

    public async Task<Metadata> GetResponseHeadersAsync() => await (await _committed.Task).GetResponseHeadersAsync();

    public Status GetStatus() => Committed("Unable to get the status because the call is not complete.").GetStatus();

    public Metadata GetTrailers() => Committed("Can't get the call trailers because the call has not completed successfully.").GetTrailers();

    public void Dispose()
    {
        _disposal.Cancel();
        _current?.Dispose();
        _log.Commit();
        _ = _response?.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Starts a call with its request; null for a request stream.</summary>
    public static RetryCall<TRequest, TResponse> Start(
        GrpcChannel channel, ChannelMethod info, Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest? request)
    {
        var call = new RetryCall<TRequest, TResponse>(channel, info, method, host, options);
        if (request is not null)
        {
            call._mustCommit = !call._log.Add(call.FrameOf(request, options.WriteOptions));
            call._log.Complete();
        }

        _ = call.RunAsync();
        if (method.Type is MethodType.Unary or MethodType.ClientStreaming)
        {
            _ = call.ResponseAsync;
        }

        return call;
    }

    private GrpcCall<TRequest, TResponse> Committed(string orElse) =>
        _committed.Task.IsCompletedSuccessfully ? _committed.Task.Result : throw new InvalidOperationException(orElse);

    private async Task<TResponse> AwaitResponseAsync() => await (await _committed.Task).ResponseAsync;

    private async Task RunAsync()
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var call = _current = StartAttempt(attempt);
                if (_disposal.IsCancellationRequested)
                {
                    call.Dispose();
                }

                if (await WaitForOutcomeAsync(call) || PauseAfter(call, attempt) is not { } pause || !await DelayAsync(pause) || _mustCommit)
                {
                    Commit(call);
                    return;
                }
            }
        }
        catch (Exception exception)
        {
            _committed.TrySetException(exception);
        }
    }

    private GrpcCall<TRequest, TResponse> StartAttempt(int attempt)
    {
        var call = new GrpcCall<TRequest, TResponse>(_channel, _info, _method, _host, _options, attempt - 1);
        if (_method.Type is MethodType.Unary or MethodType.ServerStreaming)
        {
            call.StartFramed(_log.Get(0).Frame);
        }
        else
        {
            call.StartFramed(null);
            _ = PumpAsync(call);
        }

        return call;
    }

    /// <summary>True when the attempt is the call: the server has begun to answer, or answered well.</summary>
    private static async Task<bool> WaitForOutcomeAsync(GrpcCall<TRequest, TResponse> call)
    {
        await ((Task)call.GetResponseHeadersAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !call.Finished || call.Status.StatusCode == StatusCode.OK;
    }

    /// <summary>How long to wait before the next attempt; null for no other attempt.</summary>
    private TimeSpan? PauseAfter(GrpcCall<TRequest, TResponse> call, int attempt)
    {
        var rules = _info.Retry!;
        var pushback = call.GetTrailers().GetValue(GrpcHeaders.RetryPushback);
        var retryable = rules.IsRetryable(call.Status.StatusCode);
        var forbidden = pushback is not null && (!int.TryParse(pushback, out var milliseconds) || milliseconds < 0);
        if (retryable || forbidden)
        {
            _channel.RetryThrottle?.Failed();
        }

        if (!retryable || forbidden || _mustCommit || attempt >= rules.MaxAttempts || call.EndedHere || _channel.RetryThrottle is { Allows: false })
        {
            return null;
        }

        return pushback is null ? rules.Backoff(attempt) : TimeSpan.FromMilliseconds(int.Parse(pushback));
    }

    /// <summary>False when the next attempt could only fail for the deadline and hide what went wrong.</summary>
    private async ValueTask<bool> DelayAsync(TimeSpan pause)
    {
        if (_options.Deadline is { } deadline && DateTime.UtcNow + pause >= deadline)
        {
            return false;
        }

        // A cancelled pause lets the next attempt begin, which then ends with the right status before anything is sent.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_disposal.Token, _options.CancellationToken);
        await Task.Delay(pause, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    private void Commit(GrpcCall<TRequest, TResponse> call)
    {
        if (!call.Finished || call.Status.StatusCode == StatusCode.OK)
        {
            _channel.RetryThrottle?.Succeeded();
        }

        _log.Commit();
        _committed.TrySetResult(call);
    }

    private byte[] FrameOf(TRequest message, WriteOptions? options)
    {
        using var frame = RequestFrames.Create(_channel, _options, _method, message, options);
        return frame.Written.ToArray();
    }
}
