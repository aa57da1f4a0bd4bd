using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Summit.Api.V1;
using Summit.Client;
using Summit.Nations.V1;

namespace Summit.Hosting.Tests.Calls;

/// <summary>Calls that a service makes while it answers one: whose they are, at which revision, until when.</summary>
public sealed class InsideCallTests : IAsyncLifetime
{
    private TestHost _nations = null!;
    private SummitHost _front = null!;
    private GrpcChannel _channel = null!;

    private PositionService.PositionServiceClient Front => new(_channel);

    public async ValueTask InitializeAsync()
    {
        _nations = await TestHost.StartAsync();
        _front = SampleHost.Front.CreateBuilder(
        [
            "--environment=Development", "--Logging:LogLevel:Default=Error", $"--Summit:Services:summit.nations.v1={_nations.Host.Address}",
            $"--Summit:Identity:DevelopmentKeyFile={TestHost.KeyFile(_nations.Folder)}", "--Summit:Shutdown:Notice=0",
        ]).Build();
        await _front.StartAsync();
        _channel = GrpcChannel.ForAddress(_front.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _front.StopAsync();
        await _front.DisposeAsync();
        await _nations.DisposeAsync();
    }

    [Fact]
    public async Task Call_WithTheCallersToken_SeesTheCallersDrafts()
    {
        var france = _nations.As(Role.Delegate, "FRA");
        var draft = await _nations.Positions.CreatePositionAsync(TestHost.Draft("FRA", "draft"), france);
        var get = new GetPositionRequest { Name = draft.Name };

        Assert.Equal(draft, await Front.GetPositionAsync(get, france));
        var error = await TestHost.FailureOf(Front.GetPositionAsync(get, _nations.As(Role.Delegate, "DEU")));

        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (error.StatusCode, error.Reason));
    }

    [Fact]
    public async Task Call_SecondReadAfterAChange_StillShowsTheFirstRevision()
    {
        var france = _nations.As(Role.Delegate, "FRA");
        var before = await _nations.Positions.CreatePositionAsync(TestHost.Published("FRA", "p"), france);

        var seen = await Front.UpdatePositionAsync(new UpdatePositionRequest { Position = new Position { Name = before.Name, Summary = "changed" } }, france);

        Assert.Equal(before, seen);
        Assert.Equal("changed", (await _nations.Positions.GetPositionAsync(new GetPositionRequest { Name = before.Name })).Summary);
    }

    [Fact]
    public async Task Call_ManyReadsAtOnceWhileOthersWrite_OneRevision()
    {
        var france = _nations.As(Role.Delegate, "FRA");
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await _nations.Positions.CreatePositionAsync(TestHost.Published("FRA", $"p{i}"), france);
            }
        });

        do
        {
            using var call = Front.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/-", PageSize = 1 });
            var page = await call;
            Assert.Equal($"summit.nations.v1={page.Revision}", (await call.ResponseHeadersAsync).GetValue(SummitMetadata.Revision));
        }
        while (!writing.IsCompleted);
        await writing;
    }

    [Fact]
    public async Task Call_OtherServiceAway_UnavailableAndNamed()
    {
        await _nations.Host.StopAsync();

        var error = await TestHost.FailureOf(Front.GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/p" }));

        Assert.Equal((StatusCode.Unavailable, "SERVICE_UNAVAILABLE", "summit.nations.v1"), (error.StatusCode, error.Reason, error.Facts["service"]));
        Assert.NotNull(error.RetryDelay);
    }

    [Fact]
    public async Task Call_DeadlineOfTheCaller_ReachesTheOtherService()
    {
        var recorder = new Recorder();
        await using var other = SummitHostWith(recorder);
        await other.StartAsync();
        await using var front = SampleHost.Front.CreateBuilder(
            ["--environment=Development", "--Logging:LogLevel:Default=Error", $"--Summit:Services:summit.nations.v1={other.Address}", "--Summit:Shutdown:Notice=0"]).Build();
        await front.StartAsync();
        using var channel = GrpcChannel.ForAddress(front.Address);
        var deadline = DateTime.UtcNow.AddSeconds(7);

        await new PositionService.PositionServiceClient(channel).GetPositionAsync(
            new GetPositionRequest { Name = "nations/FRA/positions/p" }, new Metadata { { SummitMetadata.MinRevision, "summit.nations.v1=1@x" } }, deadline);

        // Deadlines travel as time left, so the inner one may only be as late as the outer one and the clock's granularity.
        Assert.InRange(recorder.Deadline, DateTime.UtcNow, deadline.AddSeconds(1));
        Assert.Equal("summit.nations.v1=1@x", recorder.Headers!.GetValue(SummitMetadata.MinRevision));
        await front.StopAsync();
        await other.StopAsync();
    }

    private static SummitHost SummitHostWith(Recorder recorder)
    {
        var builder = SummitHost.CreateBuilder(["--environment=Development", "--Logging:LogLevel:Default=Error", "--Summit:Shutdown:Notice=0"], "nations");
        builder.Services.AddSingleton(recorder);
        return builder.AddGrpcService<Recorder>().Build();
    }

    private sealed class Recorder : PositionService.PositionServiceBase
    {
        public DateTime Deadline { get; private set; }

        public Metadata? Headers { get; private set; }

        public override Task<Position> GetPosition(GetPositionRequest request, ServerCallContext context)
        {
            (Deadline, Headers) = (context.Deadline, context.RequestHeaders);
            return Task.FromResult(new Position { Name = request.Name });
        }
    }
}
