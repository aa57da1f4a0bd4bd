using System.Runtime.CompilerServices;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Serves methods with one request, one response.</summary>
internal sealed class UnaryCallHandler<TService, TRequest, TResponse> : CallHandler<TRequest, TResponse>
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly ServiceActivation<TService> _services;
    private readonly Model.UnaryServerMethod<TService, TRequest, TResponse> _method;
    private readonly Core.UnaryServerMethod<TRequest, TResponse> _pipeline;

    public UnaryCallHandler(
        Method<TRequest, TResponse> method,
        Model.UnaryServerMethod<TService, TRequest, TResponse> invoker,
        ServiceActivation<TService> services,
        IEnumerable<InterceptorActivation> interceptors,
        MethodOptions options,
        ILogger logger) : base(method, options, logger)
    {
        _services = services;
        _method = invoker;
        _pipeline = interceptors.Reverse().Aggregate((Core.UnaryServerMethod<TRequest, TResponse>)InvokeService, Intercept);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    protected override async ValueTask HandleCoreAsync(HttpContextServerCallContext call)
    {
        var request = await call.ReadSingleAsync(Method.RequestMarshaller.ContextualDeserializer);
        var response = await _pipeline(request, call);
        if (!call.Ended)
        {
            call.Write(response, Method.ResponseMarshaller.ContextualSerializer, options: null);
        }
    }

    private Task<TResponse> InvokeService(TRequest request, ServerCallContext context)
    {
        var service = _services.Enter(context, out var handle);
        Task<TResponse> run;
        try
        {
            run = _method(service, request, context);
        }
        catch (Exception exception)
        {
            run = Task.FromException<TResponse>(exception);
        }

        return _services.ReleaseAfter(run, handle);
    }

    private static Core.UnaryServerMethod<TRequest, TResponse> Intercept(
        Core.UnaryServerMethod<TRequest, TResponse> next, InterceptorActivation interceptors) =>
        (request, context) =>
        {
            var interceptor = interceptors.Enter(context, out var handle);
            Task<TResponse> run;
            try
            {
                run = interceptor.UnaryServerHandler(request, context, next);
            }
            catch (Exception exception)
            {
                run = Task.FromException<TResponse>(exception);
            }

            return interceptors.ReleaseAfter(run, handle);
        };
}
