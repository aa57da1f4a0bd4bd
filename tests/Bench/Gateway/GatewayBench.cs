using System.Globalization;
using Google.Protobuf;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client.Identity;
using Summit.Gateway.Limits;
using Summit.Nations.V1;

namespace Summit.Bench.Gateway;

/// <summary>
/// What a call costs in processor time at the server side, in one run on one machine: the raw floor, the service itself, and
/// what stands before it. Rounds are interleaved and medians compared, so that whatever else the machine does meets all.
/// Cached reads ask GetPosition; what is forwarded is ProbeRevision, which no cache may answer.
/// </summary>
internal static class GatewayBench
{
    private const string Get = "/summit.nations.v1.PositionService/GetPosition";
    private const string Probe = "/summit.nations.v1.ChangeService/ProbeRevision";
    private const int AnswerBytes = 150; // About what the seeded position takes.
    private const int Streams = 64;
    private const int WarmRounds = 3;

    /// <summary>Arguments: calls a round (default 50,000: the kernel counts processor time in hundredths of a second), rounds (default 7), and the subjects to measure beside the floor (default all), by parts of their names.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var calls = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 50_000;
        var rounds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 7;
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        var started = new List<HostProcess>();
        try
        {
            var subjects = await StartAsync(folder, started);
            subjects.RemoveAll(s => s != subjects[0] && arguments.Length > 2 && !arguments[2..].Any(a => s.Name.Contains(a, StringComparison.OrdinalIgnoreCase)));
            var token = DevelopmentIssuer.Open(Path.Combine(folder, "key")).Mint(Role.Viewer);
            // What is compiled anew as it grows warm must be so before anything counts.
            for (var warm = 0; warm < WarmRounds; warm++)
            {
                foreach (var subject in subjects)
                {
                    await H2Load.RunAsync(subject.Entry.Port, subject.Path, subject.Request, token, calls, Streams);
                }
            }

            for (var round = 0; round < rounds; round++)
            {
                foreach (var subject in subjects)
                {
                    await MeasureAsync(subject, token, calls);
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
        var get = new GetPositionRequest { Name = "nations/FRA/positions/seeded" };
        var probe = new ProbeRevisionRequest();
        string[] identity = ["--environment=Development", $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(folder, "key")}"];

        var floor = await FloorAsync(AnswerBytes);
        var sink = await FloorAsync(0);
        var servicePort = FreePort.Next();
        var service = await Keep(HostProcess.StartOursAsync(
            "Summit.SampleHost.dll", servicePort, [.. identity, $"--Summit:Port={servicePort}", $"--Summit:Database={Path.Combine(folder, "store.db")}", "--Summit:Seed=one"]));
        var redisPort = FreePort.Next();
        await Keep(HostProcess.StartAsync("redis-server", ["--port", $"{redisPort}", "--bind", "127.0.0.1", "--save", ""], redisPort));

        var plain = await GatewayAsync();
        var redis = await GatewayAsync([$"--Summit:Redis=127.0.0.1:{redisPort}", "--Gateway:Cache:MemoryBytes=0"]);
        var collector = ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{sink.Port}");
        var traced = await GatewayAsync([], collector);
        string[] quiet = ["--Logging:LogLevel:Summit.Calls=Warning"];
        var plainQuiet = await GatewayAsync(quiet);
        var tracedQuiet = await GatewayAsync(quiet, collector);
        var yarpPort = FreePort.Next();
        var yarp = await Keep(HostProcess.StartOursAsync("Summit.Bench.dll", yarpPort, [YarpForwarder.Subject, $"{yarpPort}", $"{servicePort}"]));
        var nginx = await Keep(Peers.NginxAsync(folder, FreePort.Next(), servicePort));
        var haproxy = await Keep(Peers.HaProxyAsync(folder, FreePort.Next(), servicePort));
        return
        [
            new("raw floor", floor, floor, Get, get),
            new("service, read", service, service, Get, get),
            new("gateway, hit in memory", plain, plain, Get, get),
            new("gateway, hit in memory, tracing", traced, traced, Get, get),
            new("gateway, hit, no call log", plainQuiet, plainQuiet, Get, get),
            new("gateway, hit, no call log, tracing", tracedQuiet, tracedQuiet, Get, get),
            new("gateway, hit in Redis", redis, redis, Get, get),
            new("service, probe", service, service, Probe, probe),
            new("gateway, forwarded (own)", plain, plain, Probe, probe),
            new("YARP IHttpForwarder (own)", yarp, yarp, Probe, probe),
            new("nginx (own)", nginx, nginx, Probe, probe),
            new("HAProxy (own)", haproxy, haproxy, Probe, probe),
        ];

        async Task<HostProcess> Keep(Task<HostProcess> start)
        {
            var process = await start;
            started.Add(process);
            return process;
        }

        Task<HostProcess> FloorAsync(int answerBytes)
        {
            var port = FreePort.Next();
            return Keep(HostProcess.StartOursAsync("Summit.Bench.dll", port, [RawFloor.Subject, $"{port}", $"{answerBytes}"]));
        }

        Task<HostProcess> GatewayAsync(string[]? settings = null, params (string Key, string Value)[] environment)
        {
            var port = FreePort.Next();
            string[] limits = ["--Gateway:Limits:Read:PerSecond=1000000", "--Gateway:Limits:Read:Burst=1000000", "--Gateway:Limits:Read:Concurrent=1000"];
            return Keep(HostProcess.StartOursAsync(
                "Summit.Gateway.dll", port,
                [.. identity, .. limits, $"--Summit:Port={port}", $"--Summit:Services:summit.nations.v1=http://127.0.0.1:{servicePort}", .. settings ?? []], environment));
        }
    }

    private static async Task MeasureAsync(Subject subject, string token, int calls)
    {
        var before = subject.Measured.CpuSeconds();
        var rate = await H2Load.RunAsync(subject.Entry.Port, subject.Path, subject.Request, token, calls, Streams);
        subject.Cpu.Add((subject.Measured.CpuSeconds() - before) / calls * 1e6);
        subject.Rate.Add(rate);
        var alone = calls / 20;
        subject.Latency.Add(1e6 / await H2Load.RunAsync(subject.Entry.Port, subject.Path, subject.Request, token, alone, 1));
    }

    private static void Report(List<Subject> subjects)
    {
        var floor = subjects[0];
        foreach (var subject in subjects)
        {
            // Paired: each round against the floor of the same round.
            var ratio = Median(subject.Cpu.Zip(floor.Cpu, (a, b) => a / b));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{subject.Name,-36} {Median(subject.Cpu),8:0.0} us CPU/call  {ratio,6:0.00} x floor  {Median(subject.Rate),8:0} calls/s  {Median(subject.Latency),7:0} us one at a time"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private sealed record Subject(string Name, HostProcess Entry, HostProcess Measured, string Path, IMessage Request)
    {
        public List<double> Cpu { get; } = [];

        public List<double> Rate { get; } = [];

        public List<double> Latency { get; } = [];
    }
}
