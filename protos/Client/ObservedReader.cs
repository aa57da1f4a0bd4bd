using Grpc.Core;

namespace Summit.Client;

/// <summary>A response stream that tells how it ended, once, and turns its failure into the typed one.</summary>
/// <param name="inner">The stream.</param>
/// <param name="headers">Headers of the answer, which must have arrived before the end is told.</param>
/// <param name="ended">Told at the end, with the failure if there was one; returns what to throw instead.</param>
internal sealed class ObservedReader<T>(IAsyncStreamReader<T> inner, Task<Metadata> headers, Func<RpcException?, Exception?> ended) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            if (await inner.MoveNext(cancellationToken))
            {
                return true;
            }

            await headers;
            ended(null);
            return false;
        }
        catch (RpcException e)
        {
            throw ended(e) ?? e;
        }
    }
}
