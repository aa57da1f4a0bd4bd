using System.Text.Json;
using Summit.Gateway.Tests.Support;

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
        Assert.Equal(1, gateway.GetProperty("services")[0].GetProperty("replicas").GetArrayLength());
        Assert.StartsWith("1@", gateway.GetProperty("feeds")[0].GetProperty("position").GetString());
        Assert.Equal(1, gateway.GetProperty("cache").GetProperty("hits").GetInt64());
        Assert.Equal("none", gateway.GetProperty("cache").GetProperty("redis").GetString());
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
