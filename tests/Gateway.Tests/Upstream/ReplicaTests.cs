using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Gateway.Upstream;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Upstream;

public sealed class ReplicaTests
{
    private const int Readers = 8;
    private static readonly IPAddress Second = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Third = IPAddress.Parse("127.0.0.3");

    [Fact]
    public async Task Call_ReplicaKilledAndBack_ReadsGoOnAndItIsUsedAgain()
    {
        await using var first = await RawService.StartAsync(NumberedAsync);
        var second = await RawService.StartAsync(NumberedAsync);
        var port = second.Port;
        await using var gateway = await RunningGateway.StartAsync(
            $"static:///127.0.0.1:{first.Port},127.0.0.1:{port}", null, "--Gateway:Forwarding:Cooldown=00:00:00.2", "--Gateway:Limits:Read:PerSecond=100000", "--Gateway:Limits:Read:Burst=100000");
        using var end = new CancellationTokenSource();
        using var channels = new SummitChannels(new SummitClientOptions { Address = gateway.Host.Address.ToString(), RetryBudget = 1000 });
        var client = new PositionService.PositionServiceClient(channels.InvokerOf(Cluster.Package));
        var readers = Enumerable.Range(0, Readers).Select(i => ReadAsync(client, i, end.Token)).ToList();
        await Eventually.HoldsAsync("both replicas have work", () => first.Calls > 50 && second.Calls > 50);

        await second.DisposeAsync();
        var before = first.Calls;
        await Eventually.HoldsAsync("the other one takes over", () => first.Calls > before + 100);
        for (var i = 0; i < 50; i++)
        {
            // Without any repeating of the client's: a replica that is known to be gone is asked by nobody.
            Assert.NotNull((await gateway.GetAsync($"nations/FRA/positions/p{i}", default(CallOptions))).Value);
        }

        await using var returned = await RawService.StartAsync(NumberedAsync, new IPEndPoint(IPAddress.Loopback, port));
        await Eventually.HoldsAsync("it has work again", () => returned.Calls > 50);
        await end.CancelAsync();
        await Task.WhenAll(readers); // No read of any client failed.
    }

    [Fact]
    public async Task Call_ChosenReplicaRefuses_TheNextOneIsAskedInTheSameCall()
    {
        await using var service = await RawService.StartAsync(NumberedAsync);

        // Without a cooldown the one that refuses is chosen again and again.
        await using var gateway = await RunningGateway.StartAsync(
            $"static:///127.0.0.1:{FreePort.Next()},127.0.0.1:{service.Port}", null, "--Gateway:Forwarding:Cooldown=00:00:00");

        for (var i = 0; i < 50; i++)
        {
            Assert.NotNull((await gateway.GetAsync($"nations/FRA/positions/p{i}", default(CallOptions))).Value);
        }

        Assert.Equal(50, service.Calls);
    }

    [Fact]
    public async Task Resolve_AddressesOfTheNameChange_NewOnesAreUsedAndOldOnesFinish()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var old = await RawService.StartAsync(HeldAsync, new IPEndPoint(Second, 0));
        await using var next = await RawService.StartAsync(NumberedAsync, new IPEndPoint(Third, old.Port));
        IPAddress[] addresses = [Second];
        await using var gateway = await RunningGateway.StartAsync(
            $"dns:///summit-nations:{old.Port}", s => s.AddSingleton<NameLookup>((_, _) => Task.FromResult(addresses)), "--Gateway:Forwarding:ResolveInterval=00:00:00.1");
        var held = gateway.GetAsync("nations/FRA/positions/held", default(CallOptions));
        await Eventually.HoldsAsync("the old replica is at work", () => old.Calls == 1);

        addresses = [Third];
        var replicas = gateway.Host.Services.GetRequiredService<ServiceDirectory>().Find(Cluster.Package)!;
        await Eventually.HoldsAsync("the new address is known", () => replicas.Current is [{ EndPoint: IPEndPoint { Address: var address } }] && address.Equals(Third));
        for (var i = 0; i < 10; i++)
        {
            Assert.NotNull((await gateway.GetAsync($"nations/FRA/positions/p{i}", default(CallOptions))).Value);
        }

        Assert.Equal((1, 10), (old.Calls, next.Calls));
        open.SetResult();
        Assert.Equal("nations/FRA/positions/held", (await held).Value?.Name);

        async Task HeldAsync(HttpContext http)
        {
            if (http.Request.Path.Value!.EndsWith("GetPosition", StringComparison.Ordinal))
            {
                await open.Task;
            }

            await RawService.Always(new Position { Name = "nations/FRA/positions/held" })(http);
        }
    }

    [Fact]
    public async Task Resolve_NameHasNoAddress_ServiceIsUnavailableUntilItHasOne()
    {
        await using var service = await RawService.StartAsync(NumberedAsync);
        IPAddress[] addresses = [];
        await using var gateway = await RunningGateway.StartAsync(
            $"dns:///summit-nations:{service.Port}", s => s.AddSingleton<NameLookup>((_, _) => Task.FromResult(addresses)), "--Gateway:Forwarding:ResolveInterval=00:00:00.1");

        var away = await gateway.GetAsync(Samples.Seeded, default(CallOptions));
        addresses = [IPAddress.Loopback];

        Assert.Equal((StatusCode.Unavailable, "SERVICE_UNAVAILABLE"), (away.Error!.StatusCode, away.Error.Reason));
        await Eventually.HoldsAsync("the service is found", async () => (await gateway.GetAsync(Samples.Seeded, default(CallOptions))).Value is not null);
    }

    private static Task NumberedAsync(HttpContext http) => RawService.Always(new Position { Name = Samples.Seeded })(http);

    private static async Task ReadAsync(PositionService.PositionServiceClient client, int reader, CancellationToken end)
    {
        // Every read asks for something else, so that all of them reach a replica.
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            await client.GetPositionAsync(new GetPositionRequest { Name = $"nations/FRA/positions/r{reader}-{i}" }, cancellationToken: CancellationToken.None);
        }
    }
}
