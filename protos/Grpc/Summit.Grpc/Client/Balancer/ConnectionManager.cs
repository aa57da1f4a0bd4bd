using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client.Balancer;

/// <summary>Ties resolver and balancer of a channel together and finds a subchannel for each call.</summary>
internal sealed class ConnectionManager : IChannelControlHelper, IDisposable
{
    private static readonly PickContext NoContext = new();

    private readonly Resolver _resolver;
    private readonly IReadOnlyList<LoadBalancerFactory> _balancers;
    private readonly GrpcChannelOptions _options;
    private readonly ILoggerFactory _loggerFactory;
    private LoadBalancer? _balancer;
    private string? _policy;
    private bool _started;
    private bool _disposed;
    private volatile Snapshot _snapshot = new(ConnectivityState.Idle, null);

    public ConnectionManager(
        Resolver resolver, IReadOnlyList<LoadBalancerFactory> balancers, SubchannelConnector connector, GrpcChannelOptions options, ILoggerFactory loggerFactory)
    {
        _resolver = resolver;
        _balancers = balancers;
        Connector = connector;
        _options = options;
        _loggerFactory = loggerFactory;
    }

    /// <summary>Held while resolver, balancer and subchannels speak to each other, so that each sees the others in order.</summary>
    public Lock Sync { get; } = new();

    public SubchannelConnector Connector { get; }

    public ConnectivityState State => _snapshot.State;

    public IBackoffPolicy CreateBackoff() => new ExponentialBackoff(_options.InitialReconnectBackoff, _options.MaxReconnectBackoff);

    public Subchannel CreateSubchannel(SubchannelOptions options) => new(this, options.Addresses);

    public void RefreshResolver() => _resolver.Refresh();

    public void UpdateState(BalancerState state)
    {
        lock (Sync)
        {
            if (!_disposed)
            {
                Publish(new Snapshot(state.ConnectivityState, state.Picker));
            }
        }
    }

    /// <summary>What the picker says now; null when there is none yet.</summary>
    public PickResult? TryPick(HttpRequestMessage request) => _snapshot.Picker?.Pick(Context(request));

    /// <summary>Finds a subchannel, waiting while there is none that could fail or take the call.</summary>
    /// <exception cref="RpcException">There is none, and the call does not wait for ready.</exception>
    public async ValueTask<PickResult> PickAsync(HttpRequestMessage request, bool waitForReady, CancellationToken cancellationToken)
    {
        Start();
        while (true)
        {
            var seen = _snapshot;
            var result = seen.Picker?.Pick(Context(request));
            switch (result?.Type)
            {
                case PickResultType.Complete when result.Subchannel!.CurrentAddress is not null:
                    return result;
                case PickResultType.Fail when !waitForReady:
                case PickResultType.Drop:
                    throw new RpcException(result.Status);
            }

            await seen.Changed.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Connects and waits until the channel is ready.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = _snapshot;
            if (seen.State == ConnectivityState.Ready)
            {
                return;
            }

            ObjectDisposedException.ThrowIf(seen.State == ConnectivityState.Shutdown, typeof(GrpcChannel));
            RequestConnection();
            await seen.Changed.Task.WaitAsync(cancellationToken);
        }
    }

    public async Task WaitForStateChangedAsync(ConnectivityState lastObserved, CancellationToken cancellationToken)
    {
        for (var seen = _snapshot; seen.State == lastObserved; seen = _snapshot)
        {
            await seen.Changed.Task.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        lock (Sync)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _resolver.Dispose();
            _balancer?.Dispose();
            Connector.Dispose();
            Publish(new Snapshot(ConnectivityState.Shutdown, new FailurePicker(new Status(StatusCode.Unavailable, "The channel was disposed."))));
        }
    }

    /// <summary>The pickers here choose without looking at the request; an application's may look.</summary>
    private PickContext Context(HttpRequestMessage request) =>
        _policy is LoadBalancingConfig.PickFirstPolicyName or LoadBalancingConfig.RoundRobinPolicyName ? NoContext : new PickContext { Request = request };

    private void RequestConnection()
    {
        Start();
        lock (Sync)
        {
            _balancer?.RequestConnection();
        }
    }

    private void Start()
    {
        lock (Sync)
        {
            if (_started || _disposed)
            {
                return;
            }

            _started = true;
            Publish(new Snapshot(ConnectivityState.Connecting, null));
        }

        _resolver.Start(OnResolved);
        _resolver.Refresh();
    }

    private void OnResolved(ResolverResult result)
    {
        lock (Sync)
        {
            if (_disposed)
            {
                return;
            }

            var config = ChooseConfig(result);
            UseBalancer(config);
            _balancer!.UpdateChannelState(new ChannelState(result.Status, result.Addresses, config, result.Attributes));
        }
    }

    private LoadBalancingConfig? ChooseConfig(ResolverResult result)
    {
        var service = _options.DisableResolverServiceConfig ? _options.ServiceConfig : result.ServiceConfig ?? _options.ServiceConfig;
        return service?.LoadBalancingConfigs.FirstOrDefault(config => _balancers.Any(factory => factory.Name == config.PolicyName));
    }

    private void UseBalancer(LoadBalancingConfig? config)
    {
        var policy = config?.PolicyName ?? LoadBalancingConfig.PickFirstPolicyName;
        if (_policy == policy)
        {
            return;
        }

        _balancer?.Dispose();
        _policy = policy;
        _balancer = _balancers.First(factory => factory.Name == policy)
            .Create(new LoadBalancerOptions(this, _loggerFactory, config?.Inner ?? new Dictionary<string, object?>()));
    }

    private void Publish(Snapshot next)
    {
        var previous = _snapshot;
        _snapshot = next;
        previous.Changed.TrySetResult();
    }

    /// <summary>State and picker of a moment, and the task of its end.</summary>
    private sealed record Snapshot(ConnectivityState State, SubchannelPicker? Picker)
    {
        public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
