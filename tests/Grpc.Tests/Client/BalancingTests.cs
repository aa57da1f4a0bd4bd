using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Summit.GrpcTests.Client;

public sealed class BalancingTests
{
    private readonly ConcurrentDictionary<string, int> _calls = new();

    private Task<TestHost> StartAsync(string name) => TestHost.StartAsync(app => app.MapGrpcService(new TestMethods
    {
        Empty = (_, _) =>
        {
            _calls.AddOrUpdate(name, 1, (_, count) => count + 1);
            return Task.FromResult(new Empty());
        },
    }.Definition()));

    private static GrpcChannel Channel(string address, ResolverFactory factory, bool roundRobin = true)
    {
        var services = new ServiceCollection().AddSingleton(factory).BuildServiceProvider();
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Insecure,
            ServiceProvider = services,
            ServiceConfig = roundRobin ? new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } } : null,
        });
    }

    private static BalancerAddress Address(TestHost host) => new(host.Address.Host, host.Address.Port);

    private static async Task CallUntilAsync(TestService.TestServiceClient client, Func<bool> reached)
    {
        using var patience = new CancellationTokenSource(TestHost.Patience);
        while (!reached())
        {
            await client.EmptyCallAsync(new Empty(), cancellationToken: patience.Token);
        }
    }

    [Fact]
    public async Task RoundRobin_TwoServers_BothGetCalls()
    {
        await using var first = await StartAsync("first");
        await using var second = await StartAsync("second");
        using var channel = Channel("static:///any", new StaticResolverFactory(_ => [Address(first), Address(second)]));
        await CallUntilAsync(new TestService.TestServiceClient(channel), () => _calls.Count == 2);
    }

    [Fact]
    public async Task PickFirst_FirstServerAway_UsesTheSecond()
    {
        await using var host = await StartAsync("second");
        using var channel = Channel("static:///any", new StaticResolverFactory(_ => [new BalancerAddress("127.0.0.1", FreePort.Next()), Address(host)]), roundRobin: false);
        await new TestService.TestServiceClient(channel).EmptyCallAsync(new Empty());
        Assert.Equal(1, _calls["second"]);
    }

    [Fact]
    public async Task Dns_Localhost_IsResolvedAndNamedAsAuthority()
    {
        await using var host = await StartAsync("only");
        using var channel = Channel($"dns:///localhost:{host.Address.Port}", new DnsResolverFactory(TimeSpan.FromMilliseconds(50)));
        await new TestService.TestServiceClient(channel).EmptyCallAsync(new Empty(), deadline: DateTime.UtcNow + TestHost.Patience);
        Assert.Equal(1, _calls["only"]);
    }

    [Fact]
    public async Task Resolver_NewAddress_GetsCallsAndOldOneNone()
    {
        await using var first = await StartAsync("first");
        await using var second = await StartAsync("second");
        var resolver = new ManualResolver();
        using var channel = Channel("manual:///any", resolver);
        resolver.Report(Address(first));
        var client = new TestService.TestServiceClient(channel);
        await client.EmptyCallAsync(new Empty());
        resolver.Report(Address(second));
        await CallUntilAsync(client, () => _calls.ContainsKey("second"));
        var before = _calls["first"];
        await client.EmptyCallAsync(new Empty());
        Assert.Equal(before, _calls["first"]);
    }

    [Fact]
    public async Task NobodyListens_Call_IsUnavailable()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort.Next()}");
        var client = new TestService.TestServiceClient(channel);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await client.EmptyCallAsync(new Empty()))).StatusCode);
    }

    [Fact]
    public async Task NobodyListens_WaitForReady_WaitsForTheServer()
    {
        var port = FreePort.Next();
        using var channel = GrpcChannel.ForAddress(
            $"http://127.0.0.1:{port}", new GrpcChannelOptions { InitialReconnectBackoff = TimeSpan.FromMilliseconds(20), MaxReconnectBackoff = TimeSpan.FromMilliseconds(50) });
        using var call = new TestService.TestServiceClient(channel).EmptyCallAsync(
            new Empty(), new CallOptions(deadline: DateTime.UtcNow + TestHost.Patience).WithWaitForReady());
        while (channel.State != ConnectivityState.TransientFailure)
        {
            await channel.WaitForStateChangedAsync(channel.State);
        }

        await using var host = await TestHost.StartAsync(
            app => app.MapGrpcService(new TestMethods().Definition()),
            kestrel: options => options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http2));
        await call;
        Assert.Equal(ConnectivityState.Ready, channel.State);
    }

    [Fact]
    public async Task ConnectAsync_ServerThere_IsReady()
    {
        await using var host = await StartAsync("only");
        var channel = host.Channel();
        Assert.Equal(ConnectivityState.Idle, channel.State);
        await channel.ConnectAsync().WaitAsync(TestHost.Patience);
        Assert.Equal(ConnectivityState.Ready, channel.State);
    }

    [Fact]
    public void ForAddress_ResolverSchemeWithoutCredentials_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress("dns:///localhost"));

    private sealed class ManualResolver : ResolverFactory
    {
        private readonly TaskCompletionSource<Action<ResolverResult>> _listener = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ResolverResult? _last;

        public override string Name => "manual";

        public override Resolver Create(ResolverOptions options) => new Reporting(this);

        public void Report(BalancerAddress address)
        {
            _last = ResolverResult.ForResult([address]);
            if (_listener.Task.IsCompletedSuccessfully)
            {
                _listener.Task.Result(_last);
            }
        }

        private sealed class Reporting(ManualResolver owner) : Resolver
        {
            public override void Start(Action<ResolverResult> listener)
            {
                owner._listener.SetResult(listener);
                listener(owner._last!);
            }
        }
    }
}
