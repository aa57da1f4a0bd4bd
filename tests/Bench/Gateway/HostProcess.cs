using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Summit.Bench.Gateway;

/// <summary>A server under measurement, in a process of its own; knows what its process and that one's children have used.</summary>
internal sealed class HostProcess : IDisposable
{
    private const double TicksPerSecond = 100; // The kernel's unit in /proc, the same on every Linux that .NET runs on.
    private readonly Process _process;

    private HostProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts one of our programs, which lie beside this one.</summary>
    public static Task<HostProcess> StartOursAsync(string assembly, int port, string[] arguments, params (string Key, string Value)[] environment) => StartAsync(
        "dotnet", ["exec", "--runtimeconfig", Path.ChangeExtension(typeof(HostProcess).Assembly.Location, ".runtimeconfig.json"), Path.Combine(AppContext.BaseDirectory, assembly), .. arguments], port, environment);

    /// <summary>Starts a program and waits until it accepts connections.</summary>
    public static async Task<HostProcess> StartAsync(string program, string[] arguments, int port, params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return new HostProcess(process, port);
            }
            catch (SocketException) when (attempt < 600 && !process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Processor time used so far, by this process and its children.</summary>
    public double CpuSeconds() => CpuOf(_process.Id) + Directory.GetFiles($"/proc/{_process.Id}/task/{_process.Id}", "children")
        .SelectMany(f => File.ReadAllText(f).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Sum(pid => CpuOf(int.Parse(pid, CultureInfo.InvariantCulture)));

    /// <summary>Memory that it holds now, in MB.</summary>
    public double ResidentMegabytes() => Environment.SystemPageSize * double.Parse(File.ReadAllText($"/proc/{_process.Id}/statm").Split(' ')[1], CultureInfo.InvariantCulture) / 1e6;

    /// <summary>Files and sockets that it has open.</summary>
    public int Handles() => Directory.GetFiles($"/proc/{_process.Id}/fd").Length;

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static double CpuOf(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}
