using System.Diagnostics;

namespace Summit.Local.Up;

/// <summary>
/// A trace viewer on this machine: the standalone dashboard of .NET Aspire, on loopback, behind a login. It is fetched from its package when it
/// is first asked for, since a build does not need it. It ends with this program, but unlike the hosts not when this program is killed.
/// </summary>
internal sealed class TraceViewer : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private TraceViewer(Process process, ViewerSettings settings) => (_process, Settings) = (process, settings);

    /// <summary>Where it is, and what hosts need to send to it.</summary>
    public ViewerSettings Settings { get; }

    /// <summary>Fetches the viewer if it is not there, and starts it.</summary>
    /// <param name="settings">Its ports and secrets.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="HostFailedException">It cannot be had or does not start.</exception>
    public static async Task<TraceViewer> StartAsync(ViewerSettings settings, CancellationToken cancellationToken)
    {
        var program = Path.Combine(await FolderAsync(cancellationToken), "Aspire.Dashboard");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program)! };
        foreach (var (name, value) in settings.OfViewer)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new HostFailedException("The trace viewer did not start.");
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var viewer = new TraceViewer(process, settings);
        try
        {
            await viewer.AnswersAsync(cancellationToken);
            return viewer;
        }
        catch (Exception e) when (e is OperationCanceledException or HostFailedException)
        {
            await viewer.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new HostFailedException($"The trace viewer does not answer. {await errors}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<string> FolderAsync(CancellationToken cancellationToken)
    {
        var project = Path.Combine(AppContext.BaseDirectory, "Viewer", "TraceViewer.proj");
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-restore", "-target:Viewer", "-nologo", "-verbosity:quiet", "-getProperty:ViewerFolder"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var build = Process.Start(start) ?? throw new HostFailedException("dotnet did not start.");
        var errors = build.StandardError.ReadToEndAsync(cancellationToken);
        var said = (await build.StandardOutput.ReadToEndAsync(cancellationToken)).Trim();
        await build.WaitForExitAsync(cancellationToken);
        return build.ExitCode == 0 && Directory.Exists(said)
            ? said
            : throw new HostFailedException($"The trace viewer cannot be fetched. Without --traces the system starts; any viewer that takes OTLP can be named in OTEL_EXPORTER_OTLP_ENDPOINT. {said} {await errors}");
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartPatience);
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(Settings.Login, patience.Token);
                return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                await Task.Delay(100, patience.Token);
            }
            catch (HttpRequestException e)
            {
                throw new HostFailedException(e.Message);
            }
        }
    }
}
