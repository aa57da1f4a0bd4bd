using Microsoft.Extensions.DependencyInjection;
using Summit.Gateway.Freshness;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Freshness;

public sealed class RedisLevelTests
{
    // Patient, since a busy machine must not open the circuit where a test does not ask for it.
    private static string[] With(RedisServer redis) => [$"--Summit:Redis={redis.Address}", "--Gateway:Cache:RedisTimeout=00:00:03"];

    private static RedisLevel LevelOf(RunningGateway gateway) => gateway.Host.Services.GetRequiredService<RedisLevel>();

    /// <summary>A published position, kept in Redis by the first gateway and known to both.</summary>
    private static async Task<RunningGateway> FillAsync(Cluster cluster, RedisServer redis, int entries = 1)
    {
        await Eventually.HoldsAsync("the first gateway is connected to Redis", () => LevelOf(cluster.Gateway).IsConnected);
        for (var i = 0; i < entries; i++)
        {
            await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", i == 0 ? "a" : $"a{i}")).Revision);
        }

        for (var i = 0; i < entries; i++)
        {
            Assert.Equal("miss", (await cluster.Gateway.GetAsync(i == 0 ? Samples.Seeded : $"{Samples.Seeded}{i}")).Cache);
        }

        await Eventually.HoldsAsync("the answers are in Redis", async () => (await redis.KeysAsync()).Count == entries);
        var second = await cluster.AddGatewayAsync(With(redis));
        await Eventually.HoldsAsync("the second gateway is connected to Redis", () => LevelOf(second).IsConnected);
        return second;
    }

    [Fact]
    public async Task Get_KeptByAnotherGateway_IsAHit()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await Cluster.StartAsync(With(redis));
        var second = await FillAsync(cluster, redis);

        var served = await second.GetAsync(Samples.Seeded);

