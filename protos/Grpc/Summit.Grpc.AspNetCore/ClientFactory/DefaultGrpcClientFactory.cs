using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Grpc.Net.ClientFactory;

/// <summary>Makes clients: the channel of a name is shared, what belongs to a client is made for it.</summary>
internal sealed class DefaultGrpcClientFactory(IServiceProvider services, NamedChannels channels, IOptionsMonitor<GrpcClientFactoryOptions> options) : GrpcClientFactory
{
    public override TClient CreateClient<TClient>(string name)
    {
        var client = options.Get(name);
        var invoker = channels.Get(name);
        if (client.InterceptorRegistrations.Any(registration => registration.Scope == InterceptorScope.Client))
        {
            invoker = invoker.Intercept([.. client.InterceptorRegistrations
                .Where(registration => registration.Scope == InterceptorScope.Client)
                .Select(registration => registration.Creator(services))]);
        }

        if (client.CallOptionsActions.Count > 0)
        {
            invoker = invoker.Intercept(new CallOptionsInterceptor([.. client.CallOptionsActions], services));
        }

        return client.Creator is { } creator
            ? (TClient)(creator(invoker) ?? throw new InvalidOperationException("A null instance was returned by the configured client creator."))
            : Constructor<TClient>.Factory(services, [invoker]);
    }

    private static class Constructor<TClient>
        where TClient : class
    {
        public static readonly ObjectFactory<TClient> Factory = ActivatorUtilities.CreateFactory<TClient>([typeof(CallInvoker)]);
    }
}

/// <summary>The channels of registered clients, made at their first use and disposed with the container.</summary>
internal sealed class NamedChannels(
    IServiceProvider services,
    IHttpMessageHandlerFactory handlers,
    IOptionsMonitor<GrpcClientFactoryOptions> options,
    IOptionsMonitor<HttpClientFactoryOptions> httpOptions,
    ILoggerFactory loggers) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<(GrpcChannel Channel, CallInvoker Invoker)>> _channels = new(StringComparer.Ordinal);

    public CallInvoker Get(string name) => _channels.GetOrAdd(name, static (key, self) => new(() => self.Create(key)), this).Value.Invoker;

    public void Dispose()
    {
        foreach (var channel in _channels.Values.Where(lazy => lazy.IsValueCreated))
        {
            channel.Value.Channel.Dispose();
        }
    }

    private (GrpcChannel Channel, CallInvoker Invoker) Create(string name)
    {
        var client = options.Get(name);
        if (client.Address is null)
        {
            throw new InvalidOperationException(
                $"Could not resolve the address for gRPC client '{name}'. Set an address when registering the client: services.AddGrpcClient<{name}>(o => o.Address = new Uri(\"https://example.com\")).");
        }

        if (httpOptions.Get(name).HttpClientActions.Count > 0)
        {
            throw new InvalidOperationException($"The ConfigureHttpClient method is not supported when creating gRPC clients. Unable to create client with name '{name}'.");
        }

        var channelOptions = new GrpcChannelOptions { HttpHandler = handlers.CreateHandler(name), LoggerFactory = loggers, ServiceProvider = services };
        foreach (var configure in client.ChannelOptionsActions)
        {
            configure(channelOptions);
        }

        var channel = GrpcChannel.ForAddress(client.Address, channelOptions);
        var interceptors = client.InterceptorRegistrations
            .Where(registration => registration.Scope == InterceptorScope.Channel)
            .Select(registration => registration.Creator(services))
            .Concat(client.Interceptors);
        return (channel, channel.CreateCallInvoker().Intercept([.. interceptors]));
    }
}
