using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Nations.V1;
using Summit.Telemetry.Tests;

[assembly: AssemblyFixture(typeof(GatewayRun))]

namespace Summit.Telemetry.Tests;

/// <summary>A call as its caller saw it.</summary>
internal sealed record Asked(string What, string Trace, string Method, string Status, string? Cache);

/// <summary>
/// One run of a gateway with Redis before one service, as an OTLP collector sees it: answers in every pairing of hit, miss, stale and
/// past the cache with success, caller's mistake and fault. It happens once; the tests look at what arrived.
/// </summary>
public sealed class GatewayRun : IAsyncLifetime
{
    internal const string Gateway = "summit-gateway";
    internal const string Nations = "summit-nations";
    internal const string Get = "summit.nations.v1.PositionService/GetPosition";
    internal const string Create = "summit.nations.v1.PositionService/CreatePosition";
    internal const string Watch = "summit.nations.v1.ChangeService/WatchChanges";
    internal const string Seeded = "nations/FRA/positions/seeded";

    /// <summary>Part of every name, token and id that the traffic brought in.</summary>
    internal const string Marker = "zzmark";

    /// <summary>Calls of the second round of traffic, each with names of its own.</summary>
    internal const int Traffic = 40;

    private readonly string _folder = Directory.CreateTempSubdirectory("summit-telemetry-").FullName;
    private readonly List<Asked> _asked = [];
    private RedisServer _redis = null!;
    private HostProcess _gateway = null!;
    private HostProcess _nations = null!;
    private GrpcChannel _channel = null!;
    private DevelopmentIssuer _issuer = null!;

    internal Collector Collector { get; private set; } = null!;

    internal int RedisPort => _redis.Port;

    internal IReadOnlyList<Asked> Asked => _asked;

