using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace Grpc.Net.Client.Balancer;

/// <summary>Makes balancers that send all calls to the first address that answers.</summary>
public sealed class PickFirstBalancerFactory : LoadBalancerFactory
{
    /// <summary>Creates the factory.</summary>
    public PickFirstBalancerFactory()
    {
    }

    /// <inheritdoc/>
    public override string Name => LoadBalancingConfig.PickFirstPolicyName;

    /// <inheritdoc/>
    public override LoadBalancer Create(LoadBalancerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new PickFirstBalancer(options.Controller);
    }
}

/// <summary>Sends all calls to one subchannel, which connects to the first address that answers.</summary>
internal sealed class PickFirstBalancer(IChannelControlHelper controller) : LoadBalancer
{
    private Subchannel? _subchannel;

    public override void UpdateChannelState(ChannelState state)
    {
        if (state.Addresses is not { Count: > 0 } addresses)
        {
            if (_subchannel is null || state.Addresses is not null)
            {
                _subchannel?.Dispose();
                _subchannel = null;
                var failure = state.Status.StatusCode == StatusCode.OK ? new Status(StatusCode.Unavailable, "Resolver returned no addresses.") : state.Status;
                controller.UpdateState(new BalancerState(ConnectivityState.TransientFailure, new FailurePicker(failure)));
            }

            return;
        }

        if (_subchannel is not null)
        {
            _subchannel.UpdateAddresses(addresses);
            return;
        }

        var subchannel = _subchannel = controller.CreateSubchannel(new SubchannelOptions(addresses));
        subchannel.OnStateChanged(changed => Changed(subchannel, changed));
        controller.UpdateState(new BalancerState(ConnectivityState.Idle, new ConnectingPicker(subchannel)));
        subchannel.RequestConnection();
    }

    public override void RequestConnection() => _subchannel?.RequestConnection();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _subchannel?.Dispose();
            _subchannel = null;
        }

        base.Dispose(disposing);
    }

    private void Changed(Subchannel subchannel, SubchannelState state)
    {
        if (subchannel != _subchannel)
        {
            return;
        }

        if (state.State == ConnectivityState.Idle)
        {
            controller.RefreshResolver();
        }

        controller.UpdateState(new BalancerState(state.State, state.State switch
        {
            ConnectivityState.Ready => new Picker(subchannel),
            ConnectivityState.TransientFailure => new FailurePicker(state.Status),
            ConnectivityState.Idle => new ConnectingPicker(subchannel),
            _ => QueuePicker.Instance,
        }));
    }

    private sealed class Picker(Subchannel subchannel) : SubchannelPicker
    {
        private readonly PickResult _result = PickResult.ForSubchannel(subchannel);

        public override PickResult Pick(PickContext context) => _result;
    }

    /// <summary>An idle channel connects when there is a call.</summary>
    private sealed class ConnectingPicker(Subchannel subchannel) : SubchannelPicker
    {
        public override PickResult Pick(PickContext context)
        {
            subchannel.RequestConnection();
            return PickResult.ForQueue();
        }
    }
}
