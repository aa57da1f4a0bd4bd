using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(Summit.WebConsole.Tests.ConsoleSystem))]

namespace Summit.WebConsole.Tests;

/// <summary>The whole system as a newcomer starts it, with its console.</summary>
public sealed partial class ConsoleSystem : IAsyncLifetime
{
    /// <summary>All pages.</summary>
    public static readonly IReadOnlyList<string> Pages = ["/", "/map", "/positions", "/money", "/force", "/compare", "/brief", "/operations", "/sign-in"];

    private readonly TemporaryFolder _data = new();
    private LocalProgram _program = null!;

    /// <summary>Address of the console, without a slash at its end.</summary>
    public string Console { get; private set; } = "";

    /// <summary>Address of the gateway.</summary>
    public string Gateway { get; private set; } = "";

    /// <summary>The key of the development issuer.</summary>
    public string KeyFile => Path.Combine(_data.Path, "development-issuer.key");

    public async ValueTask InitializeAsync()
    {
        _program = LocalProgram.Start("--port", "0", "--data", _data.Path);
        Console = AddressPattern().Match(await _program.ReadUntilAsync("Look at it")).Value;
        Gateway = AddressPattern().Match(await _program.ReadUntilAsync("Serving")).Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>A viewer's browser without pictures and script: keeps cookies, follows redirections.</summary>
    public HttpClient Viewer() => new(new HttpClientHandler { UseCookies = true }) { BaseAddress = new Uri(Console) };

    /// <summary>Reads a page; one that still waits for its answer asks again, as a browser does.</summary>
    public static async Task<string> ReadAsync(HttpClient viewer, string address)
    {
        var page = "";
        await Eventually.HoldsAsync($"{address} has its answer", async () =>
        {
            page = await viewer.GetStringAsync(address, TestContext.Current.CancellationToken);
            return !page.Contains("http-equiv=\"refresh\"", StringComparison.Ordinal);
        });
        return page;
    }

    /// <summary>Signs a viewer in, as the sign-in page does.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient viewer, string role, string nation = "")
    {
        var form = await viewer.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var token = AntiforgeryPattern().Match(form).Groups[1].Value;
        using var content = new FormUrlEncodedContent([new("role", role), new("nation", nation), new("__RequestVerificationToken", token)]);
        return await viewer.PostAsync("/session", content, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex AddressPattern();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryPattern();
}