    /// <summary>The metrics after the first round of traffic, and after a second one of other names.</summary>
    internal (IReadOnlyList<SeenMetric> Before, IReadOnlyList<SeenMetric> After) Growth { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var key = Path.Combine(_folder, "key");
        _issuer = DevelopmentIssuer.Open(key);
        Collector = await Collector.StartAsync();
        _redis = await RedisServer.StartAsync();
        _nations = await HostProcess.StartAsync(
            "Summit.SampleHost", Collector.Address, $"--Summit:Database={Path.Combine(_folder, "store.db")}", "--Summit:Seed=one", $"--Summit:Identity:DevelopmentKeyFile={key}");
        _gateway = await HostProcess.StartAsync(
            "Summit.Gateway", Collector.Address, $"--Summit:Services:summit.nations.v1={_nations.Address}", $"--Summit:Redis={_redis.Address}", $"--Summit:Identity:DevelopmentKeyFile={key}",
            "--Gateway:Limits:Stream:Burst=1", "--Gateway:Limits:Stream:PerSecond=0.001");
        _channel = GrpcChannel.ForAddress(_gateway.Address);
        await WithTheServiceAsync();
        await _nations.DisposeAsync();
        await WithoutTheServiceAsync();
        await Collector.MetricsOfAsync(Gateway);
        await Collector.UntilAsync(() => _asked.All(a => Collector.Spans.Any(s => s.TraceId == a.Trace && s.Service == Gateway && s.Kind == SeenSpan.Server)), "the spans of all calls");
        await Collector.UntilAsync(() => _asked.All(a => Collector.Logs.Any(l => l.Attributes.GetValueOrDefault("CallTraceId") == a.Trace && l.Service == Gateway)), "the lines of all calls");
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        foreach (var part in new IAsyncDisposable?[] { _gateway, _nations, _redis, Collector })
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task WithTheServiceAsync()
    {
        // The gateway finds Redis and the change feed beside its start: it is asked for ever new names until it has both.
        var next = 0;
        await Eventually.HoldsAsync("commands to Redis are seen and answers are kept", async () =>
        {
            await GetAsync("nothing there", $"nations/FRA/positions/none-{next++}");
            await GetAsync("there", Seeded);
            return _asked[^1].Cache == "hit" && new[] { "GET", "EVAL" }.All(command => Collector.Spans.Any(s => s.Scope.EndsWith("StackExchangeRedis", StringComparison.Ordinal) && s.Name.StartsWith(command, StringComparison.Ordinal)));
        });
        await GetAsync("nothing there, kept", $"nations/FRA/positions/none-{next - 1}");
        await GetAsync("past the cache", Seeded, (SummitMetadata.Consistency, "strong"));
        await GetAsync("wrong name", "nations/FRA");
        await GetAsync("wrong token", Seeded, (SummitMetadata.Authorization, "Bearer nonsense"));
        await CreateAsync("viewer writes", null);
        await CreateAsync("delegation writes", _issuer.Mint(Role.Delegate, "FRA"));
        await WatchAsync("watch");
        await WatchAsync("watch past the limit");
        await TruncatedAsync(_gateway.Address);
        await TruncatedAsync(_nations.Address);
        await ShortOfTimeAsync();

        await TrafficAsync("a", 4);
        await Collector.MetricsOfAsync(Gateway);
        await Collector.MetricsOfAsync(Nations);
        var before = Collector.Metrics;
        await TrafficAsync("b", Traffic);
        await Collector.MetricsOfAsync(Gateway);
        await Collector.MetricsOfAsync(Nations);
        Growth = (before, Collector.Metrics);
        await Eventually.HoldsAsync("an answer is kept after the write", async () =>
        {
            await GetAsync("kept", Seeded);
            return _asked[^1].Cache == "hit";
        });
    }

    private async Task WithoutTheServiceAsync()
    {
        await Eventually.HoldsAsync("the service is known to be away", async () =>
        {
            await GetAsync("kept while away", Seeded);
            return _asked[^1].Cache == "stale";
        });
        await GetAsync("not kept while away", "nations/DEU/positions/none");
    }

    private Task GetAsync(string what, string name, params (string, string)[] headers) => AskAsync(what, Get, headers, metadata =>
        new PositionService.PositionServiceClient(_channel).GetPositionAsync(new GetPositionRequest { Name = name }, metadata, Patience));

    private Task CreateAsync(string what, string? token) => AskAsync(what, Create, token is null ? [] : [(SummitMetadata.Authorization, $"Bearer {token}")], metadata =>
        new PositionService.PositionServiceClient(_channel).CreatePositionAsync(new CreatePositionRequest
        {
            Parent = "nations/FRA",
            PositionId = "created",
            Position = new Position
            {
                Issue = "issues/troop-deployment",
                Actor = "government",
                Stance = Stance.Support,
                PositionDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 17 },
                Source = new Source { Title = "Test", PublishDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 17 } },
            },
        }, metadata, Patience));

    private async Task AskAsync<T>(string what, string method, IEnumerable<(string, string)> headers, Func<Metadata, AsyncUnaryCall<T>> ask)
    {
        var (trace, metadata) = NewTrace(headers);
        using var call = ask(metadata);
        var status = StatusCode.OK;
        try
        {
            await call;
        }
        catch (RpcException e)
        {
            status = e.StatusCode;
        }

        // An error is one block of headers, which the client shows as trailers.
        var cache = (status == StatusCode.OK ? await call.ResponseHeadersAsync : call.GetTrailers()).GetValue(SummitMetadata.Cache);
        _asked.Add(new(what, trace, method, SummitTelemetry.NameOf(status), cache));
    }

    private async Task WatchAsync(string what)
    {
        var (trace, metadata) = NewTrace([]);
        using var call = new ChangeService.ChangeServiceClient(_channel).WatchChanges(new WatchChangesRequest { Heartbeat = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) }, metadata, Patience);
        var status = StatusCode.Cancelled;
        try
        {
            await call.ResponseStream.MoveNext(CancellationToken.None);
            call.Dispose();
        }
        catch (RpcException e)
        {
            status = e.StatusCode;
        }

        _asked.Add(new(what, trace, Watch, SummitTelemetry.NameOf(status), null));
    }

    // A gzip body that ends too early: a caller's mistake, which no log may call a fault.
    private static async Task TruncatedAsync(string address)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(new byte[400]);
        }

        byte[] half = packed.ToArray()[..(int)(packed.Length / 2)];
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/{Get}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([1, 0, 0, 0, (byte)half.Length, .. half]) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.Add("grpc-encoding", "gzip");
        request.Headers.Add("te", "trailers");
        using var response = await client.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
    }

    // Whoever gives up, the time or the caller: no log may call it a fault.
    private async Task ShortOfTimeAsync()
    {
        var client = new PositionService.PositionServiceClient(_channel);
        for (var milliseconds = 1; milliseconds <= 20; milliseconds++)
        {
            using var leaving = new CancellationTokenSource(milliseconds);
            var headers = new Metadata { { SummitMetadata.Consistency, "strong" } };
            await Task.WhenAll(
                Quietly(client.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/-" }, headers, DateTime.UtcNow.AddMilliseconds(milliseconds)).ResponseAsync),
                Quietly(client.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/-" }, headers, Patience, leaving.Token).ResponseAsync));
        }
    }

    // Calls that are the same in kind and bring names, tokens and ids of their own.
    private async Task TrafficAsync(string round, int calls)
    {
        var client = new PositionService.PositionServiceClient(_channel);
        using var http = new HttpClient();
        for (var i = 0; i < calls; i++)
        {
            var mark = $"{Marker}-{round}{i}";
            var metadata = new Metadata
            {
                { SummitMetadata.Authorization, $"Bearer {_issuer.Mint(Role.Analyst, subject: mark)}" }, { "user-agent-of", mark }, { "baggage", $"who={mark}" },
            };
            await Quietly(client.GetPositionAsync(new GetPositionRequest { Name = $"nations/FRA/positions/{mark}" }, metadata, Patience).ResponseAsync);
            await Quietly(client.GetPositionAsync(new GetPositionRequest { Name = mark }, metadata, Patience).ResponseAsync);
            foreach (var address in new[] { _gateway.Address, _nations.Address })
            {
                using var unknown = new HttpRequestMessage(new HttpMethod(i % 2 == 0 ? "POST" : mark.ToUpperInvariant()), $"{address}/summit.{mark}.Service/{mark}?{mark}=1")
                {
                    Version = HttpVersion.Version20,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                    Content = new ByteArrayContent([]),
                };
                unknown.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
                unknown.Headers.Host = $"{mark}.example";
                using var answer = await http.SendAsync(unknown);
            }
        }
    }

    private static (string Trace, Metadata Metadata) NewTrace(IEnumerable<(string, string)> headers)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        var metadata = new Metadata { { "traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" } };
        foreach (var (name, value) in headers)
        {
            metadata.Add(name, value);
        }

        return (trace, metadata);
    }

    private static async Task Quietly<T>(Task<T> call)
    {
        try
        {
            await call;
        }
        catch (RpcException)
        {
            // How it ended is not the point here.
        }
    }

    // A process that answers its first call compiles as it goes; on a busy machine that takes longer than a call may.
    private static DateTime Patience => DateTime.UtcNow.AddMinutes(2);
}
