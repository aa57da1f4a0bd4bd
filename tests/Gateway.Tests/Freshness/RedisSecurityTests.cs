using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Summit.Gateway.Freshness;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Freshness;

/// <summary>Redis with a password and over TLS, as the setting says it.</summary>
public sealed class RedisSecurityTests
{
    private const string Password = "s3cret";

    [Fact]
    public async Task Get_PasswordInTheSetting_IsUsed()
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", Password);

        await ServesBothLevelsAsync($"{redis.Address},password={Password}");
    }

    [Fact]
    public async Task Get_PasswordFileRenewed_TakenWithTheNextConnection()
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", Password);
        var file = Path.Combine(Directory.CreateTempSubdirectory("summit-redis-").FullName, "password");
        await File.WriteAllTextAsync(file, Password + "\n");
        await using var cluster = await Cluster.StartAsync($"--Summit:Redis={redis.Address}", $"--Summit:RedisPasswordFile={file}", "--Gateway:Cache:RedisTimeout=00:00:03");
        await Eventually.HoldsAsync("the gateway is connected", () => LevelOf(cluster.Gateway).IsConnected);
        await using var administrator = await ConnectionMultiplexer.ConnectAsync($"{redis.Address},password={Password},allowAdmin=true");
        var server = administrator.GetServer("127.0.0.1", redis.Port);

        await File.WriteAllTextAsync(file, "renewed");
        await server.ConfigSetAsync("requirepass", "renewed");
        await server.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

        var before = await server.DatabaseSizeAsync();
        await Eventually.HoldsAsync("answers are kept there again", async () =>
        {
            await cluster.Gateway.GetAsync($"nations/FRA/positions/{Guid.NewGuid():N}");
            return await server.DatabaseSizeAsync() > before;
        });
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",password=wrong")]
    public async Task Get_PasswordMissingOrWrong_NoErrorAndNothingIsKeptThere(string password)
    {
        await using var redis = await RedisServer.StartAsync("--requirepass", Password);

        await WorksWithoutAsync(redis, $"{redis.Address}{password}");
    }

    [Fact]
    public async Task Get_TlsWithOwnAuthorityAndPassword_IsUsed()
    {
        using var certificates = new TestAuthority();
        await using var redis = await RedisServer.StartTlsAsync(certificates.Sign(), certificates.AuthorityFile, "--requirepass", Password);

        await ServesBothLevelsAsync($"{redis.TlsAddress},password={Password}", $"--Summit:Tls:CertificateAuthorityFile={certificates.AuthorityFile}");
    }

    [Fact]
    public async Task Get_TlsWithUnknownAuthority_NoErrorAndNothingIsKeptThere()
    {
        using var certificates = new TestAuthority();
        await using var redis = await RedisServer.StartTlsAsync(certificates.Sign(), certificates.AuthorityFile);

        await WorksWithoutAsync(redis, redis.TlsAddress);
    }

    [Fact]
    public async Task Get_TlsCertificateForAnotherName_NoErrorAndNothingIsKeptThere()
    {
        using var certificates = new TestAuthority();
        await using var redis = await RedisServer.StartTlsAsync(certificates.Sign("another-redis"), certificates.AuthorityFile);

        await WorksWithoutAsync(redis, redis.TlsAddress, $"--Summit:Tls:CertificateAuthorityFile={certificates.AuthorityFile}");
    }

    private static async Task ServesBothLevelsAsync(string address, params string[] settings)
    {
        settings = [$"--Summit:Redis={address}", "--Gateway:Cache:RedisTimeout=00:00:03", .. settings];
        await using var cluster = await Cluster.StartAsync(settings);
        await Eventually.HoldsAsync("the first gateway is connected", () => LevelOf(cluster.Gateway).IsConnected);
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);
        await cluster.Gateway.GetAsync(Samples.Seeded);
        var second = await cluster.AddGatewayAsync(settings);
        await Eventually.HoldsAsync("the second gateway is connected", () => LevelOf(second).IsConnected);

        // The first gateway keeps its answer beside the call: the second may look a moment too early, and then asks the service.
        await Eventually.HoldsAsync("an answer of the first gateway serves the second", async () =>
        {
            var name = $"nations/FRA/positions/{Guid.NewGuid():N}";
            await cluster.Gateway.GetAsync(name);
            return (await second.GetAsync(name)).Cache == "hit";
        });
    }

    private static async Task WorksWithoutAsync(RedisServer redis, string address, params string[] settings)
    {
        await using var cluster = await Cluster.StartAsync([$"--Summit:Redis={address}", .. settings]);
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);

        Assert.Equal("miss", (await cluster.Gateway.GetAsync(Samples.Seeded)).Cache);
        Assert.Equal("hit", (await cluster.Gateway.GetAsync(Samples.Seeded)).Cache);
        Assert.False(LevelOf(cluster.Gateway).IsConnected);
    }

    private static RedisLevel LevelOf(RunningGateway gateway) => gateway.Host.Services.GetRequiredService<RedisLevel>();
}
