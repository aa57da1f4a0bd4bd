using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Summit.Telemetry.Tests;

/// <summary>The main job, whole, as an OTLP collector sees it: the program with its four hosts.</summary>
public sealed class AssessmentTraceTests
{
    private const string Assessment = "summit.logistics.v1.AssessmentService/AssessDeployment";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Assessment_ThroughTheGateway_IsOneTraceDownToTheStores()
    {
        var data = Directory.CreateTempSubdirectory("summit-trace-").FullName;
        await using var collector = await Collector.StartAsync();
        var trace = await AskAsync(data, collector.Address);

        await collector.UntilAsync(() => new[] { "summit-gateway", "summit-logistics", "summit-nations", "summit-budgets" }.All(s => Of(collector, trace).Any(span => span.Service == s)), "the trace");
        var spans = Of(collector, trace);
        var byId = spans.ToDictionary(s => s.SpanId);
        var gateway = Assert.Single(spans, s => IsServer(s) && s.Service == "summit-gateway");
        var logistics = Assert.Single(spans, s => IsServer(s) && s.Service == "summit-logistics");
        Assert.Equal((Assessment, Assessment), (gateway.Name, logistics.Name));
        Assert.Contains(gateway.SpanId, Ancestors(logistics));
        foreach (var service in new[] { "summit-nations", "summit-budgets" })
        {
            var calls = spans.Where(s => IsServer(s) && s.Service == service).ToList();
            Assert.NotEmpty(calls);
            Assert.All(calls, call => Assert.Contains(logistics.SpanId, Ancestors(call)));
        }

        foreach (var service in new[] { "summit-logistics", "summit-nations", "summit-budgets" })
        {
            var store = spans.Where(s => s.Service == service && s.Scope == "Summit.Store").ToList();
            Assert.True(store.Count > 0, $"{service} shows no store span; there are:{string.Concat(spans.Select(s => $"\n{s.Service} {s.Scope} {s.Name}"))}");
            Assert.All(store, s => Assert.Contains(Ancestors(s), id => byId[id] is { } parent && IsServer(parent) && parent.Service == service));
        }

        Directory.Delete(data, recursive: true);

        List<string> Ancestors(SeenSpan span)
        {
            var ids = new List<string>();
            for (var at = span; byId.TryGetValue(at.ParentId, out var parent); at = parent)
            {
                ids.Add(parent.SpanId);
            }

            return ids;
        }
    }

    private static bool IsServer(SeenSpan span) => span.Scope == "Microsoft.AspNetCore";

    private static List<SeenSpan> Of(Collector collector, string trace) => [.. collector.Spans.Where(s => s.TraceId == trace)];

    /// <summary>Runs the program once and returns the trace id that its report names; its hosts flush as they stop.</summary>
    private static async Task<string> AskAsync(string data, string collector)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Summit.Local"), ["--once", "--port", "0", "--data", data]) { RedirectStandardOutput = true };
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        using var program = Process.Start(start)!;
        var report = await program.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await program.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, program.ExitCode);
        // The line may be broken before the id.
        return Regex.Match(report, @"trace\s+([0-9a-f]{32})").Groups[1].Value;
    }
}
