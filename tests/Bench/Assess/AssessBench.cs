using System.Diagnostics;
using Grpc.Net.Client;
using Summit.Budgets;
using Summit.Hosting;
using Summit.Logistics;
using Summit.Logistics.V1;
using Summit.Nations;

namespace Summit.Bench.Assess;

/// <summary>
/// The Paris question through the three services in this process, without and with draws, on one core and on two. No answer comes
/// from a cache. Each answer is the whole one: plan, draws, sensitivity. The baseline of each figure is the same question without
/// draws, in the same run. Then the time of each part, from the spans of the assessment.
/// </summary>
internal static class AssessBench
{
    private const int Rounds = 7;
    private const int Many = 4_000;
    private static readonly List<SummitHost> Hosts = [];

    public static async Task RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        var nations = await StartAsync(NationsHost.CreateBuilder, folder, "nations");
        var budgets = await StartAsync(BudgetsHost.CreateBuilder, folder, "budgets");
        var logistics = await StartAsync(
            LogisticsHost.CreateBuilder, folder, "logistics", $"--Summit:Services:summit.nations.v1={nations.Address}", $"--Summit:Services:summit.budgets.v1={budgets.Address}");
        using var channel = GrpcChannel.ForAddress(logistics.Address);
        var client = new AssessmentService.AssessmentServiceClient(channel);
        await MedianAsync(client, 100); // warm
        foreach (var cores in Enumerable.Range(1, Math.Min(2, Environment.ProcessorCount)))
        {
            Pin(cores);
            var (without, usual, many) = (await MedianAsync(client, 0), await MedianAsync(client, 1_000), await MedianAsync(client, Many));
            Console.WriteLine(
                $"{cores} core(s): without draws {without.Ms:F0} ms ({without.Cpu:F0} ms of processor); with 1,000 {usual.Ms:F0} ms ({usual.Cpu:F0}), {usual.Cpu / without.Cpu:F2} times; "
                + $"{Many / (many.Ms - without.Ms) * 1_000:F0} draws a second, {Many / (many.Cpu - without.Cpu) * 1_000:F0} a second of processor; memory per draw {(many.Bytes - without.Bytes) / (double)Many / 1_000:F0} kB allocated, {Environment.WorkingSet / 1_000_000} MB resident");
        }

        await PartsAsync(client);
        foreach (var host in Enumerable.Reverse(Hosts))
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The processor time of each span of one answer, the median of all rounds. A part in another is counted in both.</summary>
    private static async Task PartsAsync(AssessmentService.AssessmentServiceClient client)
    {
        var parts = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Summit.Logistics",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = span => span.SetTag("cpu", Environment.CpuUsage.TotalTime.TotalMilliseconds),
            ActivityStopped = span => Add(span.OperationName, Environment.CpuUsage.TotalTime.TotalMilliseconds - (double)span.GetTagItem("cpu")!),
        };
        ActivitySource.AddActivityListener(listener);
        for (var round = 0; round < Rounds; round++)
        {
            sums.Clear();
            var before = Environment.CpuUsage.TotalTime.TotalMilliseconds;
            await client.AssessDeploymentAsync(new AssessDeploymentRequest { Draws = 1_000, Seed = round }, deadline: DateTime.UtcNow.AddMinutes(2));
            sums["all"] = Environment.CpuUsage.TotalTime.TotalMilliseconds - before;
            foreach (var (name, ms) in sums)
            {
                (parts.TryGetValue(name, out var list) ? list : parts[name] = []).Add(ms);
            }
        }

        Console.WriteLine($"parts, ms of processor: {string.Join(", ", parts.Select(p => $"{p.Key.Replace("assessment ", "", StringComparison.Ordinal)} {p.Value.Order().ElementAt(p.Value.Count / 2):F0}"))}");

        void Add(string name, double ms)
        {
            lock (sums)
            {
                sums[name] = sums.GetValueOrDefault(name) + ms;
            }
        }
    }

    private static void Pin(int cores)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using var process = Process.GetCurrentProcess();
            process.ProcessorAffinity = (1 << cores) - 1;
        }
    }

    private static async Task<(double Ms, double Cpu, long Bytes)> MedianAsync(AssessmentService.AssessmentServiceClient client, int draws)
    {
        var (times, processor, bytes) = (new List<double>(), new List<double>(), 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var (clock, before, cpu) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes(), Environment.CpuUsage.TotalTime);
            var answer = await client.AssessDeploymentAsync(new AssessDeploymentRequest { Draws = draws, Seed = round }, deadline: DateTime.UtcNow.AddMinutes(2));
            times.Add(clock.Elapsed.TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
            bytes = GC.GetTotalAllocatedBytes() - before;
            if (draws > 0 && !answer.Draws.Reproducible)
            {
                throw new InvalidOperationException("the draws ended early");
            }
        }

        return (times.Order().ElementAt(Rounds / 2), processor.Order().ElementAt(Rounds / 2), bytes);
    }

    private static async Task<SummitHost> StartAsync(Func<string[], SummitHostBuilder> create, string folder, string name, params string[] settings)
    {
        var host = create(
        [
            "--environment=Development", $"--Summit:Database={Path.Combine(folder, $"{name}.db")}", "--Summit:Seed=paris-2025", "--Summit:Shutdown:Notice=0",
            $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(folder, "key")}", "--Logging:LogLevel:Default=Warning", .. settings,
        ]).Build();
        await host.StartAsync();
        Hosts.Add(host);
        return host;
    }
}
