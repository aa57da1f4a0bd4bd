using System.Globalization;
using System.Net;
using System.Text;
using Google.Protobuf;
using Summit.Api.V1;
using Summit.Bench.Gateway;
using Summit.Client.Identity;
using Summit.Nations.V1;

namespace Summit.Bench.Web;

/// <summary>
/// What a call that is answered from memory costs the gateway in processor time, by protocol, against native gRPC in the same run.
/// Callers ask one thing after the other, each over a connection of its own, as browsers and scripts do; for comparison gRPC also over
/// one connection that all share. Rounds are interleaved and each ratio is of one round; the load comes from this process and is
/// not counted.
/// </summary>
internal static class WebBench
{
    private const string Get = "/summit.nations.v1.PositionService/GetPosition";
    private const string List = "/summit.nations.v1.PositionService/ListPositions";
    private const int SideBySide = 32;
    private const int WarmRounds = 2;

    /// <summary>Arguments: calls a round (default 20,000) and rounds (default 7).</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var calls = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 20_000;
        var rounds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 7;
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        var (servicePort, grpcPort, webPort) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        string[] identity = ["--environment=Development", $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(folder, "key")}"];
        string[] limits = ["--Gateway:Limits:Read:PerSecond=1000000", "--Gateway:Limits:Read:Burst=1000000", "--Gateway:Limits:Read:Concurrent=1000"];
        try
        {
            using var service = await HostProcess.StartOursAsync(
                "Summit.SampleHost.dll", servicePort, [.. identity, $"--Summit:Port={servicePort}", $"--Summit:Database={Path.Combine(folder, "store.db")}", "--Summit:Seed=one"]);
            using var gateway = await HostProcess.StartOursAsync(
                "Summit.Gateway.dll", webPort,
                [.. identity, .. limits, $"--Summit:Port={grpcPort}", $"--Gateway:Web:Port={webPort}", $"--Summit:Services:summit.nations.v1=http://127.0.0.1:{servicePort}"]);
            var token = DevelopmentIssuer.Open(Path.Combine(folder, "key")).Mint(Role.Viewer);
            var subjects = Subjects(grpcPort, webPort).ToList();
            for (var round = -WarmRounds; round < rounds; round++)
            {
                foreach (var subject in subjects)
                {
                    var before = gateway.CpuSeconds();
                    await LoadAsync(subject, token, calls);
                    if (round >= 0)
                    {
                        subject.Cpu.Add((gateway.CpuSeconds() - before) / calls * 1e6);
                    }
                }
            }

            Report(subjects);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Subject> Subjects(int grpcPort, int webPort)
    {
        var get = new GetPositionRequest { Name = "nations/FRA/positions/seeded" };
        var json = JsonFormatter.Default.Format(get);
        var list = new ListPositionsRequest { Parent = "nations/-" };
        yield return new("gRPC, HTTP/2", grpcPort, HttpVersion.Version20, Get, "application/grpc", Frame(get));
        yield return new("gRPC, one connection", grpcPort, HttpVersion.Version20, Get, "application/grpc", Frame(get)) { Shared = true };
        yield return new("gRPC-Web, HTTP/1.1", webPort, HttpVersion.Version11, Get, "application/grpc-web", Frame(get));
        yield return new("Connect proto, HTTP/1.1", webPort, HttpVersion.Version11, Get, "application/proto", get.ToByteArray());
        yield return new("Connect JSON, HTTP/1.1", webPort, HttpVersion.Version11, Get, "application/json", Encoding.UTF8.GetBytes(json));
        yield return new("Connect JSON by GET", webPort, HttpVersion.Version11, $"{Get}?encoding=json&message={Uri.EscapeDataString(json)}", null, []);
        yield return new("Connect JSON, a list", webPort, HttpVersion.Version11, List, "application/json", Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(list)));
    }

    private static byte[] Frame(IMessage message)
    {
        var frame = new byte[5 + message.CalculateSize()];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        message.WriteTo(frame.AsSpan(5));
        return frame;
    }

    private static async Task LoadAsync(Subject subject, string token, int calls)
    {
        using var shared = Client();
        var left = calls;
        await Task.WhenAll(Enumerable.Range(0, SideBySide).Select(async _ =>
        {
            using var own = Client();
            var client = subject.Shared ? shared : own;
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var request = new HttpRequestMessage(subject.ContentType is null ? HttpMethod.Get : HttpMethod.Post, $"http://127.0.0.1:{subject.Port}{subject.Path}")
                {
                    Version = subject.Version,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                };
                request.Headers.TryAddWithoutValidation("authorization", $"Bearer {token}");
                if (subject.ContentType is { } type)
                {
                    request.Content = new ByteArrayContent(subject.Body);
                    request.Content.Headers.TryAddWithoutValidation("content-type", type);
                }

                using var response = await client.SendAsync(request, CancellationToken.None);
                await response.Content.CopyToAsync(Stream.Null);
                if (!response.IsSuccessStatusCode || (left < calls / 2 && !response.Headers.GetValues("summit-cache").Contains("hit")))
                {
                    throw new InvalidOperationException($"{subject.Name}: {response}");
                }
            }
        }));

        static HttpMessageInvoker Client() => new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
    }

    private static void Report(List<Subject> subjects)
    {
        foreach (var subject in subjects)
        {
            var ratio = Median(subject.Cpu.Zip(subjects[0].Cpu, (a, b) => a / b));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{subject.Name,-26} {Median(subject.Cpu),7:0.0} us CPU/call  {ratio,5:0.00} x gRPC"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private sealed record Subject(string Name, int Port, Version Version, string Path, string? ContentType, byte[] Body)
    {
        public bool Shared { get; init; }

        public List<double> Cpu { get; } = [];
    }
}
