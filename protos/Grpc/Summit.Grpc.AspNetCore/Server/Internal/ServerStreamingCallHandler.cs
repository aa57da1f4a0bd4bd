using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Serves methods with one request, a stream of responses.</summary>
internal sealed class ServerStreamingCallHandler<TService, TRequest, TResponse> : CallHandler<TRequest, TResponse>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly ServiceActivation<TService> _services;
    private readonly Model.ServerStreamingServerMethod<TService, TRequest, TResponse> _method;
    private readonly Core.ServerStreamingServerMethod<TRequest, TResponse> _pipeline;

    public ServerStreamingCallHandler(
        Method<TRequest, TResponse> method,
        Model.ServerStreamingServerMethod<TService, TRequest, TResponse> invoker,
        ServiceActivation<TService> services,
        IEnumerable<InterceptorActivation> interceptors,
        MethodOptions options,
        ILogger logger) : base(method, options, logger)
    {
        _services = services;
        _method = invoker;
        _pipeline = interceptors.Reverse().Aggregate((Core.ServerStreamingServerMethod<TRequest, TResponse>)InvokeService, Intercept);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask HandleCoreAsync(HttpContextServerCallContext call)
    {
        var request = await call.ReadSingleAsync(Method.RequestMarshaller.ContextualDeserializer);
        var output = new ResponseStreamWriter<TResponse>(call, Method.ResponseMarshaller.ContextualSerializer);
        await _pipeline(request, output, call);
    }

    private Task InvokeService(TRequest request, IServerStreamWriter<TResponse> output, ServerCallContext context)
    {
        var service = _services.Enter(context, out var handle);
        Task run;
        try
        {
            run = _method(service, request, output, context);
        }
        catch (Exception exception)
        {
            run = Task.FromException(exception);
        }

        return _services.ReleaseAfter(run, handle);
    }

    private static Core.ServerStreamingServerMethod<TRequest, TResponse> Intercept(
        Core.ServerStreamingServerMethod<TRequest, TResponse> next, InterceptorActivation interceptors) =>
        (request, output, context) =>
        {
            var interceptor = interceptors.Enter(context, out var handle);
            Task run;
            try
            {
                run = interceptor.ServerStreamingServerHandler(request, output, context, next);
            }
            catch (Exception exception)
            {
                run = Task.FromException(exception);
            }

            return interceptors.ReleaseAfter(run, handle);
        };
}
