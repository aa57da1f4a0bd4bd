using System.Security.Cryptography;

namespace Summit.Local.Up;

/// <summary>What the trace viewer and the hosts must know of each other: loopback only, each way in behind a secret of this run.</summary>
internal sealed class ViewerSettings
{
    /// <param name="pagesPort">Port for browsers.</param>
    /// <param name="otlpPort">Port for the hosts.</param>
    public ViewerSettings(int pagesPort, int otlpPort)
    {
        var (login, key) = (Secret(), Secret());
        var (pages, otlp) = ($"http://127.0.0.1:{pagesPort}", $"http://127.0.0.1:{otlpPort}");
        Login = new Uri($"{pages}/login?t={login}");
        OfViewer = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = pages,
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = otlp,
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true", // Loopback only.
            ["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true",
            ["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken",
            ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = login,
            ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = key,
        };
        OfHosts = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = otlp,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "500", // Who looks wants to see the call that was just made.
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "500",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000",
        };
    }

    /// <summary>The viewer's pages with the login, to be opened once.</summary>
    public Uri Login { get; }

    /// <summary>The environment of the viewer.</summary>
    public IReadOnlyDictionary<string, string> OfViewer { get; }

    /// <summary>What hosts need to send to it.</summary>
    public IReadOnlyDictionary<string, string> OfHosts { get; }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