        Assert.Equal("hit", served.Cache);
        Assert.Equal(Samples.Seeded, served.Value!.Name);
        Assert.Equal(1, cluster.Tap.Count("GetPosition"));
    }

    [Fact]
    public async Task Get_NewerThanTheFeedFromRedis_NothingOlderIsServedAfterIt()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await Cluster.StartAsync(With(redis));
        await FillAsync(cluster, redis);
        var second = await cluster.AddGatewayAsync([.. With(redis), "--Gateway:Feed:Lease=00:05:00", "--Gateway:Feed:Reconnect=01:00:00"]);
        await Eventually.HoldsAsync("the new gateway is connected to Redis", () => LevelOf(second).IsConnected);
        var older = await second.GetAsync(Samples.Seeded);
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "b")).Revision);
        Assert.Equal("miss", (await cluster.Gateway.GetAsync("nations/FRA/positions/b")).Cache);
        await Eventually.HoldsAsync("the newer answer is in Redis", async () => (await redis.KeysAsync()).Count == 2);

        // The news of the second position is still on its way here.
        second.Feed.Begin(second.Feed.State!.Epoch, older.Number).ConfirmUntil(TimeProvider.System.GetTimestamp());
        var before = await second.GetAsync(Samples.Seeded);
        var newer = await second.GetAsync("nations/FRA/positions/b");
        var after = await second.GetAsync(Samples.Seeded);

        Assert.Equal(("hit", older.Number), (before.Cache, before.Number));
        Assert.Equal(("hit", older.Number + 1), (newer.Cache, newer.Number));
        Assert.Equal(("miss", newer.Number), (after.Cache, after.Number));
    }

    [Fact]
    public async Task Get_OldEntryInRedis_IsAMissAfterAWrite()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await Cluster.StartAsync(With(redis));
        var second = await FillAsync(cluster, redis);

        await second.CreateAsync("DEU", "b");

        Assert.Equal("miss", (await second.GetAsync(Samples.Seeded)).Cache);
    }

    [Fact]
    public async Task Get_RedisNeverThere_NoErrorAndFirstLevelWorks()
    {
        await using var cluster = await Cluster.StartAsync($"--Summit:Redis=127.0.0.1:{FreePort.Next()},connectTimeout=200");
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);

        Assert.Equal("miss", (await cluster.Gateway.GetAsync(Samples.Seeded)).Cache);
        Assert.Equal("hit", (await cluster.Gateway.GetAsync(Samples.Seeded)).Cache);
    }

    [Fact]
    public async Task Get_RedisAcceptsAndNeverAnswers_CircuitOpensAndClosesByItself()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await Cluster.StartAsync(With(redis));
        var second = await FillAsync(cluster, redis);
        redis.Pause();

        var served = await second.GetAsync(Samples.Seeded);

        Assert.NotNull(served.Value);
        Assert.True(LevelOf(second).Circuit.IsOpen);
        redis.Resume();
        await Eventually.HoldsAsync("the circuit closes", () => !LevelOf(second).Circuit.IsOpen);
    }

    [Fact]
    public async Task Get_RedisKilledAndRestarted_NoErrorAndUsedAgain()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await Cluster.StartAsync(With(redis));
        var second = await FillAsync(cluster, redis);
        redis.Kill();
        Assert.NotNull((await second.GetAsync(Samples.Seeded)).Value);

        await redis.StartProcessAsync();
        var asked = 0;
        await Eventually.HoldsAsync("answers are kept in Redis again", async () =>
        {
            // A question that was not asked before: an answer that the first level holds is not written again.
            await second.Positions.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/-", PageSize = ++asked }, second.As(Api.V1.Role.Viewer));
            return (await redis.KeysAsync()).Count > 0;
        });
    }

    [Fact]
    public async Task Get_RedisFull_NoErrorAndWritingRests()
    {
        await using var redis = await RedisServer.StartAsync("--maxmemory", "1mb", "--maxmemory-policy", "noeviction");
        await using var cluster = await Cluster.StartAsync(With(redis));
        await Eventually.HoldsAsync("connected", () => LevelOf(cluster.Gateway).IsConnected);
        await redis.CommandAsync("SET filler " + new string('x', 60_000));
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);

        Assert.NotNull((await cluster.Gateway.GetAsync(Samples.Seeded)).Value);

        await Eventually.HoldsAsync("writing rests", () => LevelOf(cluster.Gateway).Circuit.WriteRests);
        Assert.False(LevelOf(cluster.Gateway).Circuit.IsOpen);
    }

    [Theory]
    [InlineData("SET {0} garbage")]
    [InlineData("EVAL \"redis.call('SET',KEYS[1],string.sub(redis.call('GET',KEYS[1]),1,-2))\" 1 {0}")]
    [InlineData("EVAL \"redis.call('SETRANGE',KEYS[1],0,'SGA0')\" 1 {0}")]
    [InlineData("EVAL \"redis.call('SETRANGE',KEYS[1],100,'zz')\" 1 {0}")]
    [InlineData("EVAL \"redis.call('DEL',KEYS[1]) redis.call('LPUSH',KEYS[1],'x')\" 1 {0}")]
    [InlineData("COPY {1} {0} REPLACE")]
    public async Task Get_PoisonedEntry_IsAMissAndIsReplaced(string poison)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = await Cluster.StartAsync(With(redis));
        var second = await FillAsync(cluster, redis, entries: 2);
        var keys = await redis.KeysAsync();
        foreach (var (key, other) in new[] { (keys[0], keys[1]), (keys[1], keys[0]) })
        {
            Assert.DoesNotContain("ERR", await redis.CommandAsync(string.Format(poison, key, other)));
        }

        Assert.Equal(Samples.Seeded, (await second.GetAsync(Samples.Seeded)).Value!.Name);
        Assert.Equal(Samples.Seeded + "1", (await second.GetAsync(Samples.Seeded + "1")).Value!.Name);
        Assert.True(cluster.Tap.Count("GetPosition") > 2);
        var third = await cluster.AddGatewayAsync(With(redis));
        await Eventually.HoldsAsync("a third gateway is served from Redis", async () =>
        {
            var served = await third.GetAsync(Samples.Seeded, third.As(Api.V1.Role.Viewer));
            return served.Cache == "hit" && served.Value!.Name == Samples.Seeded;
        });
    }
}
