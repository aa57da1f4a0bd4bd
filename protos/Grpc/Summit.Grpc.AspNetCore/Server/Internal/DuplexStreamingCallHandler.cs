using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Serves methods with a stream each way.</summary>
internal sealed class DuplexStreamingCallHandler<TService, TRequest, TResponse> : CallHandler<TRequest, TResponse>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly ServiceActivation<TService> _services;
    private readonly Model.DuplexStreamingServerMethod<TService, TRequest, TResponse> _method;
    private readonly Core.DuplexStreamingServerMethod<TRequest, TResponse> _pipeline;

    public DuplexStreamingCallHandler(
        Method<TRequest, TResponse> method,
        Model.DuplexStreamingServerMethod<TService, TRequest, TResponse> invoker,
        ServiceActivation<TService> services,
        IEnumerable<InterceptorActivation> interceptors,
        MethodOptions options,
        ILogger logger) : base(method, options, logger)
    {
        _services = services;
        _method = invoker;
        _pipeline = interceptors.Reverse().Aggregate((Core.DuplexStreamingServerMethod<TRequest, TResponse>)InvokeService, Intercept);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask HandleCoreAsync(HttpContextServerCallContext call)
    {
        RequestLimits.Lift(call.HttpContext);
        var input = new RequestStreamReader<TRequest>(call, Method.RequestMarshaller.ContextualDeserializer);
        var output = new ResponseStreamWriter<TResponse>(call, Method.ResponseMarshaller.ContextualSerializer);
        await _pipeline(input, output, call);
    }

    private Task InvokeService(IAsyncStreamReader<TRequest> input, IServerStreamWriter<TResponse> output, ServerCallContext context)
    {
        var service = _services.Enter(context, out var handle);
        Task run;
        try
        {
            run = _method(service, input, output, context);
        }
        catch (Exception exception)
        {
            run = Task.FromException(exception);
        }

        return _services.ReleaseAfter(run, handle);
    }

    private static Core.DuplexStreamingServerMethod<TRequest, TResponse> Intercept(
        Core.DuplexStreamingServerMethod<TRequest, TResponse> next, InterceptorActivation interceptors) =>
        (input, output, context) =>
        {
            var interceptor = interceptors.Enter(context, out var handle);
            Task run;
            try
            {
                run = interceptor.DuplexStreamingServerHandler(input, output, context, next);
            }
            catch (Exception exception)
            {
                run = Task.FromException(exception);
            }

            return interceptors.ReleaseAfter(run, handle);
        };
}
