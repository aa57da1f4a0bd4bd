using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Summit.WebConsole.Tests;

/// <summary>The pages in a real browser.</summary>
public sealed class BrowserTests(ConsoleSystem system, Browser browser) : IClassFixture<Browser>
{
    private const int Phone = 320;
    private const int Desk = 1_280;

    public static TheoryData<string, int> Views => new(ConsoleSystem.Pages.SelectMany(page => new[] { Phone, Desk }.Select(width => (page, width))));

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Page_InABrowser_IsAccessibleQuietAndOurs(string page, int width)
    {
        await using var context = await browser.OpenAsync(width);
        var view = await context.NewPageAsync();
        List<string> complaints = [], foreign = [];
        view.Console += (_, message) => { if (message.Type is "error" or "warning") { complaints.Add(message.Text); } };
        view.PageError += (_, error) => complaints.Add(error);
        view.Request += (_, request) => { if (!request.Url.StartsWith(system.Console, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) { foreign.Add(request.Url); } };

        await ShowAsync(view, page);
        var result = await view.RunAxe();

        Assert.Empty(complaints);
        Assert.Empty(foreign);
        Assert.True(result.Violations.Length == 0, string.Join("; ", result.Violations.Select(v => $"{v.Id}: {v.Help} ({string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))})")));
        Assert.True(await view.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "the page scrolls sideways");
    }

    [Fact]
    public async Task Question_KeyboardAlone_AsksAndAnswers()
    {
        await using var context = await browser.OpenAsync(Desk);
        var view = await context.NewPageAsync();
        await ShowAsync(view, "/");

        await view.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await view.EvaluateAsync<string>("document.activeElement.textContent"));
        await view.FocusAsync("#strength");
        await view.Keyboard.TypeAsync("10000");
        await view.Keyboard.PressAsync("Enter");
        await view.WaitForSelectorAsync(".verdict");

        Assert.Contains("strength=10000", view.Url, StringComparison.Ordinal);
        Assert.Contains("10,000 in", await view.InnerTextAsync(".first"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_WithoutScript_AsksAndAnswers()
    {
        await using var context = await browser.OpenAsync(Desk, script: false);
        var view = await context.NewPageAsync();
        await ShowAsync(view, "/");

        await view.FillAsync("#c-day", "20");
        await view.ClickAsync("button.primary");
        await view.WaitForSelectorAsync(".verdict");

        Assert.Contains("c-day=20", view.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_SliderMoved_ShowsThatDay()
    {
        await using var context = await browser.OpenAsync(Desk);
        var view = await context.NewPageAsync();
        await ShowAsync(view, "/map");
        var before = await view.InnerTextAsync("p[data-on-day]:not([hidden])");

        await view.FocusAsync("#day");
        await view.Keyboard.PressAsync("End");

        Assert.NotEqual(before, await view.InnerTextAsync("p[data-on-day]:not([hidden])"));
        Assert.Equal(1, await view.Locator("p[data-on-day]:not([hidden])").CountAsync());
    }

    private async Task ShowAsync(IPage view, string page)
    {
        await view.GotoAsync(system.Console + page);
        // A page that waits for its answer asks again by itself.
        await view.WaitForSelectorAsync(".working", new() { State = WaitForSelectorState.Detached });
    }
}
