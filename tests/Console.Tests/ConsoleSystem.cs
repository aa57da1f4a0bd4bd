using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(Summit.WebConsole.Tests.ConsoleSystem))]

namespace Summit.WebConsole.Tests;

/// <summary>The whole system as a newcomer starts it, with its console.</summary>
public sealed partial class ConsoleSystem : IAsyncLifetime
{
    /// <summary>All pages.</summary>
    public static readonly IReadOnlyList<string> Pages = ["/", "/map", "/positions", "/money", "/force", "/compare", "/brief", "/import", "/operations", "/sign-in"];

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

    /// <summary>Reads a page; one that still waits for its answer asks again, as a browser does, and so does one whose answer did not come in time.</summary>
    public static async Task<string> ReadAsync(HttpClient viewer, string address)
    {
        var page = "";
        await Eventually.HoldsAsync($"{address} has its answer", async () =>
        {
            using var answer = await viewer.GetAsync(address, TestContext.Current.CancellationToken);
            page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return answer.StatusCode != HttpStatusCode.GatewayTimeout && !page.Contains("http-equiv=\"refresh\"", StringComparison.Ordinal);
        });
        return page;
    }

    /// <summary>What proves that a form is one of the console's own.</summary>
    public static async Task<string> FormTokenAsync(HttpClient viewer, string page) =>
        AntiforgeryPattern().Match(await viewer.GetStringAsync(page, TestContext.Current.CancellationToken)).Groups[1].Value;

    /// <summary>Signs a viewer in, as the sign-in page does.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(HttpClient viewer, string role, string nation = "", string name = "")
    {
        using var content = new FormUrlEncodedContent([new("role", role), new("nation", nation), new("name", name), new("__RequestVerificationToken", await FormTokenAsync(viewer, "/sign-in"))]);
        return await viewer.PostAsync("/session", content, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex AddressPattern();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryPattern();
}
