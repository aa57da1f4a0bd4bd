using System.Diagnostics;
using System.Security.Cryptography;

namespace Summit.Local.Up;

/// <summary>
/// A trace viewer on this machine: the standalone dashboard of .NET Aspire, on loopback, behind a login. It is fetched from its package when it
/// is first asked for, since a build does not need it.
/// </summary>
internal sealed class TraceViewer : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly string _login;

    private TraceViewer(Process process, Uri pages, string login, IReadOnlyDictionary<string, string> settings)
    {
        _process = process;
        (Pages, _login, Settings) = (pages, login, settings);
    }

    /// <summary>Its pages.</summary>
    public Uri Pages { get; }

    /// <summary>Its pages with the login, to be opened once.</summary>
    public Uri Login => new(Pages, $"login?t={_login}");

    /// <summary>What hosts need to send to it.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Fetches the viewer if it is not there, and starts it.</summary>
    /// <param name="pages">Port for browsers.</param>
    /// <param name="otlp">Port for the hosts.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="HostFailedException">It cannot be had or does not start.</exception>
    public static async Task<TraceViewer> StartAsync(int pages, int otlp, CancellationToken cancellationToken)
    {
        var program = Path.Combine(await FolderAsync(cancellationToken), "Aspire.Dashboard");
        var (login, key) = (Secret(), Secret());
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(program)! };
        foreach (var (name, value) in new[]
        {
            ("ASPNETCORE_URLS", $"http://127.0.0.1:{pages}"),
            ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", $"http://127.0.0.1:{otlp}"),
            ("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"), // Loopback only.
            ("ASPIRE_DASHBOARD_TELEMETRY_OPTOUT", "true"),
            ("DASHBOARD__FRONTEND__AUTHMODE", "BrowserToken"),
            ("DASHBOARD__FRONTEND__BROWSERTOKEN", login),
            ("DASHBOARD__OTLP__AUTHMODE", "ApiKey"),
            ("DASHBOARD__OTLP__PRIMARYAPIKEY", key),
        })
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new HostFailedException("The trace viewer did not start.");
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var viewer = new TraceViewer(process, new Uri($"http://127.0.0.1:{pages}/"), login, new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{otlp}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "500", // Who looks wants to see the call that was just made.
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "500",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000",
        });
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

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

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
                using var answer = await http.GetAsync(new Uri(Pages, "login"), patience.Token);
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
