using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Summit.Client;
using Summit.Nations.V1;

namespace Summit.Telemetry.Tests;

/// <summary>One call through two services and a store, as an OTLP collector sees it.</summary>
public sealed class ChainTests : IAsyncLifetime
{
    private const string Method = "summit.nations.v1.PositionService/GetPosition";
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-telemetry-").FullName;
    private Collector _collector = null!;
    private HostProcess _nations = null!;
    private HostProcess _front = null!;

    public async ValueTask InitializeAsync()
    {
        _collector = await Collector.StartAsync();
        _nations = await HostProcess.StartAsync("Summit.SampleHost", _collector.Address, $"--Summit:Database={Path.Combine(_folder, "store.db")}", "--Summit:Seed=one");
        _front = await HostProcess.StartAsync("Summit.SampleHost", _collector.Address, "front", $"--Summit:Services:summit.nations.v1={_nations.Address}");
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        await _nations.DisposeAsync();
        await _collector.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Call_ThroughTwoServicesAndAStore_OneTraceWithTheRightParents()
    {
        var (trace, root) = (ActivityTraceId.CreateRandom().ToHexString(), ActivitySpanId.CreateRandom().ToHexString());
        using var channel = GrpcChannel.ForAddress(_front.Address);
        using var call = new PositionService.PositionServiceClient(channel).GetPositionAsync(
            new GetPositionRequest { Name = "nations/FRA/positions/seeded" }, new Metadata { { "traceparent", $"00-{trace}-{root}-01" } }, Patience);
        await call;

        Assert.Equal(trace, (await call.ResponseHeadersAsync).GetValue(SummitMetadata.TraceId));
        // Each process sends its spans in its own time; its server span ends last.
        await _collector.UntilAsync(() => Of(trace).Any(s => s.Name == "store get") && Of(trace).Count(s => s.Scope == "Microsoft.AspNetCore") == 2, "the trace");
        var spans = Of(trace);
        var frontServer = Assert.Single(spans, s => s.ParentId == root);
        var client = Assert.Single(spans, s => s.ParentId == frontServer.SpanId);
        var http = Assert.Single(spans, s => s.ParentId == client.SpanId);
        var nationsServer = Assert.Single(spans, s => s.ParentId == http.SpanId);
        var store = Assert.Single(spans, s => s.Name == "store get");

        Assert.Equal(("summit-logistics", "Microsoft.AspNetCore", Method), (frontServer.Service, frontServer.Scope, frontServer.Name));
        Assert.Equal(("summit-logistics", "OpenTelemetry.Instrumentation.GrpcNetClient", Method), (client.Service, client.Scope, client.Name));
        Assert.Equal(("summit-logistics", "System.Net.Http"), (http.Service, http.Scope));
        Assert.Equal(("summit-nations", "Microsoft.AspNetCore", Method), (nationsServer.Service, nationsServer.Scope, nationsServer.Name));
        Assert.Equal(("summit-nations", nationsServer.SpanId), (store.Service, store.ParentId));
        Assert.All([frontServer, client, nationsServer], s => Assert.Equal(("grpc", Method, "OK"), (s.Tags["rpc.system.name"], s.Tags["rpc.method"], s.Tags["rpc.response.status_code"])));
        Assert.StartsWith("summit.nations.v1=1@", frontServer.Tags["summit.revision"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Refused_StatusOnTheSpanAndTraceIdInTheError()
    {
        using var channel = GrpcChannel.ForAddress(_front.Address);
        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () =>
            await new PositionService.PositionServiceClient(channel).GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/none" }, deadline: Patience)));

        await _collector.UntilAsync(() => Of(error.TraceId!).Count(s => s.Scope == "Microsoft.AspNetCore") == 2, "the trace of the refusal");
        Assert.All(Of(error.TraceId!).Where(s => s.Scope == "Microsoft.AspNetCore"), s => Assert.Equal("NOT_FOUND", s.Tags["rpc.response.status_code"]));
    }

    [Fact]
    public async Task Host_Running_ExportsDurationsAndRuntimeMetrics()
    {
        using var channel = GrpcChannel.ForAddress(_front.Address);
        await new PositionService.PositionServiceClient(channel).GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/seeded" }, deadline: Patience);

        var expected = new[] { "rpc.server.call.duration", "rpc.client.call.duration", "http.server.request.duration", "dotnet.gc.collections" };
        await _collector.UntilAsync(() => expected.All(m => _collector.Metrics.Any(seen => seen.Name == m)), "the metrics");
    }

    // A process that answers its first call compiles as it goes; on a busy machine that takes longer than a call may.
    private static DateTime Patience => DateTime.UtcNow.AddMinutes(2);

    private List<SeenSpan> Of(string trace) => [.. _collector.Spans.Where(s => s.TraceId == trace)];
}
