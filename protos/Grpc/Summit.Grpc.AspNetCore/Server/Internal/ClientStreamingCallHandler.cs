using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Serves methods with a stream of requests, one response.</summary>
internal sealed class ClientStreamingCallHandler<TService, TRequest, TResponse> : CallHandler<TRequest, TResponse>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly ServiceActivation<TService> _services;
    private readonly Model.ClientStreamingServerMethod<TService, TRequest, TResponse> _method;
    private readonly Core.ClientStreamingServerMethod<TRequest, TResponse> _pipeline;

    public ClientStreamingCallHandler(
        Method<TRequest, TResponse> method,
        Model.ClientStreamingServerMethod<TService, TRequest, TResponse> invoker,
        ServiceActivation<TService> services,
        IEnumerable<InterceptorActivation> interceptors,
        MethodOptions options,
        ILogger logger) : base(method, options, logger)
    {
        _services = services;
        _method = invoker;
        _pipeline = interceptors.Reverse().Aggregate((Core.ClientStreamingServerMethod<TRequest, TResponse>)InvokeService, Intercept);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask HandleCoreAsync(HttpContextServerCallContext call)
    {
        RequestLimits.Lift(call.HttpContext);
        var input = new RequestStreamReader<TRequest>(call, Method.RequestMarshaller.ContextualDeserializer);
        var response = await _pipeline(input, call);
        if (!call.Ended)
        {
            call.Write(response, Method.ResponseMarshaller.ContextualSerializer, options: null);
        }
    }

    private Task<TResponse> InvokeService(IAsyncStreamReader<TRequest> stream, ServerCallContext context)
    {
        var service = _services.Enter(context, out var handle);
        Task<TResponse> run;
        try
        {
            run = _method(service, stream, context);
        }
        catch (Exception exception)
        {
            run = Task.FromException<TResponse>(exception);
        }

        return _services.ReleaseAfter(run, handle);
    }

    private static Core.ClientStreamingServerMethod<TRequest, TResponse> Intercept(
        Core.ClientStreamingServerMethod<TRequest, TResponse> next, InterceptorActivation interceptors) =>
        (stream, context) =>
        {
            var interceptor = interceptors.Enter(context, out var handle);
            Task<TResponse> run;
            try
            {
                run = interceptor.ClientStreamingServerHandler(stream, context, next);
            }
            catch (Exception exception)
            {
                run = Task.FromException<TResponse>(exception);
            }

            return interceptors.ReleaseAfter(run, handle);
        };
}
