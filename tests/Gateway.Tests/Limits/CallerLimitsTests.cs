using Grpc.Core;
using Summit.Api.V1;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Limits;

public sealed class CallerLimitsTests
{
    [Fact]
    public async Task Read_RateUsedUp_ExhaustedWithRetryAndOthersGoOn()
    {
        await using var cluster = await Cluster.StartAsync("--Gateway:Limits:Read:PerSecond=0.01", "--Gateway:Limits:Read:Burst=2");
        var gateway = cluster.Gateway;
        await gateway.ListAsync(gateway.As(Role.Viewer));
        await gateway.ListAsync(gateway.As(Role.Viewer));

        var refused = await gateway.ListAsync(gateway.As(Role.Viewer));

        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (refused.Error!.StatusCode, refused.Error.Reason));
        Assert.InRange(refused.Error.RetryDelay!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(100));
        Assert.Null((await gateway.ListAsync(gateway.As(Role.Secretariat))).Error);
        Assert.Null((await gateway.CreateAsync("FRA", "a")).Error);
    }

    [Fact]
    public async Task Write_TooManyAtOnce_Exhausted()
    {
        await using var cluster = await Cluster.StartAsync("--Gateway:Limits:Write:Concurrent=1");
        cluster.Tap.Hold();
        var first = cluster.Gateway.CreateAsync("FRA", "a");
        await Eventually.HoldsAsync("the first call is under way", () => cluster.Tap.Count("CreatePosition") == 1);

        var refused = await cluster.Gateway.CreateAsync("FRA", "b");
        cluster.Tap.Release();

        Assert.Equal("RATE_LIMITED", refused.Error!.Reason);
        Assert.Null((await first).Error);
        Assert.Null((await cluster.Gateway.CreateAsync("FRA", "c")).Error);
    }
}
