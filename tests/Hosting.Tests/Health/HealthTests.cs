using Grpc.Core;
using Grpc.Health.V1;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Summit.Hosting.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Check_HostAndService_Serving()
    {
        await using var host = await TestHost.StartAsync();
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);

        Assert.Equal(Status.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
        Assert.Equal(Status.Serving, (await health.CheckAsync(new HealthCheckRequest { Service = "summit.nations.v1.PositionService" })).Status);
        Assert.Equal(StatusCode.NotFound, (await TestHost.FailureOf(health.CheckAsync(new HealthCheckRequest { Service = "nothing" }))).StatusCode);
    }

    [Fact]
    public async Task Watch_HostGoesDown_NotServingThenEnd()
    {
        await using var host = await TestHost.StartAsync();
        using var watch = new Grpc.Health.V1.Health.HealthClient(host.Channel).Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Status.Serving, watch.ResponseStream.Current.Status);

        var stopping = host.Host.StopAsync();
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Status.NotServing, watch.ResponseStream.Current.Status);
        Assert.False(await watch.ResponseStream.MoveNext(CancellationToken.None));
        await stopping;
    }

    [Fact]
    public async Task Watch_UnknownService_StaysOpenWithServiceUnknown()
    {
        await using var host = await TestHost.StartAsync();
        using var watch = new Grpc.Health.V1.Health.HealthClient(host.Channel).Watch(new HealthCheckRequest { Service = "nothing" });

        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(Status.ServiceUnknown, watch.ResponseStream.Current.Status);
    }
}
