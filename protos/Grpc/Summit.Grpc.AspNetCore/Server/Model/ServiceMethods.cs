using Grpc.Core;

namespace Grpc.AspNetCore.Server.Model;

/// <summary>Calls a unary method of a service instance.</summary>
public delegate Task<TResponse> UnaryServerMethod<TService, TRequest, TResponse>(TService service, TRequest request, ServerCallContext serverCallContext)
    where TService : class
    where TRequest : class
    where TResponse : class;

/// <summary>Calls a client-streaming method of a service instance.</summary>
public delegate Task<TResponse> ClientStreamingServerMethod<TService, TRequest, TResponse>(
    TService service, IAsyncStreamReader<TRequest> stream, ServerCallContext serverCallContext)
    where TService : class
    where TRequest : class
    where TResponse : class;

/// <summary>Calls a server-streaming method of a service instance.</summary>
public delegate Task ServerStreamingServerMethod<TService, TRequest, TResponse>(
    TService service, TRequest request, IServerStreamWriter<TResponse> stream, ServerCallContext serverCallContext)
    where TService : class
    where TRequest : class
    where TResponse : class;

/// <summary>Calls a duplex method of a service instance.</summary>
public delegate Task DuplexStreamingServerMethod<TService, TRequest, TResponse>(
    TService service, IAsyncStreamReader<TRequest> input, IServerStreamWriter<TResponse> output, ServerCallContext serverCallContext)
    where TService : class
    where TRequest : class
    where TResponse : class;

/// <summary>Tells which methods a service has.</summary>
/// <typeparam name="TService">The service.</typeparam>
public interface IServiceMethodProvider<TService>
    where TService : class
{
    /// <summary>Adds the methods it knows of.</summary>
    void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context);
}
