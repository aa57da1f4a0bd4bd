using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Bench.Gateway;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Nations.V1;

namespace Summit.Bench.Hosts;

/// <summary>
/// Mixed load for a long time: idle watches, commits at a steady rate, reads beside them, through one gateway. Memory, handles and
/// latency of each tenth of the run stand beside each other; what grows with time shows as a ratio of the last third to the second.
/// The first third is not counted: processes grow warm in it.
/// </summary>
internal static class SoakBench
{
    private const int CommitsPerSecond = 50;
    private const int ReadsPerSecond = 100;
    private const int Drafts = 50;
    private const int Windows = 10;

    /// <summary>Arguments: seconds (default 60; the long form is 1,800) and watches (default 1,000).</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var seconds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 60;
        var watches = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1_000;
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        await using var postgres = PostgresServer.FindPrograms() is null ? null : await PostgresServer.StartNewAsync();
        var (servicePort, gatewayPort) = (FreePort.Next(), FreePort.Next());
        string[] common = ["--environment=Development", "--Logging:LogLevel:Default=Warning", "--Summit:ManagementPort=0", $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(folder, "key")}"];
        using var service = await HostProcess.StartOursAsync(
            "Summit.Nations.dll", servicePort, [.. common, $"--Summit:Port={servicePort}", $"--Summit:Database={postgres?.ConnectionString ?? Path.Combine(folder, "store.db")}", "--Summit:Seed=paris-2025"]);
        using var gateway = await HostProcess.StartOursAsync(
            "Summit.Gateway.dll", gatewayPort, [.. common, .. HostsBench.Limits, $"--Summit:Port={gatewayPort}", $"--Summit:Services:summit.nations.v1=http://127.0.0.1:{servicePort}"]);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{gatewayPort}", new() { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });
        var headers = new Metadata { { SummitMetadata.Authorization, $"Bearer {DevelopmentIssuer.Open(Path.Combine(folder, "key")).Mint(Role.Delegate, "FRA", TimeSpan.FromDays(1))}" } };
        var client = new PositionService.PositionServiceClient(channel);
        await CreateAsync(client, headers);

        using var stop = new CancellationTokenSource();
        var told = 0L;
        var start = (await new ChangeService.ChangeServiceClient(channel).ProbeRevisionAsync(new(), headers)).Revision;
        var watching = Enumerable.Range(0, watches).Select(_ => WatchAsync()).ToList();
        var (reads, writes) = (new ConcurrentQueue<double>(), new ConcurrentQueue<double>());
        var n = 0;
        var working = new[]
        {
            PaceAsync(ReadsPerSecond, reads, () => client.GetPositionAsync(new() { Name = Name(Interlocked.Increment(ref n) % Drafts) }, headers).ResponseAsync),
            PaceAsync(CommitsPerSecond, writes, () => UpdateAsync(client, headers, Interlocked.Increment(ref n))),
        };
        Console.WriteLine($"{seconds} s, {watches} watches that see nothing of it, {CommitsPerSecond} commits and {ReadsPerSecond} reads a second, store on {(postgres is null ? "SQLite" : "PostgreSQL")}");
        var windows = new List<Window>();
        for (var i = 0; i < Windows; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds / (double)Windows));
            var (read, written) = (Take(reads), Take(writes));
            windows.Add(new(gateway.ResidentMegabytes(), gateway.Handles(), service.ResidentMegabytes(), service.Handles(), At(read, 0.5), At(read, 0.99), At(written, 0.5), At(written, 0.99)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{read.Count,6} reads {written.Count,6} commits  {windows[^1]}"));
        }

        await stop.CancelAsync();
        await Task.WhenAll(working);
        await Task.WhenAll(watching);
        Report(windows, told);
        Directory.Delete(folder, recursive: true);

        async Task WatchAsync()
        {
            var request = new WatchChangesRequest { AfterRevision = start, NamesOnly = true, Types_ = { "summit.nations.v1/Mandate" }, Heartbeat = Duration.FromTimeSpan(TimeSpan.FromSeconds(15)) };
            var changes = new ChangeService.ChangeServiceClient(channel);
            try
            {
                // A connection ends at its age and takes its watches with it; a client resumes them.
                await foreach (var _ in SummitWatch.FollowAsync(request, (next, options) => changes.WatchChanges(next, options.WithHeaders(headers)), cancellationToken: stop.Token))
                {
                    Interlocked.Increment(ref told);
                }
            }
            catch (Exception e) when (stop.IsCancellationRequested && e is RpcException or OperationCanceledException)
            {
                // The run is over.
            }
        }

        async Task PaceAsync(int perSecond, ConcurrentQueue<double> times, Func<Task> call)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
            while (!stop.IsCancellationRequested && await timer.WaitForNextTickAsync())
            {
                var begun = Stopwatch.GetTimestamp();
                await call();
                times.Enqueue(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }
    }

    private static string Name(int number) => $"nations/FRA/positions/soak-{number}";

    private static async Task CreateAsync(PositionService.PositionServiceClient client, Metadata headers)
    {
        for (var i = 0; i < Drafts; i++)
        {
            await client.CreatePositionAsync(new() { Parent = "nations/FRA", PositionId = $"soak-{i}", Position = Draft("", "0") }, headers);
        }
    }

    private static Task UpdateAsync(PositionService.PositionServiceClient client, Metadata headers, int number) =>
        client.UpdatePositionAsync(new() { Position = Draft(Name(number % Drafts), $"{number}"), UpdateMask = new FieldMask { Paths = { "summary" } } }, headers).ResponseAsync;

    private static Position Draft(string name, string summary) => new()
    {
        Name = name,
        Issue = "issues/troop-deployment",
        Actor = "government",
        Stance = Stance.Support,
        Summary = summary,
        PositionDate = new() { Year = 2025, Month = 2, Day = 17 },
        Source = new Source { Title = "Statement", PublishDate = new() { Year = 2025, Month = 2, Day = 18 } },
        PublishState = PublishState.Draft,
    };

    private static List<double> Take(ConcurrentQueue<double> queue)
    {
        var all = new List<double>();
        while (queue.TryDequeue(out var one))
        {
            all.Add(one);
        }

        all.Sort();
        return all;
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[(int)((sorted.Count - 1) * share)];

    private static void Report(List<Window> windows, long told)
    {
        var third = windows.Count / 3;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"last third against the third before: gateway memory {Ratio(w => w.GatewayMb):0.00}, handles {Ratio(w => w.GatewayHandles):0.00}; service memory {Ratio(w => w.ServiceMb):0.00}, handles {Ratio(w => w.ServiceHandles):0.00}; read p50 {Ratio(w => w.Read50):0.00}, p99 {Ratio(w => w.Read99):0.00}; commit p50 {Ratio(w => w.Write50):0.00}, p99 {Ratio(w => w.Write99):0.00}; {told} messages to watches"));
        double Ratio(Func<Window, double> which) => HostsBench.Median(windows.TakeLast(third).Select(which)) / HostsBench.Median(windows.SkipLast(third).TakeLast(third).Select(which));
    }

    private sealed record Window(double GatewayMb, double GatewayHandles, double ServiceMb, double ServiceHandles, double Read50, double Read99, double Write50, double Write99)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"gateway {GatewayMb:0} MB, {GatewayHandles} handles; service {ServiceMb:0} MB, {ServiceHandles} handles; read p50 {Read50:0.0} p99 {Read99:0.0} ms; commit p50 {Write50:0.0} p99 {Write99:0.0} ms");
    }
}
