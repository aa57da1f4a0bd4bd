using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The stream of requests.</summary>
internal sealed class RequestStreamReader<T>(HttpContextServerCallContext call, Func<DeserializationContext, T> deserializer) : IAsyncStreamReader<T>
    where T : class
{
    private bool _finished;

    public T Current { get; private set; } = null!;

    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        if (call.Ended)
        {
            return Task.FromException<bool>(call.CancellationToken.IsCancellationRequested
                ? new OperationCanceledException(call.CancellationToken)
                : new InvalidOperationException("Can't read messages after the request is complete."));
        }

        if (_finished)
        {
            return Task.FromResult(false);
        }

        var read = call.ReadNextAsync(deserializer, cancellationToken);
        return read.IsCompletedSuccessfully ? Task.FromResult(Take(read.Result)) : AwaitAsync(read);
    }

    private async Task<bool> AwaitAsync(ValueTask<T?> read) => Take(await read);

    private bool Take(T? message)
    {
        Current = message!;
        _finished = message is null;
        return !_finished;
    }
}
