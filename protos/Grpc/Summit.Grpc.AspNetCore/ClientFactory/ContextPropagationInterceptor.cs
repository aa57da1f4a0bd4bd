using Grpc.AspNetCore.ClientFactory;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Protocol;
using Microsoft.AspNetCore.Http;

namespace Grpc.Net.ClientFactory;

/// <summary>Gives calls made inside a server call its deadline, if that is the shorter one, and its cancellation.</summary>
internal sealed partial class ContextPropagationInterceptor(
    GrpcContextPropagationOptions options, IHttpContextAccessor accessor, ILogger<ContextPropagationInterceptor> logger) : Interceptor
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Propagate(context));

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Propagate(context));

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Propagate(context));

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Propagate(context));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Propagate(context));

    private ClientInterceptorContext<TRequest, TResponse> Propagate<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        if (accessor.HttpContext?.Features.Get<IServerCallContextFeature>()?.ServerCallContext is not { } parent)
        {
            if (!options.SuppressContextNotFoundErrors)
            {
                throw new InvalidOperationException("Unable to propagate server context values to the call. Can't find the current gRPC ServerCallContext.");
            }

            Log.NoServerCall(logger, context.Method.FullName);
            return context;
        }

        var call = context.Options;
        if (parent.Deadline < (call.Deadline ?? DateTime.MaxValue))
        {
            call = call.WithDeadline(parent.Deadline);
        }

        if (parent.CancellationToken.CanBeCanceled)
        {
            call = call.WithPropagationToken(new CallPropagationToken(parent.Deadline, parent.CancellationToken));
        }

        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, call);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Method} was called outside a server call; nothing was propagated.", EventName = "grpc.nothing_propagated")]
        public static partial void NoServerCall(ILogger logger, string method);
    }
}
