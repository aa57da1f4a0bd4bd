using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Bench.Gateway;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Logistics.V1;

namespace Summit.Bench.Planner;

/// <summary>
/// A plan of all stored Paris units over the stored network, asked through the gateway, and what twenty planners at once do to a
/// small call: its time beside that of the same call on a machine where nothing is planned, in one run.
/// </summary>
internal static class WireBench
{
    private const int Planners = 20;
    private const int SmallCalls = 1000;

    // Before that many, a call's slowest twentieth is the service compiling its code anew, with planners beside it or without.
    private const int WarmCalls = 5000;

    /// <summary>Argument: work of a plan in deterministic units (default 7).</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var work = arguments.Length > 0 ? double.Parse(arguments[0], System.Globalization.CultureInfo.InvariantCulture) : 7;
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        var started = new List<HostProcess>();
        try
        {
            string[] identity = ["--environment=Development", $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(folder, "key")}"];
            var (servicePort, gatewayPort) = (FreePort.Next(), FreePort.Next());
            started.Add(await HostProcess.StartOursAsync(
                "Summit.Logistics.dll", servicePort, [.. identity, $"--Summit:Port={servicePort}", $"--Summit:Database={Path.Combine(folder, "logistics.db")}", "--Summit:Seed=paris-2025"]));
            started.Add(await HostProcess.StartOursAsync(
                "Summit.Gateway.dll", gatewayPort,
                [.. identity, "--Gateway:Limits:Read:PerSecond=1000000", "--Gateway:Limits:Read:Burst=1000000", "--Gateway:Limits:Read:Concurrent=1000", $"--Summit:Port={gatewayPort}", $"--Summit:Services:summit.logistics.v1=http://127.0.0.1:{servicePort}"]));
            using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{gatewayPort}", new GrpcChannelOptions { MaxReceiveMessageSize = null });
            var token = DevelopmentIssuer.Open(Path.Combine(folder, "key")).Mint(Role.Viewer);
            await MeasureAsync(channel, new Metadata { { SummitMetadata.Authorization, $"Bearer {token}" } }, work);
        }
        finally
        {
            started.ForEach(p => p.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(GrpcChannel channel, Metadata headers, double work)
    {
        CallOptions Options() => new(headers, DateTime.UtcNow.AddMinutes(10));
        var movements = new MovementService.MovementServiceClient(channel);
        var units = (await new ForceElementService.ForceElementServiceClient(channel).ListForceElementsAsync(new ListForceElementsRequest { Parent = "nations/-", PageSize = 1000 }, Options())).ForceElements;
        var nodes = (await new TransportNodeService.TransportNodeServiceClient(channel).ListTransportNodesAsync(new ListTransportNodesRequest { PageSize = 1000 }, Options())).TransportNodes;
        var stored = new StoredMovement
        {
            ForceElements = { units.Select(u => u.Name) },
            Destination = "transportNodes/sa-kyiv",
            AssumedConsents = { nodes.Select(n => n.Nation).Distinct() },
            Objectives = { MovementObjective.Closure },
            HorizonDays = 3650,
        };
        SchedulingBudget Budget(double work, int seed) => new() { Work = work, Seed = seed, WallLimitSeconds = 600 };
        PlanMovementRequest Asked(double work, int seed) => new() { Stored = stored, Budget = Budget(work, seed) };

        // The figures are those of a service that has planned before, not of one that still compiles its code.
        for (var i = 0; i < 8; i++)
        {
            await movements.PlanMovementAsync(Asked(0.01, 100 + i), Options());
        }

        var clock = Stopwatch.StartNew();
        var least = await movements.PlanMovementAsync(Asked(0.01, 2), Options());
        var leastTime = clock.Elapsed;
        clock.Restart();
        using var stream = movements.StreamMovement(new StreamMovementRequest { Stored = stored, Budget = Budget(work, 3) }, Options());
        await stream.ResponseStream.MoveNext(default);
        var firstTime = clock.Elapsed;
        await stream.ResponseStream.ReadAllAsync().LastAsync();
        clock.Restart();
        var best = await movements.PlanMovementAsync(Asked(work, 1), Options());
        Console.WriteLine($"{units.Count} units over {nodes.Count} nodes, through the gateway");
        Console.WriteLine($"first checked plan of the stream {firstTime.TotalSeconds,6:F2} s");
        Console.WriteLine($"least work  {leastTime.TotalSeconds,6:F2} s  gap {least.Answer.Values[0].GapPercent,5:F1} %");
        Console.WriteLine($"work {work,6:F1} {clock.Elapsed.TotalSeconds,6:F2} s  gap {best.Answer.Values[0].GapPercent,5:F1} %  bound by {best.Answer.Values[0].BoundSource}");

        await SmallAsync(channel, Options(), WarmCalls);
        var alone = await SmallAsync(channel, Options());
        clock.Restart();
        var planners = Enumerable.Range(0, Planners).Select(i => movements.PlanMovementAsync(Asked(work / 4, i + 10), Options()).ResponseAsync).ToList();
        var beside = await SmallAsync(channel, Options());
        var ended = planners.Count(p => p.IsCompleted);
        await Task.WhenAll(planners);
        Console.WriteLine($"{Planners} planners {clock.Elapsed.TotalSeconds:F1} s; small call: median {beside.Median:F2} ms beside them, {alone.Median:F2} ms alone, ratio {beside.Median / alone.Median:F1}; 95th of 100 {beside.Most:F2} and {alone.Most:F2} ms, ratio {beside.Most / alone.Most:F1} ({ended} planners ended meanwhile)");
    }

    /// <summary>Milliseconds of a small call that no cache may answer: the median, and the slowest of 95 in 100.</summary>
    private static async Task<(double Median, double Most)> SmallAsync(GrpcChannel channel, CallOptions options, int calls = SmallCalls)
    {
        var rotations = new RotationService.RotationServiceClient(channel);
        var times = new List<double>();
        for (var i = 0; i < calls; i++)
        {
            var clock = Stopwatch.StartNew();
            await rotations.ComputeRotationAsync(new ComputeRotationRequest { TourMonths = 6, DwellTours = 2, DeployedPersons = 1000 + i, PoolPersons = 5000 }, options);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return (times[calls / 2], times[calls * 95 / 100]);
    }
}
