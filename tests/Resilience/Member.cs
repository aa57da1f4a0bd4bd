using Summit.Gateway.Tests.History;

namespace Summit.Resilience.Tests;

/// <summary>One replica of a service or a gateway: the process that stands at an address at present.</summary>
internal sealed class Member(string name, string program, string? old, string log, IEnumerable<string> settings) : IAsyncDisposable
{
    // Clients look for a server that was away every 2 s at the longest. A platform gives them more: it ends the next only after this one
    // is ready, and that one goes on for its notice. Hosts with a parent, as here, have no notice.
    private static readonly TimeSpan Found = TimeSpan.FromSeconds(3);

    // The last version comes first where one is given: its store and its cache are what the new version finds.
    private string _program = old ?? program;
    private HostProcess? _process;

    public string Name { get; } = name;

    public Endpoint Endpoint { get; } = new(name, FreePort.Next());

    public async Task StartAsync() => _process = await HostProcess.StartAsync(_program, log, [.. settings, $"--Summit:Port={Endpoint.Port}"]);

    /// <summary>SIGTERM, and a new process once the old one has gone by itself; then time for its clients to find it.</summary>
    public async Task RestartAsync()
    {
        Endpoint.NextLife();
        await _process!.TerminateAsync();
        await ReplaceAsync();
        Endpoint.NextLife();
        await Task.Delay(Found);
    }

    /// <summary>SIGTERM, and a new process of the other version.</summary>
    public Task ChangeVersionAsync()
    {
        _program = _program == program ? old! : program;
        return RestartAsync();
    }

    /// <summary>SIGKILL, and a new process.</summary>
    public async Task KillAndStartAsync()
    {
        Endpoint.NextLife();
        await _process!.KillAsync();
        await ReplaceAsync();
        Endpoint.NextLife();
    }

    /// <summary>Asks it to stop; the task ends with the process.</summary>
    public Task TerminateAsync() => _process!.TerminateAsync();

    /// <summary>Starts a process in the place of one that has ended.</summary>
    public async Task ReplaceAsync()
    {
        await _process!.DisposeAsync();
        _process = null; // The next one may not come about.
        await StartAsync();
    }

    public void Pause() => _process!.Pause();

    public void Resume() => _process!.Resume();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Endpoint.Dispose();
    }
}
