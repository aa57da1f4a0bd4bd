using Summit.Local.Up;

namespace Summit.Local.Tests;

/// <summary>What the trace viewer is started with, and what the hosts are told of it. The viewer itself is fetched only when somebody asks for it.</summary>
public sealed class TraceViewerTests
{
    private readonly ViewerSettings _settings = new(pagesPort: 20_001, otlpPort: 20_002);

    [Fact]
    public void Viewer_EveryAddress_IsLoopback()
    {
        var addresses = _settings.OfViewer.Values.Concat(_settings.OfHosts.Values).Where(v => v.StartsWith("http", StringComparison.Ordinal)).Select(v => new Uri(v)).ToList();

        Assert.Equal([20_001, 20_002, 20_002], addresses.Select(a => a.Port));
        Assert.All(addresses, a => Assert.Equal("127.0.0.1", a.Host));
    }

    [Fact]
    public void Viewer_BothWaysIn_AskForASecretOfThisRun()
    {
        var other = new ViewerSettings(20_001, 20_002);

        Assert.Equal(("BrowserToken", "ApiKey"), (_settings.OfViewer["DASHBOARD__FRONTEND__AUTHMODE"], _settings.OfViewer["DASHBOARD__OTLP__AUTHMODE"]));
        Assert.Equal($"http://127.0.0.1:20001/login?t={_settings.OfViewer["DASHBOARD__FRONTEND__BROWSERTOKEN"]}", _settings.Login.ToString());
        Assert.Equal($"x-otlp-api-key={_settings.OfViewer["DASHBOARD__OTLP__PRIMARYAPIKEY"]}", _settings.OfHosts["OTEL_EXPORTER_OTLP_HEADERS"]);
        foreach (var secret in new[] { "DASHBOARD__FRONTEND__BROWSERTOKEN", "DASHBOARD__OTLP__PRIMARYAPIKEY" })
        {
            Assert.Matches("^[0-9a-f]{32}$", _settings.OfViewer[secret]);
            Assert.NotEqual(other.OfViewer[secret], _settings.OfViewer[secret]);
        }
    }
}
