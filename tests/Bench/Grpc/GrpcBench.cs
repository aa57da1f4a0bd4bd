using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Summit.Bench.Grpc;

/// <summary>
/// The runtime against its floors, in one run: server CPU and allocations per unary call and per streamed message, measured in the
/// server's own process under the same bare client; then the client's CPU and allocations against the bare client's.
/// </summary>
internal static class GrpcBench
{
    public const int BodySize = 32;
    public const int StreamLength = 1000;
    private const int Concurrency = 16;
    private const int Rounds = 5;

    public static async Task RunAsync(string[] arguments)
    {
        var calls = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 20_000;
        using var server = await ServerProcess.StartAsync();
        using var bare = new BareClient(server.Address, Floor.Frame(Request(StreamLength)));
        var (floor, unary) = (bare.Absolute(Floor.Unary), bare.Absolute("/summit.bench.EchoService/Echo"));
        await CompareAsync("unary, server", calls, server.UsageAsync, () => bare.CallAsync(floor), () => bare.CallAsync(unary), perCall: 1);

        var (floorStream, stream) = (bare.Absolute(Floor.Stream), bare.Absolute("/summit.bench.EchoService/EchoStream"));
        await CompareAsync(
            "server streaming, server, per message", calls / 100, server.UsageAsync, () => bare.CallAsync(floorStream), () => bare.CallAsync(stream), StreamLength);

        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new EchoService.EchoServiceClient(channel);
        var request = Request(1);
        await CompareAsync(
            "unary, client",
            calls,
            () => Task.FromResult(Usage.Own()),
            () => bare.CallAsync(floor),
            async () =>
            {
                using var call = client.EchoAsync(request);
                await call.ResponseAsync;
            },
            perCall: 1);
    }

    private static EchoRequest Request(int count) => new() { Body = ByteString.CopyFrom(new byte[BodySize]), Count = count };

    /// <summary>Measures both in turns, so that whatever else the machine does meets both, and compares medians.</summary>
    private static async Task CompareAsync(string title, int calls, Func<Task<Usage>> usage, Func<Task> floor, Func<Task> subject, int perCall)
    {
        await MeasureAsync(calls, usage, floor);
        await MeasureAsync(calls, usage, subject);
        var floors = new List<Sample>();
        var subjects = new List<Sample>();
        for (var round = 0; round < Rounds; round++)
        {
            floors.Add(await MeasureAsync(calls, usage, floor));
            subjects.Add(await MeasureAsync(calls, usage, subject));
        }

        var (low, high) = (Median(floors), Median(subjects));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title}: CPU {low.CpuMicroseconds / perCall:0.00} -> {high.CpuMicroseconds / perCall:0.00} us ({high.CpuMicroseconds / low.CpuMicroseconds:0.00}x), allocated {low.Bytes / perCall:0} -> {high.Bytes / perCall:0} B, {low.PerSecond * perCall:0} -> {high.PerSecond * perCall:0} per s"));
    }

    private static async Task<Sample> MeasureAsync(int calls, Func<Task<Usage>> usage, Func<Task> call)
    {
        var before = await usage();
        var clock = Stopwatch.StartNew();
        var left = calls;
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await call();
            }
        }));
        var elapsed = clock.Elapsed;
        var used = await usage() - before;
        return new Sample(used.Cpu.TotalMicroseconds / calls, (double)used.AllocatedBytes / calls, calls / elapsed.TotalSeconds);
    }

    private static Sample Median(List<Sample> samples) => new(
        samples.Select(sample => sample.CpuMicroseconds).Order().ElementAt(samples.Count / 2),
        samples.Select(sample => sample.Bytes).Order().ElementAt(samples.Count / 2),
        samples.Select(sample => sample.PerSecond).Order().ElementAt(samples.Count / 2));

    private readonly record struct Sample(double CpuMicroseconds, double Bytes, double PerSecond);
}
