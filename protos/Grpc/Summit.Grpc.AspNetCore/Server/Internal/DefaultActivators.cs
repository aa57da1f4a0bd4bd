using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The service from the container, or a new one for each call when the container does not know it.</summary>
internal sealed class DefaultServiceActivator<TService> : IGrpcServiceActivator<TService>
    where TService : class
{
    private static readonly Lazy<ObjectFactory<TService>> Factory = new(() => ActivatorUtilities.CreateFactory<TService>([]));

    public GrpcActivatorHandle<TService> Create(IServiceProvider serviceProvider)
    {
        var service = serviceProvider.GetService<TService>();
        return service is null
            ? new GrpcActivatorHandle<TService>(Factory.Value(serviceProvider, []), created: true, state: null)
            : new GrpcActivatorHandle<TService>(service, created: false, state: null);
    }

    public ValueTask ReleaseAsync(GrpcActivatorHandle<TService> service) =>
        service.Created ? Disposal.DisposeAsync(service.Instance) : default;
}

/// <summary>The interceptor from the container, or a new one for each call.</summary>
internal sealed class DefaultInterceptorActivator<TInterceptor> : IGrpcInterceptorActivator<TInterceptor>
    where TInterceptor : Interceptor
{
    public GrpcActivatorHandle<Interceptor> Create(IServiceProvider serviceProvider, InterceptorRegistration interceptorRegistration)
    {
        if (interceptorRegistration.Arguments.Count == 0 && serviceProvider.GetService<TInterceptor>() is { } registered)
        {
            return new GrpcActivatorHandle<Interceptor>(registered, created: false, state: null);
        }

        var created = ActivatorUtilities.CreateInstance<TInterceptor>(serviceProvider, [.. interceptorRegistration.Arguments]);
        return new GrpcActivatorHandle<Interceptor>(created, created: true, state: null);
    }

    public ValueTask ReleaseAsync(GrpcActivatorHandle<Interceptor> interceptor) =>
        interceptor.Created ? Disposal.DisposeAsync(interceptor.Instance) : default;
}

internal static class Disposal
{
    public static ValueTask DisposeAsync(object instance)
    {
        if (instance is IAsyncDisposable asyncDisposable)
        {
            return asyncDisposable.DisposeAsync();
        }

        (instance as IDisposable)?.Dispose();
        return default;
    }
}
