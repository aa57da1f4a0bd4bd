using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using Summit.Hosting.Errors;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Policy.Rules;

namespace Summit.Hosting.Interceptors;

/// <summary>Checks every request against its contract's field rules, and what is registered beside them. Must stand inside errors and after access.</summary>
internal sealed class ValidationInterceptor(IServiceProvider services) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        await continuation(await CheckedAsync(request, context), context);

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(new CheckedStream<TRequest>(requestStream), context);

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        await continuation(await CheckedAsync(request, context), responseStream, context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        continuation(new CheckedStream<TRequest>(requestStream), responseStream, context);

    private async ValueTask<T> CheckedAsync<T>(T request, ServerCallContext context)
    {
        var found = ByTheContract(request);
        foreach (var check in services.GetServices<IRequestCheck<T>>())
        {
            await check.CheckAsync(request, context, found);
        }

        found.ThrowIfAny();
        return request;
    }

    private static Violations ByTheContract<T>(T request)
    {
        var found = new Violations();
        foreach (var (field, description) in request is IMessage message ? RequestRules.Check(message) : [])
        {
            found.Require(holds: false, field, description);
        }

        return found;
    }

    /// <summary>A request stream whose every message is checked as it is read.</summary>
    private sealed class CheckedStream<T>(IAsyncStreamReader<T> inner) : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!await inner.MoveNext(cancellationToken))
            {
                return false;
            }

            ByTheContract(inner.Current).ThrowIfAny();
            return true;
        }
    }
}
