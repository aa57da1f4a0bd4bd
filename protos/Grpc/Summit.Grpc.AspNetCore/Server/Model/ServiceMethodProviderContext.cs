using Grpc.AspNetCore.Server.Internal;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Grpc.AspNetCore.Server.Model;

/// <summary>Collects the methods of a service as endpoints.</summary>
/// <typeparam name="TService">The service.</typeparam>
public class ServiceMethodProviderContext<TService>
    where TService : class
{
    private readonly ServiceCallHandlers<TService> _handlers;

    internal ServiceMethodProviderContext(ServiceCallHandlers<TService> handlers, object? argument)
    {
        _handlers = handlers;
        Argument = argument;
    }

    /// <summary>What the mapping was given, if anything.</summary>
    public object? Argument { get; }

    internal List<MethodEndpoint> Endpoints { get; } = [];

    /// <summary>Adds a unary method.</summary>
    public void AddUnaryMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, IList<object> metadata, UnaryServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => Add(method, metadata, _handlers.Unary(method, invoker).HandleAsync);

    /// <summary>Adds a server-streaming method.</summary>
    public void AddServerStreamingMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, IList<object> metadata, ServerStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => Add(method, metadata, _handlers.ServerStreaming(method, invoker).HandleAsync);

    /// <summary>Adds a client-streaming method.</summary>
    public void AddClientStreamingMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, IList<object> metadata, ClientStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => Add(method, metadata, _handlers.ClientStreaming(method, invoker).HandleAsync);

    /// <summary>Adds a duplex method.</summary>
    public void AddDuplexStreamingMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, IList<object> metadata, DuplexStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => Add(method, metadata, _handlers.DuplexStreaming(method, invoker).HandleAsync);

    /// <summary>Adds a method with a route and a delegate of its own.</summary>
    public void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, RoutePattern pattern, IList<object> metadata, RequestDelegate invoker)
        where TRequest : class
        where TResponse : class => Endpoints.Add(new MethodEndpoint(method, pattern, metadata, invoker));

    private void Add<TRequest, TResponse>(Method<TRequest, TResponse> method, IList<object> metadata, RequestDelegate invoker)
        where TRequest : class
        where TResponse : class => AddMethod(method, RoutePatternFactory.Parse(method.FullName), metadata, invoker);
}
