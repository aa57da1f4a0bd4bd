using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Summit.Deploy.Tests.Images;

/// <summary>
/// What goes into an image runs alone: published for one platform, in a tree that nobody may write to, as a user who owns nothing but a
/// folder for data and one for temporary files.
/// </summary>
public sealed class PublishedHostTests : IDisposable
{
    private const string User = "1654";
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-published-").FullName;

    [Theory]
    [InlineData("services/Nations", "Summit.Nations.dll")]
    [InlineData("gateway", "Summit.Gateway.dll")]
    public async Task Run_AsAnotherUserInAReadOnlyTree_IsReady(string project, string assembly)
    {
        Requires.OrSkip(OperatingSystem.IsLinux() && Environment.UserName == "root" && Repository.OnPath("setpriv"), "setpriv, and root to call it,");
        var (app, data) = (Path.Combine(_folder, "app"), Path.Combine(_folder, "data"));
        Publish(project, app);
        Directory.CreateDirectory(data);
        Shell($"chmod 755 '{_folder}' && chmod -R a+rX,a-w '{app}' && chown {User}:{User} '{data}'");

        using var host = Start(app, assembly, data);
        var errors = host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var announcement = await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(announcement is not null, announcement is null ? await errors : "");
        var port = JsonDocument.Parse(announcement!).RootElement.GetProperty("management").GetInt32();
        using var http = new HttpClient();
        await Eventually.HoldsAsync($"{project} is ready", async () => (await http.GetAsync($"http://127.0.0.1:{port}/readyz")).StatusCode == HttpStatusCode.OK);

        Shell($"kill -TERM {host.Id}");
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, host.ExitCode);
    }

    public void Dispose()
    {
        Shell($"chmod -R u+w '{_folder}'");
        Directory.Delete(_folder, recursive: true);
    }

    private static void Publish(string project, string app)
    {
        var runtime = "linux-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        var (code, output, _) = Repository.Run(
            "dotnet", "publish", Repository.At(project), "-c", "Debug", "-o", app, $"-p:HostRuntime={runtime}", "-p:BuildProjectReferences=false", "-p:RestoreRecursive=false", "-v", "q", "-nologo");
        Assert.True(code == 0, output);

        // Natives of this platform alone: those of all others would be most of the image.
        Assert.False(Directory.Exists(Path.Combine(app, "runtimes")));
        Assert.Empty(Directory.EnumerateFiles(app, "*.dylib"));
    }

    private static Process Start(string app, string assembly, string data)
    {
        var start = new ProcessStartInfo("setpriv", [$"--reuid={User}", $"--regid={User}", "--clear-groups", "dotnet", assembly])
        {
            WorkingDirectory = app,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in new[]
        {
            ("PATH", Environment.GetEnvironmentVariable("PATH")!), ("TMPDIR", data), ("HOME", "/nonexistent"), ("DOTNET_ENVIRONMENT", "Development"),
            ("Summit__Database", Path.Combine(data, "store.db")), ("Summit__Shutdown__Notice", "00:00:00"), ("Logging__LogLevel__Default", "None"),
        })
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static void Shell(string command) => Assert.Equal(0, Repository.Run("sh", "-c", command).Code);
}
