using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Summit.Client;
using Summit.Hosting.Calls;
using Summit.Hosting.Identity;

namespace Summit.Hosting.Interceptors;

/// <summary>Finds out who calls and whether the contract lets them. Must stand inside errors and before validation (AIP-211).</summary>
internal sealed class AccessInterceptor(TokenValidator tokens) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await CheckAsync(context, request);
        return await continuation(request, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await CheckAsync(context, null);
        return await continuation(requestStream, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await CheckAsync(context, request);
        await continuation(request, responseStream, context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await CheckAsync(context, null);
        await continuation(requestStream, responseStream, context);
    }

    private async ValueTask CheckAsync(ServerCallContext context, object? request)
    {
        var scope = CallScope.Of(context);
        if (scope.Method.Access!.Open)
        {
            return;
        }

        scope.Authorization = context.RequestHeaders.GetValue(SummitMetadata.Authorization);
        scope.Caller = await tokens.AuthenticateAsync(scope.Authorization);
        AccessRules.CheckRole(scope.Method, scope.Caller);
        if (request is IMessage message)
        {
            AccessRules.CheckNation(scope.Method, scope.Caller, message);
        }
    }
}
