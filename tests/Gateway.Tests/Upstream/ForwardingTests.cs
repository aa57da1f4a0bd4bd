using Grpc.Core;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Upstream;

public sealed class ForwardingTests
{
    [Fact]
    public async Task Create_ThroughGateway_AnswersWithTraceAndRevision()
    {
        await using var cluster = await Cluster.StartAsync();

        var created = await cluster.Gateway.CreateAsync("FRA", "a");

        Assert.Equal("nations/FRA/positions/a", created.Value!.Name);
        Assert.Equal("bypass", created.Cache);
        Assert.Equal(32, created.Headers.GetValue(SummitMetadata.TraceId)!.Length);
        Assert.Equal(created.Value.Etag, created.Revision);
    }

    [Fact]
    public async Task Call_WithoutDeadline_GetsTheContractsDefault()
    {
        await using var cluster = await Cluster.StartAsync();

        await cluster.Gateway.CreateAsync("FRA", "a");

        var left = cluster.Tap.Last("CreatePosition").Deadline - DateTime.UtcNow;
        Assert.InRange(left, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Call_LongDeadline_IsCutToTheContractsMaximum()
    {
        await using var cluster = await Cluster.StartAsync();
        var options = cluster.Gateway.As(Role.Delegate, "FRA").WithDeadline(DateTime.UtcNow.AddHours(2));

        await cluster.Gateway.Positions.CreatePositionAsync(Samples.Create("FRA", "a", PublishState.Published), options);

        Assert.True(cluster.Tap.Last("CreatePosition").Deadline < DateTime.UtcNow.AddSeconds(60));
    }

    [Fact]
    public async Task Call_DeadlinePasses_DeadlineExceededWithReason()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Tap.Hold();
        cluster.Gateway.Deadline = TimeSpan.FromMilliseconds(200);

        var served = await cluster.Gateway.CreateAsync("FRA", "a");

        Assert.Equal((StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED"), (served.Error!.StatusCode, served.Error.Reason));
    }

    [Fact]
    public async Task Call_TimerFiresBeforeTheClockSaysSo_StillDeadlineExceeded()
    {
        await using var cluster = await Cluster.StartAsync();
        var gateway = await cluster.AddGatewayAsync(new HalfSpeedClock());
        cluster.Tap.Hold();
        gateway.Deadline = TimeSpan.FromMilliseconds(200);

        var served = await gateway.CreateAsync("FRA", "a");

        // UNAVAILABLE would invite the caller to send a write again that the service may have done.
        Assert.Equal(StatusCode.DeadlineExceeded, served.Error!.StatusCode);
    }

    [Fact]
    public async Task Call_CallerHangsUp_ServiceSeesCancellation()
    {
        await using var cluster = await Cluster.StartAsync();
        cluster.Tap.Hold();
        using var hangUp = new CancellationTokenSource();
        var options = cluster.Gateway.As(Role.Delegate, "FRA").WithCancellationToken(hangUp.Token);
        var call = cluster.Gateway.Positions.CreatePositionAsync(Samples.Create("FRA", "a", PublishState.Published), options);
        await Eventually.HoldsAsync("the call reaches the service", () => cluster.Tap.Count("CreatePosition") == 1);

        await hangUp.CancelAsync();

        await cluster.Tap.Last("CreatePosition").Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Fact]
    public async Task Watch_ThroughGateway_StreamsChangesAsTheyHappen()
    {
        await using var cluster = await Cluster.StartAsync();
        var first = await cluster.Gateway.CreateAsync("FRA", "a");
        var changes = new ChangeService.ChangeServiceClient(cluster.Gateway.Channel);
        using var watch = changes.WatchChanges(new WatchChangesRequest { AfterRevision = first.Revision }, cluster.Gateway.As(Role.Viewer));

        await cluster.Gateway.CreateAsync("FRA", "b");

        var seen = new List<string>();
        while (seen.Count == 0 && await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            seen.AddRange(watch.ResponseStream.Current.Changes.Select(c => c.Name));
        }

        Assert.Equal(["nations/FRA/positions/b"], seen);
    }

    [Fact]
    public async Task Call_UnknownMethod_Unimplemented()
    {
        await using var cluster = await Cluster.StartAsync();
        var method = new Method<GetPositionRequest, Position>(
            MethodType.Unary, "summit.nations.v1.PositionService", "NoSuchMethod",
            Marshallers.Create<GetPositionRequest>(m => Google.Protobuf.MessageExtensions.ToByteArray(m), GetPositionRequest.Parser.ParseFrom),
            Marshallers.Create<Position>(m => Google.Protobuf.MessageExtensions.ToByteArray(m), Position.Parser.ParseFrom));

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await cluster.Gateway.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, new GetPositionRequest()));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public async Task Call_ServiceStopped_UnavailableWithItsNameAndRetry()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.StopServiceAsync();

        var served = await cluster.Gateway.CreateAsync("FRA", "a");

        Assert.Equal(StatusCode.Unavailable, served.Error!.StatusCode);
        Assert.Equal("SERVICE_UNAVAILABLE", served.Error.Reason);
        Assert.Contains(Cluster.Package, served.Error.Status.Detail);
        Assert.NotNull(served.Error.RetryDelay);
        await cluster.StartServiceAsync();
        await Eventually.HoldsAsync("the gateway finds the service again", async () => (await cluster.Gateway.CreateAsync("FRA", "a")).Error is null);
    }

    [Fact]
    public async Task Error_OfTheService_KeepsDetailsAndNamesTheTrace()
    {
        await using var cluster = await Cluster.StartAsync();

        var served = await Served<Position>.OfAsync(cluster.Gateway.Positions.CreatePositionAsync(
            new CreatePositionRequest { Parent = "nations/FRA", PositionId = "Not Allowed" }, cluster.Gateway.As(Role.Delegate, "FRA")));

        Assert.Equal(StatusCode.InvalidArgument, served.Error!.StatusCode);
        Assert.Equal("INVALID_FIELDS", served.Error.Reason);
        Assert.Equal(32, served.Error.TraceId!.Length);
    }

    /// <summary>Its timers keep time and its clock does not: every timer fires early, as real ones do by a few milliseconds.</summary>
    private sealed class HalfSpeedClock : TimeProvider
    {
        public override long GetTimestamp() => System.GetTimestamp() / 2;
    }
}
