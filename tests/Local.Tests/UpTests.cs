using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Summit.Local.Tests;

public sealed class UpTests(RunningSystem system)
{
    [Fact]
    public async Task Up_OnceTwice_PrintsTheSameAnswerAndEndsWithZero()
    {
        using var data = new TemporaryFolder();

        var (code, output, errors) = await LocalProgram.RunAsync("--once", "--port", "0", "--data", data.Path);
        var again = await LocalProgram.RunAsync("--once", "--port", "0", "--data", data.Path);

        Assert.True(code == 0, errors + output);
        foreach (var part in new[] { "Verdict", "Ukraine", "missing", "France", "United Kingdom", "Bottleneck", "EUR", "assumptions", "trace" })
        {
            Assert.Contains(part, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("UNKNOWN", output, StringComparison.Ordinal);
        Assert.DoesNotContain("UNAVAILABLE", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(data.Path, "nations.db")));
        Assert.Equal(Hash(output), Hash(again.Output));

        static string Hash(string output) => output.Split('\n').Single(line => line.Contains("result ", StringComparison.Ordinal)).Split("result ")[1].Split(' ')[0].Trim();
    }

    [Fact]
    public async Task Up_WithoutBudgets_SaysUnavailableAndUnknown()
    {
        using var data = new TemporaryFolder();

        var (code, output, errors) = await LocalProgram.RunAsync("--once", "--port", "0", "--without", "budgets", "--data", data.Path);

        Assert.True(code == 0, errors + output);
        Assert.Contains("UNKNOWN: a needed fact or service is missing", output, StringComparison.Ordinal);
        Assert.Contains("UNAVAILABLE", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_PortBusy_SaysWhichAndStartsNothing()
    {
        using var data = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, _, errors) = await LocalProgram.RunAsync("--once", "--port", port.ToString(), "--data", data.Path);

        Assert.NotEqual(0, code);
        Assert.Contains($"Port {port}", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_DataFolderInUse_SaysSo()
    {
        var (code, _, errors) = await LocalProgram.RunAsync("--once", "--port", "0", "--data", system.Data);

        Assert.NotEqual(0, code);
        Assert.Contains("nations", errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Up_Killed_TakesItsHostsWithIt()
    {
        using var data = new TemporaryFolder();
        await using var program = LocalProgram.Start("--port", "0", "--data", data.Path);
        await program.ReadUntilAsync("Serving");
        var hosts = program.Children().Select(Process.GetProcessById).ToList();
        Assert.Equal(5, hosts.Count);

        program.Kill();

        foreach (var host in hosts)
        {
            await host.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }
    }
}
