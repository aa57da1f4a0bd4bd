using Grpc.Core;
using Grpc.Core.Interceptors;
using Summit.Hosting.Lifecycle;

namespace Summit.Hosting.Interceptors;

/// <summary>
/// Ends a stream of requests when its host or its connection must end. Without it an open reflection stream, which waits for
/// its next request, holds the host until the shutdown timeout. Must be inside the error interceptor, which sends the reason.
/// </summary>
internal sealed class DrainInterceptor : Interceptor
{
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(Drained(requestStream, context), context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(Drained(requestStream, context), responseStream, context);

    private static IAsyncStreamReader<T> Drained<T>(IAsyncStreamReader<T> requests, ServerCallContext context) =>
        ConnectionEnd.Of(context.GetHttpContext()) is { } end ? new DrainedReader<T>(requests, end) : requests;

    private sealed class DrainedReader<T>(IAsyncStreamReader<T> inner, ConnectionEnd end) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
            try
            {
                return await inner.MoveNext(either.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or RpcException && end.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw end.ToException();
            }
        }
    }
}
