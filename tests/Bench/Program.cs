using Summit.Bench.Assess;
using Summit.Bench.Forces;
using Summit.Bench.Gateway;
using Summit.Bench.Grpc;
using Summit.Bench.Hosts;
using Summit.Bench.Import;
using Summit.Bench.Pages;
using Summit.Bench.Planner;
using Summit.Bench.Store;
using Summit.Bench.Sustainment;
using Summit.Bench.Web;

// One subject per folder: dotnet run -c Release --project tests/Bench -- <subject> [arguments]
var subjects = new Dictionary<string, Func<string[], Task>>(StringComparer.Ordinal)
{
    ["assess"] = AssessBench.RunAsync,
    ["cancel"] = CancelBench.RunAsync,
    ["console"] = ConsoleBench.RunAsync,
    ["forces"] = ForcesBench.RunAsync,
    ["gateway"] = GatewayBench.RunAsync,
    [RawFloor.Subject] = RawFloor.RunAsync,
    [YarpForwarder.Subject] = YarpForwarder.RunAsync,
    ["grpc"] = GrpcBench.RunAsync,
    ["hosts"] = HostsBench.RunAsync,
    ["import"] = ImportBench.RunAsync,
    ["movement"] = MovementBench.RunAsync,
    ["planner"] = PlannerBench.RunAsync,
    ["soak"] = SoakBench.RunAsync,
    ["stocks"] = StocksBench.RunAsync,
    ["store"] = StoreBench.RunAsync,
    ["telemetry"] = TelemetryBench.RunAsync,
    ["wire"] = WireBench.RunAsync,
    ["web"] = WebBench.RunAsync,
    [ServerProcess.Subject] = ServerProcess.RunAsync,
};

if (args.Length == 0 || !subjects.TryGetValue(args[0], out var subject))
{
    Console.Error.WriteLine($"Subjects: {string.Join(", ", subjects.Keys.Where(name => !name.StartsWith('_')))}");
    return 1;
}

await subject(args[1..]);
return 0;
