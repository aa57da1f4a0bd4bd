using Grpc.Core;

namespace Grpc.Net.Client.Calls;

/// <summary>The stream of responses.</summary>
internal sealed class ClientStreamReader<TRequest, TResponse>(GrpcCall<TRequest, TResponse> call, Func<DeserializationContext, TResponse> deserializer)
    : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private Task<bool>? _pending;
    private bool _finished;

    public TResponse Current { get; private set; } = null!;

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (_pending is { IsCompleted: false })
        {
            return Task.FromException<bool>(new InvalidOperationException("Can't read the next message because the previous read is still in progress."));
        }

        if (cancellationToken.IsCancellationRequested)
        {
            call.End(EndCause.Cancelled);
        }

        if (_finished)
        {
            return Task.FromResult(false);
        }

        if (call.Sent!.IsCompletedSuccessfully && !call.Finished)
        {
            var read = call.Reader.ReadAsync(deserializer, call.Token);
            if (!read.IsCompletedSuccessfully)
            {
                return _pending = AwaitAsync(read.AsTask(), cancellationToken);
            }

            var message = read.Result;
            if (message is null)
            {
                return _pending = AwaitAsync(Task.FromResult<TResponse?>(null), cancellationToken);
            }

            Current = message;
            return Task.FromResult(true);
        }

        return _pending = StartAsync(cancellationToken);
    }

    private async Task<bool> StartAsync(CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(static state => ((GrpcCall)state!).End(EndCause.Cancelled), call))
        {
            await call.Sent!;
        }

        return call.Finished ? Ended() : await AwaitAsync(call.Reader.ReadAsync(deserializer, call.Token).AsTask(), cancellationToken);
    }

    private async Task<bool> AwaitAsync(Task<TResponse?> read, CancellationToken cancellationToken)
    {
        try
        {
            // A cancelled read ends the call, as nobody could tell where in a message it stopped.
            using var registration = cancellationToken.UnsafeRegister(static state => ((GrpcCall)state!).End(EndCause.Cancelled), call);
            if (await read is { } message)
            {
                Current = message;
                return true;
            }

            call.FinishFromTrailers();
        }
        catch (Exception exception)
        {
            throw call.Resolve(exception);
        }

        return Ended();
    }

    private bool Ended()
    {
        Current = null!;
        _finished = call.Status.StatusCode == StatusCode.OK;
        return _finished ? false : throw call.Error();
    }
}
