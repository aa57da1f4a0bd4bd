using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Logging;
using Summit.Policy;

namespace Summit.Client;

/// <summary>The channels of an application, one per address, and the invokers that the typed clients call through.</summary>
public sealed class SummitChannels : IDisposable
{
    private static readonly TimeSpan KeepAliveAnswer = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Lazy<GrpcChannel>> _channels = new(StringComparer.Ordinal);
    private readonly SummitClientOptions _options;
    private readonly ILoggerFactory? _logs;
    private readonly Interceptor[] _interceptors;

    /// <summary>Checks the options; connects with the first call.</summary>
    /// <exception cref="ArgumentException">Options are wrong; the message lists all that are.</exception>
    public SummitChannels(SummitClientOptions options, ILoggerFactory? logs = null)
    {
        var errors = options.Errors().ToList();
        if (errors.Count > 0)
        {
            throw new ArgumentException("The client options are not usable: " + string.Join("; ", errors), nameof(options));
        }

        _options = options;
        _logs = logs;
        // Outermost first: ours sees the call as the caller made it and its final outcome.
        _interceptors = [new CallInterceptor(options), .. options.Interceptors];
    }

    /// <summary>The invoker for the methods of a package, for example <c>summit.nations.v1</c>.</summary>
    public CallInvoker InvokerOf(string package) => ChannelOf(package).CreateCallInvoker().Intercept(_interceptors);

    /// <summary>The channel for the methods of a package.</summary>
    public GrpcChannel ChannelOf(string package)
    {
        var address = _options.Services.TryGetValue(package, out var own) ? own : _options.Address;
        return _channels.GetOrAdd(address, a => new(() => Open(a))).Value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in _channels.Values.Where(c => c.IsValueCreated))
        {
            channel.Value.Dispose();
        }
    }

    private GrpcChannel Open(string address)
    {
        var secure = _options.Tls || address.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        var channel = new GrpcChannelOptions
        {
            Credentials = secure ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure,
            LoggerFactory = _logs,
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                ConnectTimeout = _options.ConnectTimeout,
                KeepAlivePingDelay = _options.KeepAlive,
                KeepAlivePingTimeout = KeepAliveAnswer,
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            },
            // By default gRPC waits up to two minutes before it connects again to a server that was away. When two gateways restart one
            // after the other, both would seem to be away although the first is back.
            InitialReconnectBackoff = _options.InitialBackoff,
            MaxReconnectBackoff = _options.MaxBackoff,
            ServiceConfig = Config(),
            ServiceProvider = ResolversOf(address),
            // Tokens travel in clear only where the operator chose a network without TLS.
            UnsafeUseInsecureChannelCallCredentials = !secure,
        };
        _options.ConfigureChannel?.Invoke(channel);
        if (channel.HttpHandler is { } handler)
        {
            channel.HttpHandler = new BrokenConnections(handler);
        }

        // A list of addresses is no authority; the name in its place is what calls carry.
        return GrpcChannel.ForAddress(address.StartsWith("static:", StringComparison.OrdinalIgnoreCase) ? "static:///summit" : address, channel);
    }

    private ServiceConfig Config()
    {
        var config = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } };
        if (_options.MaxAttempts == 1)
        {
            return config;
        }

        config.RetryThrottling = new RetryThrottlingPolicy { MaxTokens = _options.RetryBudget, TokenRatio = 0.1 };
        var repeatable = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = _options.MaxAttempts,
                InitialBackoff = _options.InitialBackoff,
                MaxBackoff = _options.MaxBackoff,
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var method in MethodCatalog.All.Where(m => m.Repeatable && m.Type == MethodType.Unary))
        {
            repeatable.Names.Add(new MethodName { Service = method.Service, Method = method.Descriptor.Name });
        }

        config.MethodConfigs.Add(repeatable);
        return config;
    }

    private Resolvers? ResolversOf(string address)
    {
        var uri = new Uri(address);
        return uri.Scheme switch
        {
            "dns" => new(new DnsResolverFactory(_options.ResolveInterval)),
            "static" => new(new StaticResolverFactory(_ => Addresses(uri))),
            _ => null,
        };
    }

    private static IEnumerable<BalancerAddress> Addresses(Uri uri) =>
        uri.AbsolutePath.Trim('/').Split(',').Select(part => new Uri($"http://{part}")).Select(u => new BalancerAddress(u.Host, u.Port));

    /// <summary>The channel asks a container for resolvers; this one holds just the one that the address needs.</summary>
    private sealed class Resolvers(ResolverFactory resolver) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IEnumerable<ResolverFactory>) ? new[] { resolver } : null;
    }
}
