using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>
/// Provides an instance for a call and ends it with the call. What the container holds as a singleton is taken from it once, and
/// what needs nothing from the container is made without it: both spare the call a container scope.
/// </summary>
internal abstract class Activation<T>(bool isDefault, bool isSingleton)
    where T : class
{
    private T? _singleton;

    /// <summary>The instance for a call; whoever gets it passes the handle on to <c>Release</c>.</summary>
    public T Enter(ServerCallContext context, out GrpcActivatorHandle<T> handle)
    {
        if (isSingleton)
        {
            handle = default;
            return _singleton ??= Create(context).Instance;
        }

        handle = Create(context);
        return handle.Instance;
    }

    public Task ReleaseAfter(Task run, in GrpcActivatorHandle<T> handle) => NeedsRelease(handle) ? ReleaseAfterCore(run, handle) : run;

    public Task<TResult> ReleaseAfter<TResult>(Task<TResult> run, in GrpcActivatorHandle<T> handle) =>
        NeedsRelease(handle) ? ReleaseAfterCore(run, handle) : run;

    protected abstract GrpcActivatorHandle<T> Create(ServerCallContext context);

    protected abstract ValueTask ReleaseAsync(GrpcActivatorHandle<T> handle);

    /// <summary>The runtime's own activators dispose what they created; of an application's activator nothing is known.</summary>
    private bool NeedsRelease(in GrpcActivatorHandle<T> handle) =>
        isDefault ? handle.Created && handle.Instance is IDisposable or IAsyncDisposable : !isSingleton;

    private async Task ReleaseAfterCore(Task run, GrpcActivatorHandle<T> handle)
    {
        try
        {
            await run;
        }
        finally
        {
            await ReleaseAsync(handle);
        }
    }

    private async Task<TResult> ReleaseAfterCore<TResult>(Task<TResult> run, GrpcActivatorHandle<T> handle)
    {
        try
        {
            return await run;
        }
        finally
        {
            await ReleaseAsync(handle);
        }
    }
}

/// <summary>Service instances.</summary>
internal sealed class ServiceActivation<TService>(IGrpcServiceActivator<TService> activator, ServiceLifetimes lifetimes, bool suppressed)
    : Activation<TService>(IsDefault(activator), IsDefault(activator) && lifetimes.IsSingleton(typeof(TService)))
    where TService : class
{
    private readonly bool _selfContained = IsDefault(activator) && !lifetimes.Knows(typeof(TService)) && IsSelfContained();

    protected override GrpcActivatorHandle<TService> Create(ServerCallContext context) =>
        suppressed ? default
        : _selfContained ? new GrpcActivatorHandle<TService>(Activator.CreateInstance<TService>(), created: true, state: null)
        : activator.Create(context.GetHttpContext().RequestServices);

    protected override ValueTask ReleaseAsync(GrpcActivatorHandle<TService> handle) => activator.ReleaseAsync(handle);

    private static bool IsDefault(IGrpcServiceActivator<TService> activator) => activator is DefaultServiceActivator<TService>;

    private static bool IsSelfContained() => typeof(TService).GetConstructors() is [{ } only] && only.GetParameters().Length == 0 && !typeof(TService).IsAbstract;
}

/// <summary>Interceptor instances.</summary>
internal sealed class InterceptorActivation(InterceptorRegistration registration, IGrpcInterceptorActivator activator, bool isDefault, bool isSingleton)
    : Activation<Interceptor>(isDefault, isSingleton)
{
    public static InterceptorActivation Create(InterceptorRegistration registration, IServiceProvider services, ServiceLifetimes lifetimes)
    {
        var activator = (IGrpcInterceptorActivator)Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService(
            services, typeof(IGrpcInterceptorActivator<>).MakeGenericType(registration.Type));
        var isDefault = activator.GetType() == typeof(DefaultInterceptorActivator<>).MakeGenericType(registration.Type);
        return new InterceptorActivation(
            registration, activator, isDefault, isDefault && registration.Arguments.Count == 0 && lifetimes.IsSingleton(registration.Type));
    }

    protected override GrpcActivatorHandle<Interceptor> Create(ServerCallContext context) =>
        activator.Create(context.GetHttpContext().RequestServices, registration);

    protected override ValueTask ReleaseAsync(GrpcActivatorHandle<Interceptor> handle) => activator.ReleaseAsync(handle);
}
