using Grpc.Core;
using Grpc.Core.Interceptors;
using Summit.Hosting.Errors;
using Summit.Hosting.Lifecycle;

namespace Summit.Hosting.Interceptors;

/// <summary>
/// Ends a stream of requests when the host begins to shut down. Without it an open reflection stream, which waits for its
/// next request, holds the host until the shutdown timeout. Must be inside the error interceptor, which sends the reason.
/// </summary>
internal sealed class DrainInterceptor(DrainSignal drain) : Interceptor
{
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(new DrainedReader<TRequest>(requestStream, drain), context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(new DrainedReader<TRequest>(requestStream, drain), responseStream, context);

    private sealed class DrainedReader<T>(IAsyncStreamReader<T> inner, DrainSignal drain) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Token);
            try
            {
                return await inner.MoveNext(either.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or RpcException && drain.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new ShuttingDownException("The host is shutting down. Call again: another replica answers.");
            }
        }
    }
}
