using Grpc.Core;
using Npgsql;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Gateway.Tests.History;

namespace Summit.Resilience.Tests;

/// <summary>Two processes of each service and of the gateway, over one PostgreSQL and one Redis, all on loopback.</summary>
public sealed class ReplicatedSystem : IAsyncLifetime
{
    internal static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(500);

    private const int ReplicasOfEach = 2;

    // The clocks of two machines are never the same. This is far more than time services allow.
    private static readonly TimeSpan ClockOfSecondReplica = TimeSpan.FromMinutes(2);

    private static readonly (string Name, string Program, string Source, string Package)[] Areas =
    [
        ("nations", "Summit.Nations.ClockHost", "services/Nations", "summit.nations.v1"),
        ("budgets", "Summit.Budgets", "services/Budgets", "summit.budgets.v1"),
        ("logistics", "Summit.Logistics", "services/Logistics", "summit.logistics.v1"),
    ];

    // What is gone refuses at once; a connection that is slow to come about is one on a busy machine.
    private static readonly TimeSpan SlowMachine = TimeSpan.FromSeconds(20);

    private DevelopmentIssuer _issuer = null!;
    private PostgresServer? _standby;
    private int _standbyPort;
    private string _addresses = "";
    private RedisServer? _redisReplica;
    private int _redisReplicaPort;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("summit-resilience-").FullName;

    internal PostgresServer Postgres { get; private set; } = null!;

    internal RedisServer Redis { get; private set; } = null!;

    internal IReadOnlyList<Member> Services { get; private set; } = [];

    internal IReadOnlyList<Member> Gateways { get; private set; } = [];

    internal IEnumerable<Member> All => Services.Concat(Gateways);

    /// <summary>The replicas of the service that the tests write to.</summary>
    internal IEnumerable<Member> Writers => Services.Take(ReplicasOfEach);

    internal static IEnumerable<string> Packages => Areas.Select(a => a.Package);

    public async ValueTask InitializeAsync()
    {
        Requires.OrSkip(PostgresServer.FindPrograms() is not null, "PostgreSQL");
        Redis = await RedisServer.StartAsync();
        _redisReplicaPort = FreePort.Next();
        Postgres = await PostgresServer.StartNewAsync();
        _standbyPort = FreePort.Next();
        _addresses = $"127.0.0.1:{Postgres.Port},127.0.0.1:{_standbyPort}";
        _issuer = DevelopmentIssuer.Open(Path.Combine(Folder, "issuer.key"));
        await using (var source = NpgsqlDataSource.Create(Postgres.ConnectionString))
        {
            foreach (var area in Areas)
            {
                await using var create = source.CreateCommand($"CREATE DATABASE {area.Name}");
                await create.ExecuteNonQueryAsync();
            }
        }

        // Addresses are known before anything starts, since the services call each other.
        var services = Areas.SelectMany(a => new[] { 1, 2 }.Select(n => (Area: a, Name: $"{a.Name}-{n}", Number: n, Settings: new List<string>()))).ToList();
        var members = services.Select(s => (s, Member: New(s.Name, s.Area.Program, s.Area.Source, s.Settings))).ToList();
        var addresses = members.GroupBy(m => m.s.Area.Package)
            .Select(g => $"--Summit:Services:{g.Key}=static:///{string.Join(',', g.Select(m => $"127.0.0.1:{m.Member.Endpoint.Port}"))}").ToList();
        foreach (var (s, _) in members)
        {
            s.Settings.AddRange([.. addresses, $"--Summit:Database={Database(s.Area.Name)}", "--Summit:Seed=paris-2025", $"--Clock:Ahead={(s.Number == 2 ? ClockOfSecondReplica : TimeSpan.Zero)}"]);
        }

        Services = [.. members.Select(m => m.Member)];
        Gateways = [.. new[] { 1, 2 }.Select(n => New($"gateway-{n}", "Summit.Gateway", "gateway",
        [
            .. addresses,
            // As an operator names a primary and its replica; who is which is asked each second.
            $"--Summit:Redis={Redis.Address},127.0.0.1:{_redisReplicaPort},configCheckSeconds=1",
            $"--Gateway:Forwarding:ConnectTimeout={SlowMachine}",
            $"--Gateway:Feed:Lease={Lease}",
            "--Gateway:Feed:ProbeInterval=00:00:00.1",
            "--Gateway:Feed:Reconnect=00:00:00.1",
            "--Gateway:Cache:StaleWait=00:00:00.2",
            "--Gateway:Cache:RedisTimeout=00:00:00.3",
            .. new[] { "Read", "Write", "Stream" }.SelectMany(c => new[] { $"--Gateway:Limits:{c}:PerSecond=100000", $"--Gateway:Limits:{c}:Burst=100000" }),
        ]))];
        await Task.WhenAll(All.Select(m => m.StartAsync()));
        await WorksAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in All)
        {
            await member.DisposeAsync();
        }

