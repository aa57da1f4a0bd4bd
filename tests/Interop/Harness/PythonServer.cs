using System.Diagnostics;

namespace Summit.Interop.Harness;

/// <summary>The grpcio server as a process of its own on a free port, for one test class.</summary>
public sealed class PythonServer : IAsyncLifetime
{
    private Process? _process;
    private int _port;

    /// <summary>Skips the test when there is no grpcio on this machine; a fixture cannot.</summary>
    public int RequirePort()
    {
        Tools.RequirePython();
        return _port;
    }

    public async ValueTask InitializeAsync()
    {
        if (!Tools.HasPython)
        {
            return;
        }

        _process = Tools.StartPythonServer();
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        if (line?.Split(' ') is not ["listening", var port])
        {
            throw new InvalidOperationException($"The Python server did not start: {line}{await _process.StandardError.ReadToEndAsync()}");
        }

        _port = int.Parse(port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
