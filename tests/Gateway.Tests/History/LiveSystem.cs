using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.History;

/// <summary>The service over a SQLite file, two gateways and Redis, each a process.</summary>
internal sealed class LiveSystem : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(500);
    private const string ServiceProgram = "Summit.Nations.ClockHost";
    private readonly HostProcess?[] _gateways = new HostProcess?[2];
    private readonly DevelopmentIssuer _issuer;
    private TimeSpan _ahead;
    private HostProcess? _service;

    private LiveSystem(RedisServer redis, string folder)
    {
        (Redis, Folder) = (redis, folder);
        // From 22:00 UTC on it is tomorrow. The service's clock must never be behind, or it would refuse tokens as not valid yet.
        LastDay = DateTime.UtcNow.AddHours(2).Date;
        _ahead = Ahead(TimeSpan.FromHours(1)); // Time enough for a slow machine to start everything on that day.
        _issuer = DevelopmentIssuer.Open(KeyFile);
        Stores.Add(StoreFile(1));
    }

    public string Folder { get; }

    public RedisServer Redis { get; }

    public Endpoint Service { get; } = new("service", FreePort.Next());

    public Endpoint[] Gateways { get; } = [new("gateway-1", FreePort.Next()), new("gateway-2", FreePort.Next())];

    /// <summary>Files of the stores that served, one after another.</summary>
    public List<string> Stores { get; } = [];

    /// <summary>The day that ends during the run, by the service's clock.</summary>
    public DateTime LastDay { get; }

    private string KeyFile => Path.Combine(Folder, "development-issuer.key");

    /// <summary>Starts everything.</summary>
    /// <param name="folder">For files and logs.</param>
    public static async Task<LiveSystem> StartAsync(string folder)
    {
        var system = new LiveSystem(await RedisServer.StartAsync(), folder);
        await system.StartServiceAsync();
        await Task.WhenAll(system.StartGatewayAsync(0), system.StartGatewayAsync(1));
        await system.WorksAsync();
        return system;
    }

    // Good for longer than the service's clock is ahead.
    public string Token(Role role, string? nation = null) => _issuer.Mint(role, nation, TimeSpan.FromDays(7));

    /// <summary>Starts the service, on the store that served last unless another is named.</summary>
    public async Task StartServiceAsync(string? store = null) => _service = await HostProcess.StartAsync(ServiceProgram, Path.Combine(Folder, "service.log"),
    [
        .. Common,
        $"--Summit:Port={Service.Port}",
        $"--Summit:Identity:DevelopmentKeyFile={KeyFile}",
        $"--Summit:Database={store ?? Stores[^1]}",
        "--Summit:Seed=paris-2025",
        $"--Clock:Ahead={_ahead}",
    ]);

    /// <summary>Starts the service again with a clock whose day ends a while after now.</summary>
    public async Task MoveClockAsync(TimeSpan untilMidnight)
    {
        await StopServiceAsync(graceful: true);
        _ahead = Ahead(untilMidnight);
        await StartServiceAsync();
        await WorksAsync();
    }

    public async Task StartGatewayAsync(int index) => _gateways[index] = await HostProcess.StartAsync(
        "Summit.Gateway", Path.Combine(Folder, $"{Gateways[index].Name}.log"),
    [
        .. Common,
        $"--Summit:Port={Gateways[index].Port}",
        $"--Summit:Identity:DevelopmentKeyFile={KeyFile}",
        $"--Summit:Services:{Question.Package}=http://127.0.0.1:{Service.Port}",
        $"--Summit:Redis={Redis.Address}",
        $"--Gateway:Feed:Lease={Lease}",
        "--Gateway:Feed:ProbeInterval=00:00:00.1",
        "--Gateway:Feed:Reconnect=00:00:00.1",
        "--Gateway:Cache:StaleWait=00:00:00.2",
        "--Gateway:Cache:RedisTimeout=00:00:00.3",
        .. new[] { "Read", "Write" }.SelectMany(c => new[] { $"--Gateway:Limits:{c}:PerSecond=100000", $"--Gateway:Limits:{c}:Burst=100000" }),
    ]);

    public void PauseService() => _service!.Pause();

    public void ResumeService() => _service!.Resume();

    public void PauseGateway(int index) => _gateways[index]!.Pause();

    public void ResumeGateway(int index) => _gateways[index]!.Resume();

    public async Task StopServiceAsync(bool graceful)
    {
        await (graceful ? _service!.StopAsync() : _service!.KillAsync());
        await _service!.DisposeAsync();
    }

    public async Task KillGatewayAsync(int index)
    {
        Gateways[index].NextLife();
        await _gateways[index]!.KillAsync();
        await _gateways[index]!.DisposeAsync();
        Gateways[index].NextLife();
    }

    /// <summary>Backs up the store that is being served.</summary>
    public async Task<string> BackupAsync()
    {
        var file = Path.Combine(Folder, $"backup-{Stores.Count}.db");
        await HostProcess.RunAsync(ServiceProgram, "backup", file, "--environment=Development", $"--Summit:Database={Stores[^1]}");
        return file;
    }

    /// <summary>Fills a new store from a backup; the next service serves it.</summary>
    public async Task RestoreAsync(string backup)
    {
        var store = StoreFile(Stores.Count + 1);
        await HostProcess.RunAsync(ServiceProgram, "restore", backup, "--environment=Development", $"--Summit:Database={store}");
        Stores.Add(store);
    }

    /// <summary>Waits until the service answers, asked directly and through both gateways, over the channels that clients use.</summary>
    public async Task WorksAsync()
    {
        var token = Token(Role.Viewer);
        foreach (var endpoint in Gateways.Prepend(Service))
        {
            var issues = new IssueService.IssueServiceClient(endpoint.Channel);
            await Eventually.HoldsAsync($"{endpoint.Name} answers", async () =>
            {
                try
                {
                    var headers = new Metadata { { SummitMetadata.Authorization, $"Bearer {token}" }, { SummitMetadata.Consistency, "strong" } };
                    await issues.GetIssueAsync(new GetIssueRequest { Name = WorkNames.Issue }, headers, DateTime.UtcNow.AddSeconds(5));
                    return true;
                }
                catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal)
                {
                    return false;
                }
            });
        }
    }

    /// <summary>Reads what each store held, in the order in which they served.</summary>
    public async Task AddLogsAsync(Recorder recorder, IReadOnlyDictionary<string, string> tokens)
    {
        var scopes = tokens.ToDictionary(t => t.Key, t => new CallOptions(new Metadata { { SummitMetadata.Authorization, $"Bearer {t.Value}" } }));
        foreach (var store in Stores)
        {
            await StopServiceAsync(graceful: true);
            await StartServiceAsync(store);
            await WorksAsync();
            await recorder.AddLogAsync(Service.Channel.CreateCallInvoker(), scopes);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _gateways.Append(_service).OfType<HostProcess>())
        {
            await process.DisposeAsync();
        }

        foreach (var endpoint in Gateways.Append(Service))
        {
            endpoint.Dispose();
        }

        await Redis.DisposeAsync();
    }

    private static string[] Common { get; } =
        ["--environment=Development", "--Logging:LogLevel:Default=Warning", "--Summit:Shutdown:Drain=0.00:00:02"];

    private TimeSpan Ahead(TimeSpan untilMidnight) => new DateTimeOffset(LastDay.AddDays(1), TimeSpan.Zero) - DateTimeOffset.UtcNow - untilMidnight;

    private string StoreFile(int number) => Path.Combine(Folder, $"store-{number}.db");
}
