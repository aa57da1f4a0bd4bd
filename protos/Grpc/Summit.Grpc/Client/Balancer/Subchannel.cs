using Grpc.Core;

namespace Grpc.Net.Client.Balancer;

/// <summary>Connections to one of a list of addresses.</summary>
public sealed class Subchannel : IDisposable
{
    private readonly ConnectionManager _manager;
    private readonly List<Action<SubchannelState>> _listeners = [];
    private IReadOnlyList<BalancerAddress> _addresses;
    private BalancerAttributes? _attributes;
    private CancellationTokenSource? _connecting;
    private bool _disposed;

    internal Subchannel(ConnectionManager manager, IReadOnlyList<BalancerAddress> addresses)
    {
        _manager = manager;
        _addresses = addresses;
    }

    /// <summary>The address connected to; null when there is no connection.</summary>
    public BalancerAddress? CurrentAddress { get; private set; }

    /// <summary>What the balancer notes about the subchannel.</summary>
    public BalancerAttributes Attributes => _attributes ??= [];

    internal SubchannelState State { get; private set; } = new(ConnectivityState.Idle, Status.DefaultSuccess);

    /// <summary>Tells of changes of state, until the result is disposed.</summary>
    public IDisposable OnStateChanged(Action<SubchannelState> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (_manager.Sync)
        {
            _listeners.Add(callback);
        }

        return new Registration(this, callback);
    }

    /// <summary>Replaces the addresses; a connection to one that is gone is given up.</summary>
    public void UpdateAddresses(IReadOnlyList<BalancerAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        lock (_manager.Sync)
        {
            _addresses = [.. addresses];
            if (CurrentAddress is { } current && !addresses.Any(address => address.EndPoint.Equals(current.EndPoint)))
            {
                _manager.Connector.Forget(current, this);
                CurrentAddress = null;
                SetState(ConnectivityState.Idle, Status.DefaultSuccess);
            }
            else if (_connecting is not null)
            {
                StartConnecting();
            }
        }
    }

    /// <summary>Connects, unless it is connected or trying.</summary>
    public void RequestConnection()
    {
        lock (_manager.Sync)
        {
            if (!_disposed && State.State == ConnectivityState.Idle)
            {
                StartConnecting();
            }
        }
    }

    /// <summary>The addresses as text.</summary>
    public override string ToString() => string.Join(", ", _addresses);

    /// <summary>The addresses.</summary>
    public IReadOnlyList<BalancerAddress> GetAddresses() => _addresses;

    /// <summary>Ends the subchannel. Calls under way go on.</summary>
    public void Dispose()
    {
        lock (_manager.Sync)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _connecting?.Cancel();
            if (CurrentAddress is { } current)
            {
                _manager.Connector.Forget(current, this);
            }

            SetState(ConnectivityState.Shutdown, Status.DefaultSuccess);
            _listeners.Clear();
        }
    }

    /// <summary>The last connection closed: new addresses may be there, and whoever needs a connection asks for one.</summary>
    internal void ConnectionsClosed()
    {
        lock (_manager.Sync)
        {
            if (!_disposed && State.State == ConnectivityState.Ready)
            {
                CurrentAddress = null;
                SetState(ConnectivityState.Idle, Status.DefaultSuccess);
            }
        }
    }

    private void StartConnecting()
    {
        _connecting?.Cancel();
        _connecting = new CancellationTokenSource();
        SetState(ConnectivityState.Connecting, Status.DefaultSuccess);
        _ = ConnectAsync(_addresses, _connecting.Token);
    }

    private async Task ConnectAsync(IReadOnlyList<BalancerAddress> addresses, CancellationToken cancellationToken)
    {
        // Leaves the lock, and lets whoever asked go on.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var backoff = _manager.CreateBackoff();
        while (!cancellationToken.IsCancellationRequested)
        {
            var (connected, failure) = await ConnectToFirstAsync(addresses, cancellationToken);
            lock (_manager.Sync)
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }

                if (connected is not null)
                {
                    _connecting = null;
                    CurrentAddress = connected;
                    SetState(ConnectivityState.Ready, Status.DefaultSuccess);
                    return;
                }

                SetState(ConnectivityState.TransientFailure, failure);
                _manager.RefreshResolver();
            }

            await Task.Delay(backoff.NextBackoff(), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(BalancerAddress? Connected, Status Failure)> ConnectToFirstAsync(
        IReadOnlyList<BalancerAddress> addresses, CancellationToken cancellationToken)
    {
        var failure = new Status(StatusCode.Unavailable, "The subchannel has no addresses.");
        foreach (var address in addresses)
        {
            try
            {
                await _manager.Connector.ConnectAsync(address, this, cancellationToken);
                return (address, default);
            }
            catch (Exception exception)
            {
                failure = new Status(StatusCode.Unavailable, $"Error connecting to {address}. {exception.Message}", exception);
            }
        }

        return (null, failure);
    }

    private void SetState(ConnectivityState state, Status status)
    {
        State = new SubchannelState(state, status);
        foreach (var listener in _listeners.ToArray())
        {
            listener(State);
        }
    }

    private sealed class Registration(Subchannel subchannel, Action<SubchannelState> callback) : IDisposable
    {
        public void Dispose()
        {
            lock (subchannel._manager.Sync)
            {
                subchannel._listeners.Remove(callback);
            }
        }
    }
}

/// <summary>What a subchannel is made of.</summary>
public sealed class SubchannelOptions
{
    /// <summary>Creates options.</summary>
    public SubchannelOptions(IReadOnlyList<BalancerAddress> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        Addresses = addresses;
    }

    /// <summary>The addresses to try, in order.</summary>
    public IReadOnlyList<BalancerAddress> Addresses { get; }
}

/// <summary>How far a subchannel is from being able to carry calls.</summary>
public sealed class SubchannelState
{
    internal SubchannelState(ConnectivityState state, Status status)
    {
        State = state;
        Status = status;
    }

    /// <summary>The state.</summary>
    public ConnectivityState State { get; }

    /// <summary>OK, or why it cannot connect.</summary>
    public Status Status { get; }
}
