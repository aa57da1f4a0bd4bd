using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Edge;

/// <summary>The errors that begin at the gateway and that no other test provokes.</summary>
public sealed class GatewayErrorTests
{
    private const int Cancel = 0x8;
    private const int EnhanceYourCalm = 0xb;

    [Theory]
    [InlineData(EnhanceYourCalm, StatusCode.ResourceExhausted, "RATE_LIMITED")]
    [InlineData(Cancel, StatusCode.Cancelled, "CANCELLED")]
    [InlineData(2, StatusCode.Unavailable, "SERVICE_UNAVAILABLE")]
    public async Task Call_ServiceResetsTheStream_StatusByTheErrorCode(int code, StatusCode status, string reason)
    {
        var served = await AskAsync(http =>
        {
            http.Features.GetRequiredFeature<IHttpResetFeature>().Reset(code);
            return Task.CompletedTask;
        });

        AssertFailed(status, reason, served);
        Assert.Contains(Cluster.Package, served.Error!.Status.Detail);
        Assert.Equal(status is StatusCode.ResourceExhausted or StatusCode.Unavailable, served.Error.RetryDelay is not null);
    }

    [Theory]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(500, StatusCode.Internal)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    public async Task Call_ServiceAnswersPlainHttp_StatusByTheMapping(int code, StatusCode status)
    {
        var served = await AskAsync(http =>
        {
            http.Response.StatusCode = code;
            return Task.CompletedTask;
        });

        AssertFailed(status, "SERVICE_UNAVAILABLE", served);
        Assert.Contains($"HTTP {code}", served.Error!.Status.Detail);
    }

    [Fact]
    public async Task Call_AnswerHasNoStatus_Unavailable()
    {
        var served = await AskAsync(async http =>
        {
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(RawService.Frame([]));
        });

        AssertFailed(StatusCode.Unavailable, "SERVICE_UNAVAILABLE", served);
        Assert.Contains("without a status", served.Error!.Status.Detail);
    }

    [Fact]
    public async Task Call_AnswerIsTooLarge_ResourceExhausted()
    {
        var served = await AskAsync(RawService.Always(new Position { Summary = new string('x', 5000) }), "--Gateway:Cache:MaxAnswerBytes=4096", "--Gateway:Cache:MaxEntryBytes=1024");

        AssertFailed(StatusCode.ResourceExhausted, "COMPUTATION_TOO_LARGE", served);
    }

    [Fact]
    public async Task Call_ServiceNotConfigured_UnavailableWithItsName()
    {
        await using var gateway = await RunningGateway.StartAsync("http://127.0.0.1:1");

        var served = await Served<Pledge>.OfAsync(new PledgeService.PledgeServiceClient(gateway.Channel).GetPledgeAsync(new GetPledgeRequest { Name = "nations/FRA/pledges/a" }));

        AssertFailed(StatusCode.Unavailable, "SERVICE_UNAVAILABLE", served);
        Assert.Contains("summit.budgets.v1", served.Error!.Status.Detail);
    }

    [Fact]
    public async Task Call_UnknownMethod_UnimplementedWithReason()
    {
        await using var gateway = await RunningGateway.StartAsync("http://127.0.0.1:1");
        var raw = Marshallers.Create<byte[]>(b => b, b => b);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "summit.nations.v1.PositionService", "NoSuchMethod", raw, raw);

        var served = await Served<byte[]>.OfAsync(gateway.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, []));

        AssertFailed(StatusCode.Unimplemented, "METHOD_UNKNOWN", served);
    }

    [Fact]
    public async Task Call_TwoMessages_InvalidArgument()
    {
        await using var gateway = await RunningGateway.StartAsync("http://127.0.0.1:1");
        var raw = Marshallers.Create<byte[]>(b => b, b => b);
        var method = new Method<byte[], byte[]>(MethodType.ClientStreaming, "summit.nations.v1.PositionService", "GetPosition", raw, raw);
        using var call = gateway.Channel.CreateCallInvoker().AsyncClientStreamingCall(method, null, default);
        await call.RequestStream.WriteAsync([]);
        await call.RequestStream.WriteAsync([]);
        await call.RequestStream.CompleteAsync();

        var error = Client.SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await call));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (error.StatusCode, error.Reason));
    }

    [Fact]
    public async Task Call_FaultOfTheGateway_InternalWithAnIdAndNothingElse()
    {
        await using var cluster = await Cluster.StartAsync();
        var clock = new BreakableClock();
        var gateway = await cluster.AddGatewayAsync(clock);
        var caller = gateway.As(Role.Viewer);
        clock.Broken = true;

        var served = await gateway.GetAsync(Samples.Seeded, caller);
        clock.Broken = false;

        AssertFailed(StatusCode.Internal, "INTERNAL", served);
        Assert.Matches("^[0-9a-f]{12}$", served.Error!.Facts["error_id"]);
        Assert.DoesNotContain(BreakableClock.Secret, served.Error.Details!.ToString());
    }

    private static async Task<Served<Position>> AskAsync(RequestDelegate answer, params string[] settings)
    {
        await using var service = await RawService.StartAsync(answer);
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, settings);
        return await gateway.GetAsync(Samples.Seeded, default(CallOptions));
    }

    private static void AssertFailed<T>(StatusCode status, string reason, Served<T> served) =>
        Assert.Equal((status, reason), (served.Error?.StatusCode, served.Error?.Reason));

    /// <summary>Stands for whatever breaks inside: tokens are judged by the clock.</summary>
    private sealed class BreakableClock : TimeProvider
    {
        public const string Secret = "the spring has snapped";

        public bool Broken { get; set; }

        public override DateTimeOffset GetUtcNow() => Broken ? throw new InvalidOperationException(Secret) : base.GetUtcNow();
    }
}
