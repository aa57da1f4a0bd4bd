using Grpc.Core;

namespace Grpc.Net.Client.Calls;

/// <summary>The stream of requests.</summary>
internal sealed class ClientStreamWriter<TRequest, TResponse>(GrpcCall<TRequest, TResponse> call, StreamContent content) : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private Task _last = Task.CompletedTask;
    private bool _completed;

    public WriteOptions? WriteOptions { get; set; } = call.Options.WriteOptions;

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Refusal() is { } refusal)
        {
            return Task.FromException(refusal);
        }

        return _last = WriteCoreAsync(message, cancellationToken);
    }

    public Task CompleteAsync()
    {
        if (_completed || !_last.IsCompleted)
        {
            return Task.FromException(new InvalidOperationException(_completed
                ? "Request stream has already been completed."
                : "Can't complete the client stream writer because the previous write is in progress."));
        }

        _completed = true;
        content.Complete();
        return Task.CompletedTask;
    }

    /// <summary>Writes a message that is framed already.</summary>
    public async Task WriteFrameAsync(ReadOnlyMemory<byte> frame, bool flush, CancellationToken cancellationToken)
    {
        try
        {
            using var registration = cancellationToken.UnsafeRegister(static state => ((GrpcCall)state!).End(EndCause.Cancelled), call);
            var stream = content.Stream.IsCompletedSuccessfully ? content.Stream.Result : await content.Stream;
            await stream.WriteAsync(frame, CancellationToken.None);
            if (flush)
            {
                await stream.FlushAsync(CancellationToken.None);
            }
        }
        catch (Exception exception)
        {
            throw await ExplainAsync(exception);
        }
    }

    private async Task WriteCoreAsync(TRequest message, CancellationToken cancellationToken)
    {
        var options = WriteOptions;
        using var frame = call.Frame(message, options);
        await WriteFrameAsync(frame.Written, options is null || (options.Flags & WriteFlags.BufferHint) == 0, cancellationToken);
    }

    private Exception? Refusal()
    {
        if (_completed)
        {
            return new InvalidOperationException("Request stream has already been completed.");
        }

        if (!_last.IsCompleted)
        {
            return new InvalidOperationException("Can't write the message because the previous write is in progress.");
        }

        return call.Finished ? AfterEnd() : null;
    }

    private Exception AfterEnd() => call.Status.StatusCode == StatusCode.OK
        ? new InvalidOperationException("Can't write the message because the call is complete.")
        : call.Error();

    /// <summary>A write fails because the call ends; its status says why, and the response knows it soon.</summary>
    private async Task<Exception> ExplainAsync(Exception exception)
    {
        if (call.SingleResponse is { } response)
        {
            await response.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (call.Sent is { IsCompletedSuccessfully: false } sent)
        {
            await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return call.Finished ? AfterEnd()
            : exception is OperationCanceledException or IOException
                ? new RpcException(new Status(StatusCode.Cancelled, "The server ended the call; its status is at the end of the response stream.", exception))
                : call.Resolve(exception);
    }
}
