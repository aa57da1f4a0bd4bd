using System.Text.RegularExpressions;

namespace Summit.WebConsole.Tests;

/// <summary>A service is killed while somebody looks: pages show what they can, say what is away, and are whole again when it is back.</summary>
public sealed partial class KilledServiceTests(KillableSystem system) : IClassFixture<KillableSystem>
{
    // Few nations, so that the answer comes soon.
    private const string Seen = "/?option=iiss-small&nations=GBR%20FRA";
    private const string New = Seen + "&usa=none";
    private const string SeenMoney = "/money";
    private const string NewMoney = "/money?as-of=2025-02-16";
    private const string PartIsAway = "Part of this answer is not available.";
    private const string Outdated = "May be out of date.";

    [Fact]
    public async Task Pages_BudgetsKilled_ShowWhatRestsOnOthersAndSayWhatIsAway()
    {
        var (question, money) = (await system.ReadAsync(Seen), await system.ReadAsync(SeenMoney));
        await system.KillAsync("Budgets");

        // What was seen stays, and is marked once the gateway no longer knows it to be true.
        var seenMoney = await ShowsAsync(SeenMoney, Outdated);
        Assert.Equal(FiguresOf(money), FiguresOf(seenMoney));
        // The answer as it was, or one without budgets where that is there soon enough.
        var seen = await ShowsAsync(Seen, Outdated, PartIsAway);
        Assert.Equal(LineOf(question, "How many"), LineOf(seen, "How many"));

        // What was not seen says why it is not there.
        var spent = await system.ReadAsync(NewMoney);
        Assert.Equal(4, Away().Count(spent));
        var asked = await system.ReadAsync(New);
        Assert.Matches("summit.budgets.v1 cannot be reached now.*Trace [0-9a-f]{32}", asked);
        Assert.Contains("not known: summit.budgets.v1 cannot be reached now.", LineOf(asked, "Cost"), StringComparison.Ordinal);
        Assert.Matches("[1-9]", LineOf(asked, "How many"));
        Assert.Contains(PartIsAway, await system.ReadAsync("/brief" + New[1..]), StringComparison.Ordinal);

        await system.StartAsync("Budgets");
        Assert.Equal(FiguresOf(money), FiguresOf(await IsWholeAsync(SeenMoney)));
        Assert.NotEmpty(FiguresOf(await IsWholeAsync(NewMoney)));
        Assert.Equal(ResultOf(question), ResultOf(await IsWholeAsync(Seen)));
        Assert.Contains("EUR", LineOf(await IsWholeAsync(New), "Cost"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_NationsKilled_DoNotTakeSilenceForAnAnswer()
    {
        const string Question = "?option=iiss-small&nations=GBR%20FRA&as-of=2025-02-16";
        await system.KillAsync("Nations");

        var force = await system.ReadAsync("/force" + Question);
        var map = (await system.ReadAsync("/map" + Question)).ReplaceLineEndings(" ");
        var brief = await system.ReadAsync("/brief" + Question);

        Assert.Contains("Not known: summit.nations.v1 cannot be reached now.", force, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing to rotate", force, StringComparison.Ordinal);
        Assert.Matches("The positions are not available.*reason SERVICE_UNAVAILABLE, trace [0-9a-f]{32}", map);
        Assert.All([force, map, brief], page => Assert.Contains(PartIsAway, page, StringComparison.Ordinal));

        await system.StartAsync("Nations");
        await IsWholeAsync("/positions?as-of=2025-02-16");
    }

    private async Task<string> ShowsAsync(string address, params string[] oneOf)
    {
        var page = "";
        await Eventually.HoldsAsync($"{address} shows one of {string.Join(", ", oneOf)}", async () =>
        {
            page = await system.ReadAsync(address);
            return Array.Exists(oneOf, text => page.Contains(text, StringComparison.Ordinal));
        });
        return page;
    }

    private async Task<string> IsWholeAsync(string address)
    {
        var page = "";
        await Eventually.HoldsAsync($"{address} is whole again", async () =>
        {
            page = await system.ReadAsync(address);
            return !page.Contains("not available", StringComparison.Ordinal) && !page.Contains(Outdated, StringComparison.Ordinal);
        });
        return page;
    }

    // The cells of all tables but that of the calls.
    private static List<string> FiguresOf(string page) => [.. Cell().Matches(page[..page.IndexOf("Calls behind this page", StringComparison.Ordinal)]).Select(m => m.Value)];

    private static string LineOf(string page, string label) => Regex.Match(page, $"<dt>{label}</dt>\\s*<dd>([^<]+)").Groups[1].Value;

    private static string ResultOf(string page) => Regex.Match(page, "result [0-9a-f]{12}").Value;

    [GeneratedRegex("<td[^>]*>[^<]+")]
    private static partial Regex Cell();

    [GeneratedRegex("” is not available\\.</strong>[^<]*</p>\\s*<p class=\"quiet\">Unavailable, reason SERVICE_UNAVAILABLE, trace [0-9a-f]{32}")]
    private static partial Regex Away();
}
