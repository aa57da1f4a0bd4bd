using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Summit.Hosting.Tests.Lifecycle;

/// <summary>The sample host as a process of its own, as the local launcher starts it.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-process-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_ParentPipeCloses_AnnouncesItsPortsAnswersAndEndsWithZero()
    {
        using var host = Start("--Summit:ParentPipe=true", "--Summit:Seed=one");
        var ports = await PortsAsync(host);
        using var http = new HttpClient();

        Assert.Equal("ready", await http.GetStringAsync($"http://127.0.0.1:{ports.Management}/readyz"));
        Assert.Equal("alive", await http.GetStringAsync($"http://127.0.0.1:{ports.Management}/livez"));
        using var status = JsonDocument.Parse(await http.GetStringAsync($"http://127.0.0.1:{ports.Management}/status"));
        Assert.StartsWith("1@", status.RootElement.GetProperty("store").GetProperty("revision").GetString(), StringComparison.Ordinal);
        Assert.Equal("ready", status.RootElement.GetProperty("health").GetString());

        host.StandardInput.Close();
        await host.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, host.ExitCode);
    }

    [Fact]
    public async Task Run_Terminated_EndsWithZero()
    {
        using var host = Start("--Summit:Shutdown:Notice=0");
        await PortsAsync(host);

        using var kill = Process.Start("kill", ["-TERM", host.Id.ToString()]);
        await host.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(0, host.ExitCode);
    }

    [Fact]
    public async Task Run_PortInUse_OneLineAndCodeOne()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var host = Start($"--Summit:Port={((IPEndPoint)taken.LocalEndpoint).Port}");

        var errors = await host.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await host.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(1, host.ExitCode);
        Assert.Contains("address already in use", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WrongSettings_ALineEachAndCodeOne()
    {
        using var host = Start("--Summit:Seed=unknown");
        var errors = await host.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await host.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(1, host.ExitCode);
        Assert.Contains("it has: one", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SettingsFileIsNotJson_OneLineWithTheFileAndThePlace()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "appsettings.NotJson.json");
        await File.WriteAllTextAsync(file, "{ \"Summit\": {\n  \"Port\": ");
        try
        {
            using var host = Start("--environment=NotJson");
            var errors = await host.StandardError.ReadToEndAsync().WaitAsync(Patience);
            await host.WaitForExitAsync().WaitAsync(Patience);

            var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(1, host.ExitCode);
            Assert.Contains(file, line, StringComparison.Ordinal);
            Assert.Contains("Line 2, column 11: it is not JSON.", line, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("{\"keys\": [", "Line 1, column 11: it is not JSON")]
    [InlineData("{\"keys\": []}", "holds no key")]
    public async Task Run_KeysFileWithoutKeys_OneLineAtTheStart(string content, string said)
    {
        var file = Path.Combine(_folder, "keys.json");
        await File.WriteAllTextAsync(file, content);
        using var host = Start("--environment=Production", $"--Summit:Identity:KeysFile={file}", "--Summit:Identity:Issuer=https://login.example");
        var errors = await host.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await host.WaitForExitAsync().WaitAsync(Patience);

        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, host.ExitCode);
        Assert.Contains($"Summit:Identity:KeysFile \"{file}\"", line, StringComparison.Ordinal);
        Assert.Contains(said, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DevelopmentKeyFileWithoutAKey_OneLineAtTheStart()
    {
        var file = Path.Combine(_folder, "issuer.key");
        await File.WriteAllTextAsync(file, "garbage!");
        using var host = Start($"--Summit:Identity:DevelopmentKeyFile={file}");
        var errors = await host.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await host.WaitForExitAsync().WaitAsync(Patience);

        Assert.Equal(1, host.ExitCode);
        Assert.Contains("holds no key", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreCommands_WhileTheHostServes_BackUpAndRestoreElsewhere()
    {
        using var host = Start("--Summit:ParentPipe=true", "--Summit:Seed=one");
        await PortsAsync(host);
        var (file, copy) = (Path.Combine(_folder, "backup.db"), Path.Combine(_folder, "copy.db"));

        Assert.Equal(0, (await CommandAsync("backup", file)).Code);
        Assert.Equal(1, (await CommandAsync("backup", file)).Code);
        var restored = await CommandAsync("restore", file, "--Summit:Database=" + copy);
        Assert.True(restored.Code == 0, restored.Errors);
        Assert.Contains("not empty", (await CommandAsync("restore", file, "--Summit:Database=" + copy)).Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandAsync("migrate", "--Summit:Database=" + Path.Combine(_folder, "new.db"))).Code);

        host.StandardInput.Close();
        await host.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Runs a store command to its end; it comes before the settings, as on a command line.</summary>
    private async Task<(int Code, string Errors)> CommandAsync(params string[] command)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Summit.SampleHost"), command) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!command[^1].StartsWith("--Summit:Database=", StringComparison.Ordinal))
        {
            start.ArgumentList.Add($"--Summit:Database={Path.Combine(_folder, "store.db")}");
        }

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, errors);
    }

    private Process Start(params string[] settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Summit.SampleHost"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var setting in new[] { "--environment=Development", "--Logging:LogLevel:Default=None", $"--Summit:Database={Path.Combine(_folder, "store.db")}" }.Concat(settings))
        {
            start.ArgumentList.Add(setting);
        }

        return Process.Start(start)!;
    }

    private static async Task<(int Grpc, int Management)> PortsAsync(Process host)
    {
        while (await host.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith("{\"name\"", StringComparison.Ordinal))
            {
                var ports = JsonDocument.Parse(line).RootElement;
                Assert.Equal("nations", ports.GetProperty("name").GetString());
                return (ports.GetProperty("grpc").GetInt32(), ports.GetProperty("management").GetInt32());
            }
        }

        throw new InvalidOperationException(await host.StandardError.ReadToEndAsync());
    }
}
