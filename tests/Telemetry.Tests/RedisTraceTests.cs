using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Summit.Nations.V1;

namespace Summit.Telemetry.Tests;

/// <summary>The second cache level of a gateway, as an OTLP collector sees it.</summary>
public sealed class RedisTraceTests : IDisposable
{
    private const string Scope = "OpenTelemetry.Instrumentation.StackExchangeRedis";
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-telemetry-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Call_ThroughTheGateway_CommandsToRedisAreSpansOfItsTrace()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var collector = await Collector.StartAsync();
        await using var nations = await HostProcess.StartAsync(
            "Summit.SampleHost", collector.Address, $"--Summit:Database={Path.Combine(_folder, "store.db")}", "--Summit:Seed=one");
        await using var gateway = await HostProcess.StartAsync(
            "Summit.Gateway", collector.Address, $"--Summit:Services:summit.nations.v1={nations.Address}", $"--Summit:Redis={redis.Address}");
        var traces = new List<string>();
        using var channel = GrpcChannel.ForAddress(gateway.Address);

        // The gateway connects to Redis and to the change feed beside its start: it is asked for ever new names until it has both.
        await Eventually.HoldsAsync("commands to Redis are seen", async () =>
        {
            traces.Add(await AskAsync(channel, $"nations/FRA/positions/none-{traces.Count}"));
            return Commands("GET").Count > 0 && Commands("EVAL").Count > 0;
        });
        await collector.UntilAsync(() => Commands("").All(command => collector.Spans.Any(s => s.SpanId == command.ParentId)), "the calls of the commands");

        Assert.All([.. Commands("GET"), .. Commands("EVAL")], command =>
        {
            var call = Assert.Single(collector.Spans, s => s.SpanId == command.ParentId);
            Assert.Equal(("summit-gateway", "Microsoft.AspNetCore", command.TraceId), (call.Service, call.Scope, call.TraceId));
            Assert.Equal(("redis", command.Name, $"{redis.Port}"), (command.Tags["db.system.name"], command.Tags["db.operation.name"], command.Tags["server.port"]));
        });
        Assert.DoesNotContain(collector.Spans, s => s.Name.EndsWith("/ProbeRevision", StringComparison.Ordinal) || s.Tags.Values.Any(v => v.EndsWith("/ProbeRevision", StringComparison.Ordinal)));
        Assert.DoesNotContain(collector.Spans, s => s.Scope == Scope && s.ParentId.Length == 0);

        List<SeenSpan> Commands(string name) => [.. collector.Spans.Where(s => s.Scope == Scope && s.Name.StartsWith(name, StringComparison.Ordinal) && traces.Contains(s.TraceId))];
    }

    private static async Task<string> AskAsync(GrpcChannel channel, string name)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var call = new PositionService.PositionServiceClient(channel).GetPositionAsync(
            new GetPositionRequest { Name = name }, new Metadata { { "traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" } }, DateTime.UtcNow.AddMinutes(2));
        await Assert.ThrowsAsync<RpcException>(async () => await call);
        return trace;
    }
}
