using System.Globalization;
using Summit.Api.V1;
using Summit.Bench.Hosts;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Nations.V1;

namespace Summit.Bench.Gateway;

/// <summary>
/// What telemetry costs at the gateway, for a hit and for a forwarded call: without an exporter, with everything sent over OTLP, with a
/// share of the traces, and without the logs. The receiver on loopback takes what comes and keeps nothing; at saturation the exporter drops the spans that its queue
/// cannot hold, as it would elsewhere. Gateways are measured in turn and compared round by round, so that whatever else the machine does
/// meets all.
/// </summary>
internal static class TelemetryBench
{
    private const string Method = "/summit.nations.v1.PositionService/GetPosition";
    private const int Streams = 64;
    private const int WarmRounds = 3;
    private static readonly GetPositionRequest Request = new() { Name = "nations/FRA/positions/seeded" };

    /// <summary>Arguments: calls a round (default 50,000: the kernel counts processor time in hundredths of a second), rounds (default 7).</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var calls = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 50_000;
        var rounds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 7;
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        var started = new List<HostProcess>();
        try
        {
            var subjects = await StartAsync(folder, started);
            var token = DevelopmentIssuer.Open(Path.Combine(folder, "key")).Mint(Role.Viewer);
            for (var round = -WarmRounds; round < rounds; round++)
            {
                foreach (var subject in subjects)
                {
                    var before = subject.Gateway.CpuSeconds();
                    var rate = await H2Load.RunAsync(subject.Gateway.Port, Method, Request, token, calls, Streams, subject.Headers);
                    if (round >= 0)
                    {
                        subject.Figures.Add(new((subject.Gateway.CpuSeconds() - before) / calls * 1e6, rate));
                    }
                }
            }

            Report(subjects);
        }
        finally
        {
            started.ForEach(p => p.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<Subject>> StartAsync(string folder, List<HostProcess> started)
    {
        string[] identity = ["--environment=Development", $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(folder, "key")}"];
        var service = await KeepAsync(port => HostProcess.StartOursAsync(
            "Summit.SampleHost.dll", port, [.. identity, $"--Summit:Port={port}", $"--Summit:Database={Path.Combine(folder, "store.db")}", "--Summit:Seed=one"]));
        var receiver = await KeepAsync(port => HostProcess.StartOursAsync("Summit.Bench.dll", port, [RawFloor.Subject, $"{port}", "0"]));
        var otlp = ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{receiver.Port}");
        (string Name, HostProcess Process)[] gateways =
        [
            ("no exporter", await GatewayAsync()),
            ("OTLP, all traces", await GatewayAsync(otlp)),
            ("OTLP, a tenth of the traces", await GatewayAsync(otlp, ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0.1"))),
            ("OTLP, no logs", await GatewayAsync(otlp, ("OTEL_LOGS_EXPORTER", "none"))),
        ];
        // A strong read is asked of the service each time.
        (string Name, string[] Headers)[] kinds = [("hit", []), ("forwarded", [$"{SummitMetadata.Consistency}: strong"])];
        return [.. kinds.SelectMany(k => gateways.Select(g => new Subject(k.Name, g.Name, g.Process, k.Headers)))];

        Task<HostProcess> GatewayAsync(params (string Key, string Value)[] environment) => KeepAsync(port => HostProcess.StartOursAsync(
            "Summit.Gateway.dll", port, [.. identity, .. HostsBench.Limits, $"--Summit:Port={port}", $"--Summit:Services:summit.nations.v1=http://127.0.0.1:{service.Port}"], environment));

        async Task<HostProcess> KeepAsync(Func<int, Task<HostProcess>> start)
        {
            var process = await start(FreePort.Next());
            started.Add(process);
            return process;
        }
    }

    private static void Report(List<Subject> subjects)
    {
        foreach (var subject in subjects)
        {
            // Paired: each round against the gateway without exporter in the same round.
            var without = subjects.First(s => s.Kind == subject.Kind).Figures;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{subject.Kind,-10} {subject.Name,-28} {Of(f => f.Cpu),7:0.0} us CPU/call ({Ratio(f => f.Cpu):0.00} x without)  {Of(f => f.Rate),8:0} calls/s ({Ratio(f => f.Rate):0.00} x)"));
            double Of(Func<Figures, double> which) => HostsBench.Median(subject.Figures.Select(which));
            double Ratio(Func<Figures, double> which) => HostsBench.Median(subject.Figures.Zip(without, (a, b) => which(a) / which(b)));
        }
    }

    private sealed record Figures(double Cpu, double Rate);

    private sealed record Subject(string Kind, string Name, HostProcess Gateway, string[] Headers)
    {
        public List<Figures> Figures { get; } = [];
    }
}
