namespace Grpc.Core;

/// <summary>Receives the methods of a service, one by one.</summary>
public class ServiceBinderBase
{
    /// <summary>Receives a method with one request, one response; the handler is null when only the shape of the service is asked for.</summary>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class =>
        throw new NotImplementedException("A service binder overrides the methods that its services have.");

    /// <summary>Receives a method with a stream of requests, one response; the handler is null when only the shape of the service is asked for.</summary>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class =>
        throw new NotImplementedException("A service binder overrides the methods that its services have.");

    /// <summary>Receives a method with one request, a stream of responses; the handler is null when only the shape of the service is asked for.</summary>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class =>
        throw new NotImplementedException("A service binder overrides the methods that its services have.");

    /// <summary>Receives a method with a stream each way; the handler is null when only the shape of the service is asked for.</summary>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class =>
        throw new NotImplementedException("A service binder overrides the methods that its services have.");
}
