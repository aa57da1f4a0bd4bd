using Microsoft.Extensions.DependencyInjection;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server;

/// <summary>An instance for one call, and whether it ends with the call.</summary>
/// <typeparam name="T">What was activated.</typeparam>
#pragma warning disable CA1815 // compared by nobody; the standard API defines no equality
public struct GrpcActivatorHandle<T>
#pragma warning restore CA1815
{
    /// <summary>Creates a handle.</summary>
    public GrpcActivatorHandle(T instance, bool created, object? state)
    {
        Instance = instance;
        Created = created;
        State = state;
    }

    /// <summary>The instance.</summary>
    public T Instance { get; }

    /// <summary>Whether the activator created it and disposes it; false for one that the container owns.</summary>
    public bool Created { get; }

    /// <summary>Whatever the activator needs to remember.</summary>
    public object? State { get; }
}

/// <summary>Provides the service instance of a call.</summary>
/// <typeparam name="TGrpcService">The service.</typeparam>
public interface IGrpcServiceActivator<TGrpcService>
    where TGrpcService : class
{
    /// <summary>The instance for a call.</summary>
    GrpcActivatorHandle<TGrpcService> Create(IServiceProvider serviceProvider);

    /// <summary>Ends the instance after the call.</summary>
    ValueTask ReleaseAsync(GrpcActivatorHandle<TGrpcService> service);
}

/// <summary>Provides the interceptor instances of a call.</summary>
public interface IGrpcInterceptorActivator
{
    /// <summary>The instance for a call.</summary>
    GrpcActivatorHandle<Interceptor> Create(IServiceProvider serviceProvider, InterceptorRegistration interceptorRegistration);

    /// <summary>Ends the instance after the call.</summary>
    ValueTask ReleaseAsync(GrpcActivatorHandle<Interceptor> interceptor);
}

/// <summary>Provides the instances of one interceptor type.</summary>
/// <typeparam name="TInterceptor">The interceptor.</typeparam>
public interface IGrpcInterceptorActivator<TInterceptor> : IGrpcInterceptorActivator
    where TInterceptor : Interceptor
{
}

/// <summary>Gives access to the gRPC context of an HTTP request.</summary>
public interface IServerCallContextFeature
{
    /// <summary>The context.</summary>
    Core.ServerCallContext ServerCallContext { get; }
}

/// <summary>Configures gRPC services.</summary>
public interface IGrpcServerBuilder
{
    /// <summary>The container's registrations.</summary>
    IServiceCollection Services { get; }
}

/// <summary>Says of an endpoint that it is a gRPC method.</summary>
public sealed class GrpcMethodMetadata
{
    /// <summary>Creates the metadata.</summary>
    public GrpcMethodMetadata(Type serviceType, Core.IMethod method)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        ArgumentNullException.ThrowIfNull(method);
        ServiceType = serviceType;
        Method = method;
    }

    /// <summary>The class that implements the service.</summary>
    public Type ServiceType { get; }

    /// <summary>The method.</summary>
    public Core.IMethod Method { get; }
}
