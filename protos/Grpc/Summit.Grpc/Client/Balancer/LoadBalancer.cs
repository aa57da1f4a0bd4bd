using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client.Balancer;

/// <summary>Keeps subchannels to the addresses of a service and says which of them take calls. Called by one thread at a time.</summary>
public abstract class LoadBalancer : IDisposable
{
    /// <summary>For implementations.</summary>
    protected LoadBalancer()
    {
    }

    /// <summary>The addresses changed, or could not be found.</summary>
    public abstract void UpdateChannelState(ChannelState state);

    /// <summary>A connection is wanted.</summary>
    public abstract void RequestConnection();

    /// <summary>Gives the subchannels up.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the subchannels up.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>Makes balancers of one policy.</summary>
public abstract class LoadBalancerFactory
{
    /// <summary>For implementations.</summary>
    protected LoadBalancerFactory()
    {
    }

    /// <summary>Name of the policy, as in a service config.</summary>
    public abstract string Name { get; }

    /// <summary>Makes a balancer.</summary>
    public abstract LoadBalancer Create(LoadBalancerOptions options);
}

/// <summary>What a balancer works with.</summary>
public sealed class LoadBalancerOptions
{
    /// <summary>Creates options.</summary>
    public LoadBalancerOptions(IChannelControlHelper controller, ILoggerFactory loggerFactory, IDictionary<string, object?> configuration)
    {
        Controller = controller;
        LoggerFactory = loggerFactory;
        Configuration = configuration;
    }

    /// <summary>The channel.</summary>
    public IChannelControlHelper Controller { get; }

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>The policy's configuration.</summary>
    public IDictionary<string, object?> Configuration { get; }
}

/// <summary>The channel as a balancer sees it.</summary>
public interface IChannelControlHelper
{
    /// <summary>Makes a subchannel, not yet connected.</summary>
    Subchannel CreateSubchannel(SubchannelOptions options);

    /// <summary>Sets the state of the channel and the picker for its calls.</summary>
    void UpdateState(BalancerState state);

    /// <summary>Asks for the addresses again.</summary>
    void RefreshResolver();
}

/// <summary>The state of a channel and the picker for its calls.</summary>
public sealed class BalancerState
{
    /// <summary>Creates a state.</summary>
    public BalancerState(ConnectivityState connectivityState, SubchannelPicker picker)
    {
        ConnectivityState = connectivityState;
        Picker = picker;
    }

    /// <summary>The state.</summary>
    public ConnectivityState ConnectivityState { get; }

    /// <summary>The picker.</summary>
    public SubchannelPicker Picker { get; }
}

/// <summary>What a resolver found, for a balancer.</summary>
public sealed class ChannelState
{
    internal ChannelState(Status status, IReadOnlyList<BalancerAddress>? addresses, LoadBalancingConfig? config, BalancerAttributes attributes)
    {
        Status = status;
        Addresses = addresses;
        LoadBalancingConfig = config;
        Attributes = attributes;
    }

    /// <summary>The addresses; null when they could not be found.</summary>
    public IReadOnlyList<BalancerAddress>? Addresses { get; }

    /// <summary>The policy's configuration; null for the default policy.</summary>
    public LoadBalancingConfig? LoadBalancingConfig { get; }

    /// <summary>OK, or why there are no addresses.</summary>
    public Status Status { get; }

    /// <summary>What the resolver noted.</summary>
    public BalancerAttributes Attributes { get; }
}
