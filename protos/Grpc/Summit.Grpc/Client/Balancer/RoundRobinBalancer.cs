using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client.Balancer;

/// <summary>Makes balancers that send calls to all addresses in turn.</summary>
public sealed class RoundRobinBalancerFactory : LoadBalancerFactory
{
    /// <summary>Creates the factory.</summary>
    public RoundRobinBalancerFactory()
    {
    }

    /// <inheritdoc/>
    public override string Name => LoadBalancingConfig.RoundRobinPolicyName;

    /// <inheritdoc/>
    public override LoadBalancer Create(LoadBalancerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RoundRobinBalancer(options.Controller, options.LoggerFactory);
    }
}

/// <summary>Sends calls to all ready subchannels in turn.</summary>
internal sealed class RoundRobinBalancer(IChannelControlHelper controller, ILoggerFactory loggerFactory) : SubchannelsLoadBalancer(controller, loggerFactory)
{
    protected override SubchannelPicker CreatePicker(IReadOnlyList<Subchannel> readySubchannels) => new Picker(readySubchannels);

    private sealed class Picker(IReadOnlyList<Subchannel> subchannels) : SubchannelPicker
    {
        private readonly PickResult[] _results = [.. subchannels.Select(subchannel => PickResult.ForSubchannel(subchannel))];

        // A random start, so that the first calls of many clients do not all meet at the first server.
        private int _last = Random.Shared.Next(subchannels.Count);

        public override PickResult Pick(PickContext context) => _results[(uint)Interlocked.Increment(ref _last) % (uint)_results.Length];
    }
}
