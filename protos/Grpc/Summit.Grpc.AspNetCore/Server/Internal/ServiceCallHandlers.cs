using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>A method and where it is served.</summary>
internal sealed record MethodEndpoint(IMethod Method, RoutePattern Pattern, IList<object> Metadata, RequestDelegate Invoker);

/// <summary>Makes the call handlers of one service, which share its options, its instances and its interceptors.</summary>
internal sealed class ServiceCallHandlers<TService>
    where TService : class
{
    private readonly ServiceActivation<TService> _services;
    private readonly InterceptorActivation[] _interceptors;
    private readonly ILogger _logger;

    public ServiceCallHandlers(IServiceProvider services)
    {
        Options = new MethodOptions(
            services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value, services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value);
        var lifetimes = services.GetRequiredService<ServiceLifetimes>();
        // A definition brings its own handlers; there is no instance to make for a call.
        var suppressed = Options.SuppressCreatingService || typeof(TService) == typeof(ServerServiceDefinition);
        _services = new ServiceActivation<TService>(services.GetRequiredService<IGrpcServiceActivator<TService>>(), lifetimes, suppressed);
        _interceptors = [.. Options.Interceptors.Select(registration => InterceptorActivation.Create(registration, services, lifetimes))];
        _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server.ServerCallHandler");
    }

    public MethodOptions Options { get; }

    public UnaryCallHandler<TService, TRequest, TResponse> Unary<TRequest, TResponse>(
        Method<TRequest, TResponse> method, Model.UnaryServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => new(method, invoker, _services, _interceptors, Options, _logger);

    public ServerStreamingCallHandler<TService, TRequest, TResponse> ServerStreaming<TRequest, TResponse>(
        Method<TRequest, TResponse> method, Model.ServerStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => new(method, invoker, _services, _interceptors, Options, _logger);

    public ClientStreamingCallHandler<TService, TRequest, TResponse> ClientStreaming<TRequest, TResponse>(
        Method<TRequest, TResponse> method, Model.ClientStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => new(method, invoker, _services, _interceptors, Options, _logger);

    public DuplexStreamingCallHandler<TService, TRequest, TResponse> DuplexStreaming<TRequest, TResponse>(
        Method<TRequest, TResponse> method, Model.DuplexStreamingServerMethod<TService, TRequest, TResponse> invoker)
        where TRequest : class
        where TResponse : class => new(method, invoker, _services, _interceptors, Options, _logger);
}
