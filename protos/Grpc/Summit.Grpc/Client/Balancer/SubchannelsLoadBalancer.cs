using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client.Balancer;

/// <summary>A balancer with one subchannel per address; the picker chooses among those that are ready.</summary>
public abstract class SubchannelsLoadBalancer : LoadBalancer
{
    private readonly List<Subchannel> _subchannels = [];
    private Status _resolverFailure = new(StatusCode.Unavailable, "Resolver returned no addresses.");
    private bool _updating;

    /// <summary>For implementations.</summary>
    protected SubchannelsLoadBalancer(IChannelControlHelper controller, ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(loggerFactory);
        Controller = controller;
    }

    /// <summary>The channel.</summary>
    protected IChannelControlHelper Controller { get; }

    /// <summary>The state last reported.</summary>
    protected ConnectivityState State { get; private set; }

    /// <inheritdoc/>
    public override void UpdateChannelState(ChannelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Addresses is not { Count: > 0 } addresses)
        {
            // What worked so far may still work: a name server that is away does not end calls.
            _resolverFailure = state.Status.StatusCode == StatusCode.OK ? new Status(StatusCode.Unavailable, "Resolver returned no addresses.") : state.Status;
            if (state.Addresses is not null)
            {
                Remove(_subchannels);
            }

            Report();
            return;
        }

        // One report at the end, not one for each subchannel on the way.
        _updating = true;
        Remove(_subchannels.Where(known => !addresses.Any(address => IsFor(known, address))));
        foreach (var address in addresses)
        {
            if (_subchannels.Any(known => IsFor(known, address)))
            {
                continue;
            }

            var subchannel = Controller.CreateSubchannel(new SubchannelOptions([address]));
            subchannel.OnStateChanged(changed => Changed(subchannel, changed));
            _subchannels.Add(subchannel);
            subchannel.RequestConnection();
        }

        _updating = false;
        Report();
    }

    /// <inheritdoc/>
    public override void RequestConnection()
    {
        foreach (var subchannel in _subchannels.ToArray())
        {
            subchannel.RequestConnection();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Remove(_subchannels);
        }

        base.Dispose(disposing);
    }

    /// <summary>Makes the picker for these subchannels, at least one.</summary>
    protected abstract SubchannelPicker CreatePicker(IReadOnlyList<Subchannel> readySubchannels);

    private static bool IsFor(Subchannel subchannel, BalancerAddress address) => subchannel.GetAddresses()[0].EndPoint.Equals(address.EndPoint);

    private void Remove(IEnumerable<Subchannel> subchannels)
    {
        foreach (var subchannel in subchannels.ToArray())
        {
            _subchannels.Remove(subchannel);
            subchannel.Dispose();
        }
    }

    private void Changed(Subchannel subchannel, SubchannelState state)
    {
        if (!_subchannels.Contains(subchannel))
        {
            return;
        }

        if (state.State == ConnectivityState.Idle)
        {
            // A lost connection means that addresses may have changed, and the next call must not wait for a new one.
            Controller.RefreshResolver();
            subchannel.RequestConnection();
        }

        Report();
    }

    private void Report()
    {
        if (_updating)
        {
            return;
        }

        var ready = _subchannels.Where(subchannel => subchannel.State.State == ConnectivityState.Ready).ToArray();
        if (ready.Length > 0)
        {
            Report(ConnectivityState.Ready, CreatePicker(ready));
        }
        else if (_subchannels.Any(subchannel => subchannel.State.State is ConnectivityState.Connecting or ConnectivityState.Idle))
        {
            Report(ConnectivityState.Connecting, QueuePicker.Instance);
        }
        else
        {
            Report(ConnectivityState.TransientFailure, new FailurePicker(_subchannels.Count == 0 ? _resolverFailure : _subchannels[^1].State.Status));
        }
    }

    private void Report(ConnectivityState state, SubchannelPicker picker)
    {
        State = state;
        Controller.UpdateState(new BalancerState(state, picker));
    }
}
