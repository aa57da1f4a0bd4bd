using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Summit.WebConsole.Tests.Browser))]

namespace Summit.WebConsole.Tests;

/// <summary>Debian's Chromium, one for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private const int Height = 900;

    // Long enough for a machine that does much else.
    private const int PatienceMilliseconds = 120_000;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Program))
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox"] });
        }
    }

    /// <summary>A window of its own, with its own cookies.</summary>
    public async Task<IBrowserContext> OpenAsync(int width, bool script = true)
    {
        Requires.OrSkip(_browser is not null, "chromium");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = Height }, JavaScriptEnabled = script });
        context.SetDefaultTimeout(PatienceMilliseconds);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }
}
