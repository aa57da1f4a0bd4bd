using System.Text.Json;
using Summit.Gateway.Tests.Support;
using Summit.Policy;

namespace Summit.Gateway.Tests.Status;

public sealed class GatewayStatusTests
{
    [Fact]
    public async Task Status_Asked_TellsOfRoutesReplicasFeedsAndCache()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);
        await cluster.Gateway.GetAsync(Samples.Seeded);
        await cluster.Gateway.GetAsync(Samples.Seeded);
        using var http = new HttpClient { BaseAddress = cluster.Gateway.Host.Management };

        var gateway = JsonDocument.Parse(await http.GetStringAsync("/status")).RootElement.GetProperty("gateway");

        var get = gateway.GetProperty("routes").EnumerateArray().Single(r => r.GetProperty("method").GetString() == "summit.nations.v1.PositionService/GetPosition");
        Assert.True(get.GetProperty("cached").GetBoolean());
        Assert.True(get.GetProperty("configured").GetBoolean());
        Assert.Equal("Read", get.GetProperty("methodClass").GetString());
        var contracts = MethodCatalog.All.Where(m => m.Package.StartsWith("summit.", StringComparison.Ordinal)).Select(m => m.FullName[1..]);
        Assert.Equal(contracts.Order(StringComparer.Ordinal), gateway.GetProperty("routes").EnumerateArray().Select(r => r.GetProperty("method").GetString()!));
        var service = gateway.GetProperty("services")[0];
        Assert.Equal(Cluster.Package, service.GetProperty("service").GetString());
        Assert.NotEmpty(service.GetProperty("build").GetString()!);
        var replica = Assert.Single(service.GetProperty("replicas").EnumerateArray());
        Assert.Equal(($"127.0.0.1:{cluster.ServicePort}", false), (replica.GetProperty("address").GetString(), replica.GetProperty("down").GetBoolean()));
        Assert.Equal(0, replica.GetProperty("inFlight").GetInt32());
        Assert.True(gateway.GetProperty("feeds")[0].GetProperty("connected").GetBoolean());
        Assert.True(gateway.GetProperty("feeds")[0].GetProperty("ageSeconds").GetDouble() >= 0);
        Assert.Equal((1, 0), (gateway.GetProperty("cache").GetProperty("entries").GetInt32(), gateway.GetProperty("cache").GetProperty("flights").GetInt32()));
        Assert.True(gateway.GetProperty("cache").GetProperty("bytes").GetInt64() > 0);
        Assert.Equal(0, gateway.GetProperty("limits").GetProperty("refused").GetInt64());
        Assert.StartsWith("1@", gateway.GetProperty("feeds")[0].GetProperty("position").GetString());
        Assert.Equal(1, gateway.GetProperty("cache").GetProperty("hits").GetInt64());
        Assert.Equal("none", gateway.GetProperty("cache").GetProperty("redis").GetString());
    }

    [Fact]
    public async Task Status_RedisGoesAway_CircuitAndReplicaShow()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await Cluster.StartAsync($"--Summit:Redis={redis.Address}", "--Gateway:Forwarding:Cooldown=01:00:00");
        using var http = new HttpClient { BaseAddress = cluster.Gateway.Host.Management };
        Assert.Equal("closed", await RedisAsync());

        redis.Kill();
        await Eventually.HoldsAsync("the circuit is open", async () =>
        {
            await cluster.Gateway.GetAsync($"nations/FRA/positions/{Guid.NewGuid():N}");
            return await RedisAsync() == "open";
        });
        await cluster.StopServiceAsync();
        await Eventually.HoldsAsync("the replica is down and the feed lost", async () =>
        {
            var gateway = await StatusAsync();
            return gateway.GetProperty("services")[0].GetProperty("replicas")[0].GetProperty("down").GetBoolean() && !gateway.GetProperty("feeds")[0].GetProperty("connected").GetBoolean();
        });
        Assert.Equal("ready", await http.GetStringAsync("/readyz"));
        await cluster.StartServiceAsync();

        async Task<string?> RedisAsync() => (await StatusAsync()).GetProperty("cache").GetProperty("redis").GetString();

        async Task<JsonElement> StatusAsync() => JsonDocument.Parse(await http.GetStringAsync("/status")).RootElement.GetProperty("gateway");
    }

    [Fact]
    public async Task Ready_ServiceAway_StillReady()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.StopServiceAsync();
        using var http = new HttpClient { BaseAddress = cluster.Gateway.Host.Management };

        Assert.Equal("ready", await http.GetStringAsync("/readyz"));
        await cluster.StartServiceAsync();
    }
}
