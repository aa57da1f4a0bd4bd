using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Calls;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>Chooses how a channel brings its requests to a server.</summary>
internal static class Transports
{
    public static ITransport Create(Uri address, bool isSecure, GrpcChannelOptions options, ILoggerFactory loggerFactory)
    {
        var isPlain = address.Scheme is "http" or "https";
        if (isPlain && (options.HttpClient is not null || options.HttpHandler is not null))
        {
            // One address, and a handler that is somebody else's business.
            return new DirectTransport(HttpSenders.Create(options, null), options);
        }

        var sockets = new SubchannelConnector.Sockets();
        var own = options.HttpClient is null && options.HttpHandler is null ? HttpSenders.CreateHandler() : null;
        var handler = own ?? FindSockets(options.HttpHandler);
        var connector = handler is not null && sockets.TryAttach(handler) ? (SubchannelConnector)sockets : new SubchannelConnector.Passive();
        var resolver = isPlain
            ? new StaticResolver([new BalancerAddress(address.IdnHost, address.Port)])
            : FindResolver(address, options).Create(new ResolverOptions(address, isSecure ? 443 : 80, loggerFactory, options));
        var manager = new ConnectionManager(resolver, FindBalancers(options), connector, options, loggerFactory);
        return new BalancedTransport(HttpSenders.Create(options, own), manager, address, isSecure);
    }

    private static SocketsHttpHandler? FindSockets(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler delegating)
        {
            handler = delegating.InnerHandler;
        }

        return handler as SocketsHttpHandler;
    }

    private static ResolverFactory FindResolver(Uri address, GrpcChannelOptions options) =>
        FromServices<ResolverFactory>(options).Append(new DnsResolverFactory(Timeout.InfiniteTimeSpan)).FirstOrDefault(factory => factory.Name == address.Scheme)
        ?? throw new InvalidOperationException($"No address resolver configured for the scheme '{address.Scheme}'.");

    private static IReadOnlyList<LoadBalancerFactory> FindBalancers(GrpcChannelOptions options) =>
        [.. FromServices<LoadBalancerFactory>(options), new PickFirstBalancerFactory(), new RoundRobinBalancerFactory()];

    private static IEnumerable<T> FromServices<T>(GrpcChannelOptions options) =>
        options.ServiceProvider?.GetService(typeof(IEnumerable<T>)) as IEnumerable<T> ?? [];
}
