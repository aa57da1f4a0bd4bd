using System.Net;
using Grpc.Core;

namespace Grpc.Net.Client.Balancer;

/// <summary>Addresses from DNS, for the scheme <c>dns</c>: <c>dns:///host:port</c>.</summary>
public sealed class DnsResolverFactory : ResolverFactory
{
    private readonly TimeSpan _refreshInterval;

    /// <summary>With the time between lookups; infinite for lookups only when connections are lost.</summary>
    public DnsResolverFactory(TimeSpan refreshInterval) => _refreshInterval = refreshInterval;

    /// <inheritdoc/>
    public override string Name => "dns";

    /// <inheritdoc/>
    public override Resolver Create(ResolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DnsResolver(options, _refreshInterval);
    }
}

/// <summary>Looks a host name up, periodically and after lost connections.</summary>
internal sealed class DnsResolver : PollingResolver
{
    /// <summary>The authority of requests to an address that was found under a name.</summary>
    public static readonly BalancerAttributesKey<string> HostOverride = new("HostOverride");

    // Many connections may be lost in one moment; a name server is not asked for each.
    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(5);

    private readonly Uri _address;
    private readonly int _defaultPort;
    private readonly TimeSpan _interval;
    private Timer? _timer;
    private long _lastLookup;

    public DnsResolver(ResolverOptions options, TimeSpan interval)
        : base(options.LoggerFactory, new ExponentialBackoffFactory(options.ChannelOptions.InitialReconnectBackoff, options.ChannelOptions.MaxReconnectBackoff))
    {
        _address = options.Address;
        _defaultPort = options.DefaultPort;
        _interval = interval;
    }

    protected override void OnStarted()
    {
        if (_interval != Timeout.InfiniteTimeSpan)
        {
            _timer = new Timer(static state => ((DnsResolver)state!).Refresh(), this, _interval, _interval);
        }
    }

    protected override async Task ResolveAsync(CancellationToken cancellationToken)
    {
        await SpaceOutAsync(cancellationToken);
        var target = _address.AbsolutePath.TrimStart('/');
        if (target.Length == 0)
        {
            target = _address.Authority;
        }

        if (!Uri.TryCreate($"dns://{target}", UriKind.Absolute, out var parsed))
        {
            Listener(ResolverResult.ForFailure(new Status(StatusCode.Unavailable, $"'{_address}' names no host.")));
            return;
        }

        var port = parsed.Port == -1 ? _defaultPort : parsed.Port;
        var found = await Dns.GetHostAddressesAsync(parsed.DnsSafeHost, cancellationToken);
        Listener(ResolverResult.ForResult([.. found.Distinct().Select(ip =>
        {
            var address = new BalancerAddress(ip.ToString(), port);
            address.Attributes.Set(HostOverride, parsed.Port == -1 ? parsed.Host : $"{parsed.Host}:{port}");
            return address;
        })]));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task SpaceOutAsync(CancellationToken cancellationToken)
    {
        var least = _interval > TimeSpan.Zero && _interval < LeastInterval ? _interval : LeastInterval;
        var wait = _lastLookup == 0 ? TimeSpan.Zero : least - TimeSpan.FromMilliseconds(Environment.TickCount64 - _lastLookup);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, cancellationToken);
        }

        _lastLookup = Environment.TickCount64;
    }
}
