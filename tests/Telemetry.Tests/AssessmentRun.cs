using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Summit.Telemetry.Tests;

/// <summary>The main job, whole, as an OTLP collector sees it: the program with its hosts answers one question and ends.</summary>
public sealed class AssessmentRun : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _data = Directory.CreateTempSubdirectory("summit-trace-").FullName;

    internal Collector Collector { get; private set; } = null!;

    /// <summary>The trace that the printed report names.</summary>
    internal string Trace { get; private set; } = "";

    /// <summary>Spans of that trace.</summary>
    internal IReadOnlyList<SeenSpan> Spans => [.. Collector.Spans.Where(s => s.TraceId == Trace)];

    // The hosts send what they hold as they stop.
    public async ValueTask InitializeAsync()
    {
        Collector = await Collector.StartAsync();
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Summit.Local"), ["--once", "--port", "0", "--data", _data]) { RedirectStandardOutput = true };
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Address;
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        using var program = Process.Start(start)!;
        var report = await program.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await program.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, program.ExitCode);
        // The line may be broken before the id.
        Trace = Regex.Match(report, @"trace\s+([0-9a-f]{32})").Groups[1].Value;
        await Collector.UntilAsync(() => new[] { "summit-gateway", "summit-logistics", "summit-nations", "summit-budgets" }.All(s => Spans.Any(span => span.Service == s)), "the trace");
    }

    public async ValueTask DisposeAsync()
    {
        await Collector.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
