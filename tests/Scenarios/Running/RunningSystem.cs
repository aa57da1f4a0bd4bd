using Grpc.Core;
using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Policy;
using Summit.Report.Exchange;
using Summit.Scenarios.Listing;

namespace Summit.Scenarios.Running;

/// <summary>The three services and two gateways, each a process that a scenario can stop, kill, pause and start.</summary>
internal sealed class RunningSystem : IAsyncDisposable
{
    private static readonly (string Name, string Program, string Package)[] Services =
    [
        ("nations", "Summit.Nations", "summit.nations.v1"), ("budgets", "Summit.Budgets", "summit.budgets.v1"), ("logistics", "Summit.Logistics", "summit.logistics.v1"),
    ];

    private static readonly string[] Gateways = ["gateway-1", "gateway-2"];
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, HostProcess?> _hosts = [];
    private readonly Dictionary<string, int> _ports = Services.Select(s => s.Name).Concat(Gateways).ToDictionary(name => name, _ => FreePort.Next());
    private readonly Dictionary<string, int> _web = Gateways.ToDictionary(name => name, _ => FreePort.Next());
    private readonly int _nobody = FreePort.Next();
    private readonly DevelopmentIssuer _issuer;

    private RunningSystem() => _issuer = DevelopmentIssuer.Open(KeyFile);

    private string KeyFile => Path.Combine(_folder.Path, "development-issuer.key");

    public static async Task<RunningSystem> StartAsync()
    {
        var system = new RunningSystem();
        await system.StartMissingAsync();
        return system;
    }

    /// <summary>What a program of a language is told. Each language has callers of its own, so that none uses up another's limits.</summary>
    public Surroundings For(string language) => new(
        language,
        [.. Gateways.Select(name => $"127.0.0.1:{_ports[name]}")],
        [.. Gateways.Select(name => $"127.0.0.1:{_web[name]}")],
        $"127.0.0.1:{_nobody}",
        new Dictionary<string, string>
        {
            ["viewer"] = _issuer.Mint(Role.Viewer, subject: $"viewer-{language}"),
            ["busy"] = _issuer.Mint(Role.Viewer, subject: $"busy-{language}"),
            ["analyst"] = _issuer.Mint(Role.Analyst, subject: $"analyst-{language}"),
            ["delegate"] = _issuer.Mint(Role.Delegate, "FRA", subject: $"delegate-{language}"),
            ["secretariat"] = _issuer.Mint(Role.Secretariat, subject: $"secretariat-{language}"),
            ["forged"] = "forged",
        },
        ScenarioList.File);

    /// <summary>Does what a scenario asks for, <c>verb host</c>. A start ends when both gateways answer for every service.</summary>
    public async Task DoAsync(string command)
    {
        var words = command.Split(' ');
        if (words.Length != 2 || !_ports.ContainsKey(words[1]))
        {
            throw new ArgumentException($"\"{command}\" is not a verb and a host; hosts are {string.Join(", ", _ports.Keys)}");
        }

        var name = words[1];
        if (words[0] == "start")
        {
            await StartMissingAsync();
            return;
        }

        var host = _hosts.GetValueOrDefault(name) ?? throw new ArgumentException($"{name} is not running");
        switch (words[0])
        {
            case "kill":
                await host.KillAsync();
                await EndedAsync(name, host);
                break;
            case "stop":
                await host.StopAsync();
                await EndedAsync(name, host);
                break;
            case "pause":
                host.Pause();
                break;
            case "resume":
                host.Resume();
                break;
            default:
                throw new ArgumentException($"\"{words[0]}\" is not one of start, kill, stop, pause, resume");
        }
    }

    /// <summary>Brings back whatever a scenario left stopped or paused.</summary>
    public async Task StartMissingAsync()
    {
        foreach (var host in _hosts.Values)
        {
            host?.Resume();
        }

        await Task.WhenAll(_ports.Keys.Where(name => _hosts.GetValueOrDefault(name) is null).Select(async name =>
        {
            var started = await StartHostAsync(name);
            lock (_hosts)
            {
                _hosts[name] = started;
            }
        }));
        await Task.WhenAll(Gateways.SelectMany(gateway => Services.Select(service => AnswersAsync(gateway, service.Package))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values.OfType<HostProcess>())
        {
            await host.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task EndedAsync(string name, HostProcess host)
    {
        _hosts[name] = null;
        await host.DisposeAsync();
    }

    private Task<HostProcess> StartHostAsync(string name)
    {
        string[] common =
        [
            "--environment=Development", "--Logging:LogLevel:Default=Warning", "--Summit:Shutdown:Drain=0.00:00:02",
            $"--Summit:Port={_ports[name]}", $"--Summit:Identity:DevelopmentKeyFile={KeyFile}",
            .. Services.Select(s => $"--Summit:Services:{s.Package}=http://127.0.0.1:{_ports[s.Name]}"),
        ];
        var own = Services.FirstOrDefault(s => s.Name == name) is { Program: { } program }
            ? (Program: program, Settings: new[] { $"--Summit:Database={Path.Combine(_folder.Path, name + ".db")}", "--Summit:Seed=paris-2025" })
            // A caller soon reaches its limit of streams; nobody comes near the others.
            : (Program: "Summit.Gateway", Settings: [$"--Gateway:Web:Port={_web[name]}", "--Gateway:Limits:Stream:PerSecond=0.1", "--Gateway:Limits:Stream:Burst=25", "--Gateway:Limits:Write:Burst=1000"]);
        return HostProcess.StartAsync(own.Program, Path.Combine(_folder.Path, name + ".log"), [.. common, .. own.Settings]);
    }

    /// <summary>Waits until a service answers through a gateway.</summary>
    private async Task AnswersAsync(string gateway, string package)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_ports[gateway]}");
        var probe = AnyMethod.Of(MethodCatalog.Get($"/{package}.ChangeService/ProbeRevision"));
        var headers = new Metadata { { SummitMetadata.Authorization, $"Bearer {_issuer.Mint(Role.Viewer, subject: "harness")}" } };
        await Eventually.HoldsAsync($"{package} answers through {gateway}", async () =>
        {
            try
            {
                await channel.CreateCallInvoker().AsyncUnaryCall(probe, null, new CallOptions(headers, DateTime.UtcNow.AddSeconds(5)), new ProbeRevisionRequest());
                return true;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                return false;
            }
        });
    }
}
