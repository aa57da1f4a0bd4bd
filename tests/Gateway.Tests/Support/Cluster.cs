using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Gateway.Feed;
using Summit.Hosting;
using Summit.Nations.V1;
using Summit.SampleHost;

namespace Summit.Gateway.Tests.Support;

/// <summary>A service over a real store, and gateways before it, in this process on free ports.</summary>
public sealed class Cluster : IAsyncDisposable
{
    public const string Package = "summit.nations.v1";
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-gateway-").FullName;
    private readonly List<RunningGateway> _gateways = [];

    private Cluster() => Issuer = DevelopmentIssuer.Open(KeyFile);

    public DevelopmentIssuer Issuer { get; }

    public SummitHost Service { get; private set; } = null!;

    public int ServicePort { get; } = FreePort.Next();

    public string StoreFile => Path.Combine(_folder, "store.db");

    public string KeyFile => Path.Combine(_folder, "development-issuer.key");

    /// <summary>Counts and may hold up calls as they reach the service.</summary>
    public ServiceTap Tap { get; } = new();

    public RunningGateway Gateway => _gateways[0];

    public static async Task<Cluster> StartAsync(params string[] settings)
    {
        var cluster = new Cluster();
        await cluster.StartServiceAsync();
        await cluster.AddGatewayAsync(settings);
        return cluster;
    }

    public async Task StartServiceAsync(params string[] settings)
    {
        var builder = Sample.CreateBuilder(
        [
            "--environment=Development",
            $"--Summit:Port={ServicePort}",
            $"--Summit:Database={StoreFile}",
            $"--Summit:Identity:DevelopmentKeyFile={KeyFile}",
            "--Summit:Shutdown:Notice=0",
            "--Summit:Shutdown:Drain=0.00:00:01",
            .. settings,
        ]);
        builder.Services.AddGrpc(g => g.Interceptors.Add<ServiceTap>());
        builder.Services.AddSingleton(Tap);
        Service = builder.Build();
        await Service.StartAsync();
    }

    public async Task StopServiceAsync()
    {
        await Service.StopAsync();
        await Service.DisposeAsync();
    }

    public Task<RunningGateway> AddGatewayAsync(params string[] settings) => AddGatewayAsync(TimeProvider.System, settings);

    public async Task<RunningGateway> AddGatewayAsync(TimeProvider time, params string[] settings)
    {
        var builder = GatewayHost.CreateBuilder(
        [
            "--environment=Development",
            $"--Summit:Services:{Package}=http://127.0.0.1:{ServicePort}",
            $"--Summit:Identity:DevelopmentKeyFile={KeyFile}",
            "--Summit:Shutdown:Notice=0",
            .. settings,
        ]);
        builder.Services.AddSingleton(time);
        var host = builder.Build();
        await host.StartAsync();
        var gateway = new RunningGateway(host, Issuer);
        _gateways.Add(gateway);
        await gateway.FollowsAsync();
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        Tap.Release();
        foreach (var gateway in _gateways)
        {
            await gateway.DisposeAsync();
        }

        await StopServiceAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A gateway and what a test asks through it.</summary>
public sealed class RunningGateway(SummitHost host, DevelopmentIssuer issuer) : IAsyncDisposable
{
    public SummitHost Host { get; } = host;

    /// <summary>Starts a gateway before services of the test's own. Nobody issues tokens: callers are viewers without one.</summary>
    /// <param name="address">Address of the service.</param>
    /// <param name="configure">Changes the container.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<RunningGateway> StartAsync(string address, Action<IServiceCollection>? configure = null, params string[] settings)
    {
        var builder = GatewayHost.CreateBuilder(["--environment=Development", $"--Summit:Services:{Cluster.Package}={address}", "--Summit:Shutdown:Notice=0", .. settings]);
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new RunningGateway(host, new DevelopmentIssuer(new byte[32]));
    }

    private readonly DeadlineHeader _deadline = new();
    private GrpcChannel? _channel;

    public GrpcChannel Channel => _channel ??= GrpcChannel.ForAddress(Host.Address, new GrpcChannelOptions { HttpHandler = _deadline });

    /// <summary>
    /// The deadline that calls carry from now on and only the gateway keeps. A deadline in the call's options would be kept by the
    /// client too, which would end the call before the gateway answers.
    /// </summary>
    public TimeSpan? Deadline
    {
        get => _deadline.Value;
        set => _deadline.Value = value;
    }

    public PositionService.PositionServiceClient Positions => new(Channel);

    internal ServiceFeed Feed => Host.Services.GetRequiredService<FeedSet>().Find(Cluster.Package)!;

    public Task FollowsAsync() => Eventually.HoldsAsync("the gateway follows the feed", () => Feed is { Connected: true, Age: not null });

    /// <summary>Waits until the feed has told of a revision.</summary>
    public Task KnowsAsync(string revision) => Eventually.HoldsAsync(
        $"the gateway knows {revision}",
        () => RevisionVector.TrySplit(revision, out var number, out var epoch) && Feed.State is { } state && state.Epoch == epoch && state.Position >= number);

    public CallOptions As(Role role, string? owner = null, params (string Key, string Value)[] headers)
    {
        var metadata = new Metadata { { SummitMetadata.Authorization, $"Bearer {issuer.Mint(role, owner)}" } };
        foreach (var (key, value) in headers)
        {
            metadata.Add(key, value);
        }

        return new CallOptions(metadata);
    }

    public Task<Served<Position>> GetAsync(string name, CallOptions? options = null) =>
        Served<Position>.OfAsync(Positions.GetPositionAsync(new GetPositionRequest { Name = name }, options ?? As(Role.Viewer)));

    public Task<Served<ListPositionsResponse>> ListAsync(CallOptions? options = null, string parent = "nations/-") =>
        Served<ListPositionsResponse>.OfAsync(Positions.ListPositionsAsync(new ListPositionsRequest { Parent = parent }, options ?? As(Role.Viewer)));

    public Task<Served<Position>> CreateAsync(string owner, string id, PublishState state = PublishState.Published) =>
        Served<Position>.OfAsync(Positions.CreatePositionAsync(Samples.Create(owner, id, state), As(Role.Delegate, owner)));

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        _deadline.Dispose();
        await Host.StopAsync();
        await Host.DisposeAsync();
    }

    private sealed class DeadlineHeader() : DelegatingHandler(new SocketsHttpHandler())
    {
        public TimeSpan? Value { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Value is { } value)
            {
                request.Headers.TryAddWithoutValidation("grpc-timeout", $"{value.TotalMilliseconds:0}m");
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
