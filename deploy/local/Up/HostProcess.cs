using System.Diagnostics;
using System.Text.Json;

namespace Summit.Local.Up;

/// <summary>One host of the system as a child process. The host reads its standard input until the end, so it ends with this program, however this program ends.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly TaskCompletionSource<HostPorts> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lastErrors = new();

    private HostProcess(string name, Process process, StreamWriter log)
    {
        Name = name;
        _process = process;
        _log = log;
    }

    public string Name { get; }

    /// <summary>Completes when the host listens. If the host ends before that, it fails with the host's output.</summary>
    public Task<HostPorts> Ready => _ready.Task;

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended => _process.WaitForExitAsync();

    public static HostProcess Start(string name, string assembly, string logFolder, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? assembly + ".exe" : assembly))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        Directory.CreateDirectory(logFolder);
        var log = new StreamWriter(new FileStream(Path.Combine(logFolder, name + ".log"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start");
        var host = new HostProcess(name, process, log);
        _ = host.ReadOutputAsync();
        _ = host.ReadErrorsAsync();
        _ = host.WatchEndAsync();
        return host;
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!_ready.Task.IsCompleted && line.StartsWith("{\"name\"", StringComparison.Ordinal))
            {
                var ports = JsonDocument.Parse(line).RootElement;
                _ready.TrySetResult(new HostPorts(ports.GetProperty("grpc").GetInt32(), ports.GetProperty("management").GetInt32(), ports.TryGetProperty("web", out var web) ? web.GetInt32() : 0));
                continue;
            }

            Log(line);
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            Log(line);
            lock (_lastErrors)
            {
                _lastErrors.Enqueue(line);
                if (_lastErrors.Count > 20)
                {
                    _lastErrors.Dequeue();
                }
            }
        }
    }

    private void Log(string line)
    {
        lock (_log)
        {
            _log.WriteLine(line);
        }
    }

    private async Task WatchEndAsync()
    {
        await _process.WaitForExitAsync();
        string said;
        lock (_lastErrors)
        {
            said = string.Join(Environment.NewLine, _lastErrors);
        }

        _ready.TrySetException(new HostFailedException($"{Name} ended with code {_process.ExitCode} before it was ready. {said}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // Closing the host's input is the request for an orderly stop. A host that does not react is killed.
            _process.StandardInput.Close();
            using var patience = new CancellationTokenSource(StopPatience);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        lock (_log)
        {
            _log.Dispose();
        }
    }
}

/// <summary>The ports a host bound; 0 where it has no such port.</summary>
internal sealed record HostPorts(int Grpc, int Management, int Web);

/// <summary>A host ended before it was ready. The message contains its last output.</summary>
internal sealed class HostFailedException(string message) : Exception(message);
