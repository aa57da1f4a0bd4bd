using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client.Balancer;

/// <summary>Finds the addresses of a service and tells of changes.</summary>
public abstract class Resolver : IDisposable
{
    /// <summary>For implementations.</summary>
    protected Resolver()
    {
    }

    /// <summary>Begins to report results; called once.</summary>
    public abstract void Start(Action<ResolverResult> listener);

    /// <summary>Asks for a new result soon, as after a lost connection.</summary>
    public virtual void Refresh()
    {
    }

    /// <summary>Ends reporting.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends reporting.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>Makes resolvers for one scheme of addresses.</summary>
public abstract class ResolverFactory
{
    /// <summary>For implementations.</summary>
    protected ResolverFactory()
    {
    }

    /// <summary>The scheme, such as <c>dns</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Makes a resolver.</summary>
    public abstract Resolver Create(ResolverOptions options);
}

/// <summary>What a resolver is for.</summary>
public sealed class ResolverOptions
{
    internal ResolverOptions(Uri address, int defaultPort, ILoggerFactory loggerFactory, GrpcChannelOptions channelOptions)
    {
        Address = address;
        DefaultPort = defaultPort;
        LoggerFactory = loggerFactory;
        ChannelOptions = channelOptions;
    }

    /// <summary>The channel's address.</summary>
    public Uri Address { get; }

    /// <summary>The port of addresses that name none: 80 in clear, 443 with TLS.</summary>
    public int DefaultPort { get; }

    /// <summary>Whether a service config would be ignored.</summary>
    public bool DisableServiceConfig => ChannelOptions.DisableResolverServiceConfig;

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>The channel's options.</summary>
    public GrpcChannelOptions ChannelOptions { get; }
}

/// <summary>Addresses, or why there are none.</summary>
public sealed class ResolverResult
{
    private BalancerAttributes? _attributes;

    private ResolverResult(Status status, IReadOnlyList<BalancerAddress>? addresses, ServiceConfig? serviceConfig, Status? serviceConfigStatus)
    {
        Status = status;
        Addresses = addresses;
        ServiceConfig = serviceConfig;
        ServiceConfigStatus = serviceConfigStatus;
    }

    /// <summary>OK, or the failure.</summary>
    public Status Status { get; }

    /// <summary>The addresses; null after a failure.</summary>
    public IReadOnlyList<BalancerAddress>? Addresses { get; }

    /// <summary>A service config that came with the addresses; null for none.</summary>
    public ServiceConfig? ServiceConfig { get; }

    /// <summary>What reading the service config led to; null for none.</summary>
    public Status? ServiceConfigStatus { get; }

    /// <summary>What the resolver notes about the result.</summary>
    public BalancerAttributes Attributes => _attributes ??= [];

    /// <summary>A failure.</summary>
    public static ResolverResult ForFailure(Status status)
    {
        if (status.StatusCode == StatusCode.OK)
        {
            throw new ArgumentException("A failure is not OK.", nameof(status));
        }

        return new ResolverResult(status, null, null, null);
    }

    /// <summary>Addresses.</summary>
    public static ResolverResult ForResult(IReadOnlyList<BalancerAddress> addresses) => ForResult(addresses, null, null);

    /// <summary>Addresses and a service config.</summary>
    public static ResolverResult ForResult(IReadOnlyList<BalancerAddress> addresses, ServiceConfig? serviceConfig, Status? serviceConfigStatus)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        return new ResolverResult(Status.DefaultSuccess, addresses, serviceConfig, serviceConfigStatus);
    }
}
