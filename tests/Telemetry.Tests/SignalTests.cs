using Grpc.Net.Client;
using Summit.Nations.V1;

namespace Summit.Telemetry.Tests;

/// <summary>Each signal can be left out by OpenTelemetry's own variable.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-telemetry-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("TRACES")]
    [InlineData("METRICS")]
    [InlineData("LOGS")]
    public async Task Exporter_None_OnlyTheOthersAreSent(string signal)
    {
        await using var collector = await Collector.StartAsync();
        await using (var host = await HostProcess.StartAsync(
            "Summit.SampleHost", collector.Address, [($"OTEL_{signal}_EXPORTER", "none")], $"--Summit:Database={Path.Combine(_folder, "store.db")}", "--Summit:Seed=one"))
        {
            using var channel = GrpcChannel.ForAddress(host.Address);
            await new PositionService.PositionServiceClient(channel).GetPositionAsync(
                new GetPositionRequest { Name = "nations/FRA/positions/seeded" }, cancellationToken: TestContext.Current.CancellationToken);
        } // A host sends what it still holds before it ends.

        Assert.Equal(
            (signal != "TRACES", signal != "METRICS", signal != "LOGS"),
            (collector.Spans.Count > 0, collector.Metrics.Count > 0, collector.Logs.Count > 0));
    }
}