        if (Postgres is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await Postgres.DisposeAsync();
            await (_standby?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        if (Redis is not null)
        {
            await Redis.DisposeAsync();
            await (_redisReplica?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        Directory.Delete(Folder, recursive: true);
    }

    internal string Token(Role role, string? nation = null) => _issuer.Mint(role, nation, TimeSpan.FromDays(1));

    /// <summary>A database as an operator names it: wherever its primary is.</summary>
    internal string Database(string name) => $"Host={_addresses};Target Session Attributes=primary;Username=summit;Database={name};Timeout=30;Command Timeout=30";

    /// <summary>A standby beside the primary; commits wait for both.</summary>
    internal async Task AddStandbyAsync() => _standby = await Postgres.StartStandbyAsync(_standbyPort);

    /// <summary>The primary is killed and never comes back; its standby takes its place.</summary>
    internal async Task FailOverAsync()
    {
        var lost = Postgres;
        await lost.KillAsync();
        _standby!.Promote();
        (Postgres, _standby, _standbyPort) = (_standby, null, lost.Port);
        await lost.DisposeAsync();
    }

    /// <summary>A Redis that follows the other.</summary>
    internal async Task AddRedisReplicaAsync() => _redisReplica = await Redis.StartReplicaAsync(_redisReplicaPort);

    /// <summary>The first Redis is killed and never comes back; its replica takes its place.</summary>
    internal async Task FailOverRedisAsync()
    {
        var lost = Redis;
        lost.Kill();
        await _redisReplica!.PromoteAsync();
        (Redis, _redisReplica, _redisReplicaPort) = (_redisReplica, null, lost.Port);
        await lost.DisposeAsync();
    }

    /// <summary>Summit.Client as an application uses it, over both gateways.</summary>
    internal SummitChannels Client(Role role, string? nation = null)
    {
        var token = Token(role, nation);
        return new SummitChannels(new SummitClientOptions
        {
            Address = $"static:///{string.Join(',', Gateways.Select(g => $"127.0.0.1:{g.Endpoint.Port}"))}",
            TokenProvider = _ => ValueTask.FromResult<string?>(token),
            ConnectTimeout = SlowMachine,
        });
    }

    /// <summary>Waits until every replica answers, and every service through both gateways, from its store.</summary>
    internal async Task WorksAsync()
    {
        var headers = new Metadata { { SummitMetadata.Authorization, $"Bearer {Token(Role.Viewer)}" } };
        var replicas = Services.Select((s, i) => (s.Endpoint, Asked: Packages.Skip(i / ReplicasOfEach).Take(1)));
        foreach (var (endpoint, asked) in Gateways.Select(g => (g.Endpoint, Asked: Packages)).Concat(replicas))
        {
            foreach (var package in asked)
            {
                await Eventually.HoldsAsync($"{package} answers through {endpoint.Name}", async () =>
                {
                    try
                    {
                        await Probes.AskAsync(endpoint.Channel.CreateCallInvoker(), package, new CallOptions(headers, DateTime.UtcNow.AddSeconds(5)));
                        return true;
                    }
                    catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
                    {
                        return false;
                    }
                });
            }
        }
    }

    private Member New(string name, string program, string source, IEnumerable<string> settings) =>
        new(name, program, OldOf(program, source), Path.Combine(Folder, $"{name}.log"), Common.Concat(settings));

    // The last version has no host with a clock of its own.
    private static string? OldOf(string program, string source) => Settings.OldVersion is { } folder
        ? Path.Combine(folder, source, "bin", "Debug", "net10.0", program.Replace(".ClockHost", "", StringComparison.Ordinal))
        : null;

    private string[] Common =>
    [
        "--environment=Development", "--Logging:LogLevel:Default=Warning", $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(Folder, "issuer.key")}",
        // Far longer than any wait here: what holds a host back longer than its calls do shows as a test that does not end. The
        // last version's gateway is held by the watches that it forwards.
        $"--Summit:Shutdown:Drain={(Settings.OldVersion is null ? "00:10:00" : "00:00:05")}", "--Summit:Shutdown:Termination=00:11:00", "--Summit:Store:PollInterval=00:00:00.2",
    ];
}
