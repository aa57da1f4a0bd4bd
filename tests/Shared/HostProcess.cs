using System.Diagnostics;

namespace Summit;

/// <summary>A host in a process of its own, which can be stopped in every way a host is stopped.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly Task _drained;

    private HostProcess(Process process, Task drained) => (_process, _drained) = (process, drained);

    /// <summary>Starts a host and waits until its ports are open.</summary>
    /// <param name="program">Name of the program, beside the tests.</param>
    /// <param name="log">File that gets what it writes.</param>
    /// <param name="arguments">Settings.</param>
    public static async Task<HostProcess> StartAsync(string program, string log, IEnumerable<string> arguments)
    {
        var process = Process.Start(Info(program, [.. arguments, "--Summit:ParentPipe=true"]))!;
        var announced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var drained = Task.WhenAll(
            DrainAsync(process.StandardOutput, log, line =>
            {
                if (line.StartsWith("{\"name\"", StringComparison.Ordinal))
                {
                    announced.TrySetResult();
                }
            }),
            DrainAsync(process.StandardError, log + ".err", static _ => { }));
        await Task.WhenAny(announced.Task, process.WaitForExitAsync()).WaitAsync(Patience);
        Assert.True(announced.Task.IsCompleted, $"{program} ended before it announced its ports; see {log}");
        return new HostProcess(process, drained);
    }

    /// <summary>Runs a command of a host to its end.</summary>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Info(program, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, await errors);
    }

    /// <summary>As if the machine had lost it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks it to stop as a platform does, and waits until it has ended by itself.</summary>
    public async Task TerminateAsync()
    {
        _process.Terminate();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, _process.ExitCode);
    }

    public void Pause() => _process.Pause();

    public void Resume() => _process.Resume();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Resume();
            await KillAsync();
        }

        await _drained;
        _process.Dispose();
    }

    private static ProcessStartInfo Info(string program, string[] arguments) => new(Path.Combine(AppContext.BaseDirectory, program), arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static async Task DrainAsync(StreamReader from, string file, Action<string> seen)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            await File.AppendAllTextAsync(file, line + Environment.NewLine);
            seen(line);
        }
    }
}
