using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using Summit.Bench.Gateway;
using Summit.Logistics.V1;

namespace Summit.Bench.Pages;

/// <summary>
/// The question page of the console while its answer is in the gateway's cache: time to the first byte and bytes sent, against the same
/// cached answer as one gRPC call in the same run; then 50 viewers at once, with the memory of the console after each round.
/// </summary>
internal static class ConsoleBench
{
    private const int Reads = 300;
    private const int Viewers = 50;
    private const int ReadsOfViewer = 20;
    private const int Rounds = 6;
    private static readonly string[] Services = ["Nations", "Budgets", "Logistics"];

    public static async Task RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        var ports = Services.ToDictionary(s => s, _ => FreePort.Next());
        var (grpcPort, webPort, pagePort) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        string[] common =
        [
            "--environment=Development", "--Logging:LogLevel:Default=Warning", $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(folder, "key")}",
            .. Services.Select(s => $"--Summit:Services:summit.{s.ToLowerInvariant()}.v1=http://127.0.0.1:{ports[s]}"),
        ];
        string[] limits = ["--Gateway:Limits:Read:PerSecond=1000000", "--Gateway:Limits:Read:Burst=1000000", "--Gateway:Limits:Read:Concurrent=1000"];
        var hosts = new List<HostProcess>();
        try
        {
            foreach (var service in Services)
            {
                hosts.Add(await HostProcess.StartOursAsync(
                    $"Summit.{service}.dll", ports[service], [.. common, $"--Summit:Port={ports[service]}", $"--Summit:Database={Path.Combine(folder, service + ".db")}", "--Summit:Seed=paris-2025"]));
            }

            hosts.Add(await HostProcess.StartOursAsync("Summit.Gateway.dll", webPort, [.. common, .. limits, $"--Summit:Port={grpcPort}", $"--Gateway:Web:Port={webPort}"]));
            var console = await HostProcess.StartOursAsync(
                "Summit.Console.dll", pagePort, ["--environment=Development", "--Logging:LogLevel:Default=Warning", $"--Console:Gateway=http://127.0.0.1:{grpcPort}", $"--Console:Port={pagePort}"]);
            hosts.Add(console);
            using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{grpcPort}");
            var question = new AssessmentService.AssessmentServiceClient(channel);
            using var viewer = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{pagePort}/") };
            await WarmAsync(viewer, question);
            await FirstByteAsync(viewer, question);
            await ManyAsync(viewer, console);
        }
        finally
        {
            Enumerable.Reverse(hosts).ToList().ForEach(host => host.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WarmAsync(HttpClient viewer, AssessmentService.AssessmentServiceClient question)
    {
        await question.AssessDeploymentAsync(new AssessDeploymentRequest(), deadline: DateTime.UtcNow.AddMinutes(2));
        for (var i = 0; i < Reads; i++)
        {
            await ReadAsync(viewer);
            await question.AssessDeploymentAsync(new AssessDeploymentRequest());
        }
    }

    private static async Task FirstByteAsync(HttpClient viewer, AssessmentService.AssessmentServiceClient question)
    {
        var (pages, calls, bytes) = (new List<double>(), new List<double>(), 0L);
        for (var i = 0; i < Reads; i++)
        {
            var clock = Stopwatch.StartNew();
            await question.AssessDeploymentAsync(new AssessDeploymentRequest());
            calls.Add(clock.Elapsed.TotalMilliseconds);
            (var first, bytes) = await ReadAsync(viewer);
            pages.Add(first);
        }

        var (page, call) = (Median(pages), Median(calls));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"question page, cached: first byte after {page:0.0} ms (9 of 10 within {pages.Order().ElementAt(Reads * 9 / 10):0.0} ms), {bytes / 1_000.0:0.0} kB sent; the answer alone as a gRPC call {call:0.00} ms: {page / call:0.0} times"));
    }

    private static async Task ManyAsync(HttpClient viewer, HostProcess console)
    {
        var resident = new List<double>();
        var rate = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, Viewers).Select(async _ =>
            {
                for (var i = 0; i < ReadsOfViewer; i++)
                {
                    await ReadAsync(viewer);
                }
            }));
            rate = Viewers * ReadsOfViewer / clock.Elapsed.TotalSeconds;
            resident.Add(console.ResidentMegabytes());
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Viewers} viewers at once: {rate:0} pages/s; memory of the console after each {Viewers * ReadsOfViewer:N0} pages, MB: {string.Join(", ", resident.Select(r => r.ToString("0", CultureInfo.InvariantCulture)))}; the last is {resident[^1] / resident[1]:0.00} times the second"));
    }

    private static async Task<(double FirstByte, long Bytes)> ReadAsync(HttpClient viewer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "");
        request.Headers.TryAddWithoutValidation("accept-encoding", "gzip, br");
        var clock = Stopwatch.StartNew();
        using var response = await viewer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsStreamAsync();
        var first = new byte[1];
        await body.ReadExactlyAsync(first);
        var time = clock.Elapsed.TotalMilliseconds;
        using var rest = new MemoryStream();
        await body.CopyToAsync(rest);
        return (time, rest.Length + 1);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
