using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Bench.Gateway;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Client.Identity;

namespace Summit.Bench.Hosts;

/// <summary>
/// What a process of each host costs: the time from its start to its first answer, and its memory at rest and under load. The
/// baseline is an empty Kestrel process, measured in turn with the others in the same run.
/// </summary>
internal static class HostsBench
{
    private const int Calls = 20_000;
    private const int Streams = 64;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <summary>Arguments: rounds (default 3).</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var rounds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 3;
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        var token = DevelopmentIssuer.Open(Path.Combine(folder, "key")).Mint(Role.Viewer);
        string[] areas = ["nations", "budgets", "logistics"];
        var figures = new Dictionary<string, List<Figures>>();
        for (var round = 0; round < rounds; round++)
        {
            await MeasureAsync("empty Kestrel", "/any", port => HostProcess.StartOursAsync("Summit.Bench.dll", port, [RawFloor.Subject, $"{port}", "150"]));
            foreach (var area in areas)
            {
                await MeasureAsync(area, $"/summit.{area}.v1.ChangeService/ProbeRevision", port => HostAsync(port, area, $"{area}-{round}"));
            }

            // The gateway is measured with a service behind it; its start is its own.
            var behind = FreePort.Next();
            using var service = await HostAsync(behind, "nations", $"behind-{round}");
            await MeasureAsync("gateway", "/summit.nations.v1.ChangeService/ProbeRevision", port => HostProcess.StartOursAsync(
                "Summit.Gateway.dll", port, [.. Common(port), .. Limits, $"--Summit:Services:summit.nations.v1=http://127.0.0.1:{behind}"]));
        }

        Directory.Delete(folder, recursive: true);
        var floor = figures["empty Kestrel"];
        foreach (var (name, all) in figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-14} first answer after {Of(f => f.Start),6:0} ms ({Ratio(f => f.Start):0.0} x empty), at rest {Of(f => f.Rest),5:0} MB ({Ratio(f => f.Rest):0.0} x), under load {Of(f => f.Load),5:0} MB ({Ratio(f => f.Load):0.0} x), {Of(f => f.Cpu),5:0} us of processor a call ({Ratio(f => f.Cpu):0.0} x), {1e6 / Of(f => f.Cpu),6:0} calls a second and core"));
            double Of(Func<Figures, double> which) => Median(all.Select(which));
            double Ratio(Func<Figures, double> which) => Median(all.Zip(floor, (a, b) => which(a) / which(b)));
        }

        async Task MeasureAsync(string name, string path, Func<int, Task<HostProcess>> start)
        {
            var port = FreePort.Next();
            var started = Stopwatch.GetTimestamp();
            using var process = await start(port);
            await FirstAnswerAsync(port, path, token);
            var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            await Task.Delay(Rest);
            var rest = process.ResidentMegabytes();
            await H2Load.RunAsync(port, path, new ProbeRevisionRequest(), token, Calls, Streams); // Compiled anew as it grows warm.
            var before = process.CpuSeconds();
            await H2Load.RunAsync(port, path, new ProbeRevisionRequest(), token, Calls, Streams);
            var cpu = (process.CpuSeconds() - before) / Calls * 1e6;
            (figures.TryGetValue(name, out var all) ? all : figures[name] = []).Add(new(first, rest, process.ResidentMegabytes(), cpu));
        }

        Task<HostProcess> HostAsync(int port, string area, string store) => HostProcess.StartOursAsync(
            $"Summit.{char.ToUpperInvariant(area[0])}{area[1..]}.dll", port, [.. Common(port), $"--Summit:Database={Path.Combine(folder, $"{store}.db")}", "--Summit:Seed=paris-2025"]);

        string[] Common(int port) => ["--environment=Development", "--Logging:LogLevel:Default=Warning", $"--Summit:Port={port}", "--Summit:ManagementPort=0", $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(folder, "key")}"];
    }

    internal static string[] Limits { get; } =
        [.. new[] { "Read", "Write", "Stream" }.SelectMany(c => new[] { $"--Gateway:Limits:{c}:PerSecond=1000000", $"--Gateway:Limits:{c}:Burst=1000000", $"--Gateway:Limits:{c}:Concurrent=10000" })];

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static async Task FirstAnswerAsync(int port, string path, string token)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var bytes = Marshallers.Create<byte[]>(b => b, b => b);
        var method = new Method<byte[], byte[]>(MethodType.Unary, path[1..].Split('/')[0], path.Split('/')[^1], bytes, bytes);
        if (path == "/any")
        {
            using var http = new HttpClient { DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
            await http.PostAsync($"http://127.0.0.1:{port}{path}", new ByteArrayContent([0, 0, 0, 0, 0]));
            return;
        }

        var headers = new Metadata { { SummitMetadata.Authorization, $"Bearer {token}" } };
        while (true)
        {
            try
            {
                await channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(headers), []);
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                await Task.Delay(10);
            }
        }
    }

    private sealed record Figures(double Start, double Rest, double Load, double Cpu);
}
