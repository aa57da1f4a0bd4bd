using System.Net;
using System.Net.Sockets;
using Summit.Cli.Token;

namespace Summit.Local.Up;

/// <summary>What to start, and where.</summary>
/// <param name="DataFolder">Folder for stores, keys and logs. It is created when it is missing.</param>
/// <param name="Port">The gateway's gRPC port; 0 selects a free one.</param>
/// <param name="Without">Hosts to leave out, by name.</param>
/// <param name="Traces">Whether a trace viewer is started beside them.</param>
internal sealed record LocalSystemOptions(string DataFolder, int Port, IReadOnlyCollection<string> Without, bool Traces = false);

/// <summary>The gateway and the services on loopback, each in its own process.</summary>
internal sealed class LocalSystem : IAsyncDisposable
{
    /// <summary>The services: name, assembly, and the package it owns.</summary>
    public static readonly IReadOnlyList<(string Name, string Assembly, string Package)> Services =
    [
        ("nations", "Summit.Nations", "summit.nations.v1"),
        ("budgets", "Summit.Budgets", "summit.budgets.v1"),
        ("logistics", "Summit.Logistics", "summit.logistics.v1"),
    ];

    /// <summary>The web console's name.</summary>
    public const string ConsoleName = "console";

    private const int ConsolePortOffset = 2;

    // Below the ports that systems use for outgoing connections, so that none of these takes a port between its selection and the
    // start of its host.
    private const int LowestPort = 20_000;
    private const int HighestPort = 32_000;
    private readonly List<HostProcess> _hosts = [];

    private LocalSystem(Uri gateway) => Gateway = gateway;

    /// <summary>The address for clients.</summary>
    public Uri Gateway { get; }

    /// <summary>The gateway's address for browsers and curl.</summary>
    public Uri Web { get; private set; } = null!;

    /// <summary>The gateway's status page.</summary>
    public Uri Status { get; private set; } = null!;

    /// <summary>The console's pages; null when it was left out.</summary>
    public Uri? Pages { get; private set; }

    /// <summary>The trace viewer; null when none was asked for.</summary>
    public TraceViewer? Traces { get; private set; }

    public IReadOnlyList<HostProcess> Hosts => _hosts;

    /// <exception cref="HostFailedException">A host could not start; the others are stopped.</exception>
    public static async Task<LocalSystem> StartAsync(LocalSystemOptions options, CancellationToken cancellationToken)
    {
        var data = Path.GetFullPath(options.DataFolder);
        Directory.CreateDirectory(data);
        var taken = new HashSet<int>();
        var port = options.Port == 0 ? FreePort(taken) : options.Port;
        var web = options.Port is 0 or ushort.MaxValue ? FreePort(taken) : port + 1;
        foreach (var busy in new[] { port, web }.Where(p => !IsFree(p)))
        {
            throw new HostFailedException($"Port {busy} on 127.0.0.1 is in use. Stop what listens there, or choose another pair with --port: the port for browsers is the one after it.");
        }

        // All addresses are determined before anything starts, so that all hosts can start at the same time.
        var ports = Services.ToDictionary(s => s.Name, _ => FreePort(taken));
        var common = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["Summit:ParentPipe"] = "true",
            ["Summit:ManagementPort"] = "0",
            ["Summit:Identity:DevelopmentKeyFile"] = DataFolder.DevelopmentKey(data),
        };
        foreach (var service in Services)
        {
            common[$"Summit:Services:{service.Package}"] = $"http://127.0.0.1:{ports[service.Name]}";
        }

        var system = new LocalSystem(new Uri($"http://127.0.0.1:{port}"));
        try
        {
            var logs = Path.Combine(data, "logs");
            if (options.Traces)
            {
                system.Traces = await TraceViewer.StartAsync(new ViewerSettings(FreePort(taken), FreePort(taken)), cancellationToken);
                foreach (var (name, value) in system.Traces.Settings.OfHosts)
                {
                    common[name] = value;
                }
            }

            foreach (var service in Services.Where(s => !options.Without.Contains(s.Name)))
            {
                var database = Environment.GetEnvironmentVariable("Summit__Database") is { Length: > 0 } shared
                    ? shared.Replace("{name}", service.Name, StringComparison.Ordinal)
                    : Path.Combine(data, service.Name + ".db");
                system._hosts.Add(HostProcess.Start(service.Name, service.Assembly, logs, common.Concat(
                [
                    new("Summit:Port", ports[service.Name].ToString()),
                    new("Summit:Database", database),
                    new("Summit:Seed", "paris-2025"),
                ])));
            }

            var gateway = HostProcess.Start("gateway", "Summit.Gateway", logs, common.Concat([new("Summit:Port", port.ToString()), new("Gateway:Web:Port", web.ToString())]));
            system._hosts.Add(gateway);
            var status = $"http://127.0.0.1:{(await gateway.Ready.WaitAsync(cancellationToken)).Management}/status";
            if (!options.Without.Contains(ConsoleName))
            {
                var pages = port + ConsolePortOffset;
                var console = HostProcess.Start(ConsoleName, "Summit.Console", logs, common.Concat(
                [
                    new("Console:Gateway", system.Gateway.ToString()),
                    new("Console:Status", status),
                    new("Console:Port", (options.Port != 0 && IsFree(pages) ? pages : FreePort(taken)).ToString()),
                    new("Console:DevelopmentKeyFile", DataFolder.DevelopmentKey(data)),
                    new("Console:EndWithParent", "true"),
                ]));
                system._hosts.Add(console);
                system.Pages = new Uri($"http://127.0.0.1:{(await console.Ready.WaitAsync(cancellationToken)).Grpc}/");
            }

            await Task.WhenAll(system._hosts.Select(h => h.Ready)).WaitAsync(cancellationToken);
            system.Status = new Uri(status);
            system.Web = new Uri($"http://127.0.0.1:{(await gateway.Ready).Web}");
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    private static int FreePort(HashSet<int> taken)
    {
        while (true)
        {
            var port = Random.Shared.Next(LowestPort, HighestPort);
            if (IsFree(port) && taken.Add(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The gateway stops first, so that no call is sent to a service that is stopping.
        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.DisposeAsync();
        }

        // Last: hosts send what they hold as they stop.
        await (Traces?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
