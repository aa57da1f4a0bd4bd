using System.Net;

namespace Summit.WebConsole.Tests;

/// <summary>A service that dies while somebody looks. What needs it says so, with reason and trace; everything else goes on.</summary>
[Collection(Changes.Name)]
public sealed class KilledServiceTests(ConsoleSystem system)
{
    [Fact]
    public async Task Page_ServiceKilledWhileLooking_SaysWhatIsAway()
    {
        using var viewer = system.Viewer();
        await ConsoleSystem.ReadAsync(viewer, "/money");

        system.Kill("Summit.Budgets");

        // What nobody asked before: an answer that was kept may still be shown, marked with its age.
        using var money = await viewer.GetAsync("/money?as-of=2025-01-10", TestContext.Current.CancellationToken);
        var text = await money.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, money.StatusCode);
        Assert.Contains("“Shares of this cost under every key” is not available.", text, StringComparison.Ordinal);
        Assert.Matches("Unavailable, reason [A-Z_]+, trace [0-9a-f]{32}", text);

        var question = await ConsoleSystem.ReadAsync(viewer, "/?c-day=33&strength=9000");
        Assert.Contains("UNKNOWN: a needed fact or service is missing", question, StringComparison.Ordinal);
        Assert.Matches("<dt>Cost</dt>\\s*<dd>not known", question);

        using var positions = await viewer.GetAsync("/positions?as-of=2025-02-10", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, positions.StatusCode);
    }
}
