using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Summit.WebConsole.Tests;

/// <summary>A system whose services a test may kill: its own, so that no other test notices.</summary>
public sealed class KillableSystem : IAsyncLifetime
{
    private static readonly string[] Services = ["Nations", "Budgets", "Logistics"];
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, int> _ports = Services.Append("Gateway").ToDictionary(name => name, _ => FreePort.Next());
    private readonly Dictionary<string, HostProcess> _hosts = [];
    private WebApplication? _console;

    /// <summary>Somebody who looks.</summary>
    public HttpClient Viewer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_ports.Keys.Select(StartAsync));
        _console = ConsoleHost.Create(["--environment=Development", "--Logging:LogLevel:Default=Warning", "--Console:Port=0", $"--Console:Gateway=http://127.0.0.1:{_ports["Gateway"]}"]);
        await _console.StartAsync(TestContext.Current.CancellationToken);
        Viewer = new HttpClient { BaseAddress = new Uri(_console.Urls.First()) };
    }

    /// <summary>Ends a service as if the machine had lost it.</summary>
    public async Task KillAsync(string name)
    {
        _hosts.Remove(name, out var host);
        await host!.KillAsync();
        await host.DisposeAsync();
    }

    /// <summary>Starts a host where it was.</summary>
    public async Task StartAsync(string name)
    {
        string[] own = Services.Contains(name) ? [$"--Summit:Database={Path.Combine(_folder.Path, name + ".db")}", "--Summit:Seed=paris-2025"] : ["--Gateway:Web:Port=0"];
        var host = await HostProcess.StartAsync(
            $"Summit.{name}",
            Path.Combine(_folder.Path, $"{name}.log"),
            [
                "--environment=Development", "--Logging:LogLevel:Default=Warning", $"--Summit:Port={_ports[name]}", $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(_folder.Path, "key")}",
                .. Services.Select(s => $"--Summit:Services:summit.{s.ToLowerInvariant()}.v1=http://127.0.0.1:{_ports[s]}"), .. own,
            ]);
        lock (_hosts)
        {
            _hosts[name] = host;
        }
    }

    /// <summary>Reads a page to its end. It must not be an error of the console, and must not be waited for long.</summary>
    public async Task<string> ReadAsync(string address)
    {
        var page = WebUtility.HtmlDecode(await ConsoleSystem.ReadAsync(Viewer, address));
        Assert.True(page.Contains("</html>", StringComparison.Ordinal) && page.Contains("Calls behind this page", StringComparison.Ordinal), $"{address} is no page of the console: {page}");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        Viewer?.Dispose();
        await (_console?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var host in _hosts.Values)
        {
            await host.DisposeAsync();
        }

        _folder.Dispose();
    }
}
