using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Summit.WebConsole.Tests;

/// <summary>The pages in a real browser.</summary>
public sealed partial class BrowserTests(ConsoleSystem system, Browser browser)
{
    private const int Phone = 320;
    private const int Desk = 1_280;
    private const int Height = 900;

    // The width of a page of A4 between its margins, at 96 dots an inch.
    private const int Paper = 703;

    public static TheoryData<string> Pages => [.. ConsoleSystem.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_OnAPhoneADeskAndPaper_IsAccessibleQuietAndOurs(string page)
    {
        await using var context = await browser.OpenAsync(Phone);
        var view = await context.NewPageAsync();
        List<string> complaints = [], foreign = [];
        view.Console += (_, message) => { if (message.Type is "error" or "warning") { complaints.Add(message.Text); } };
        view.PageError += (_, error) => complaints.Add(error);
        view.Request += (_, request) => { if (!request.Url.StartsWith(system.Console, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) { foreign.Add(request.Url); } };

        await ShowAsync(view, page);
        await IsAccessibleAsync(view);
        await view.SetViewportSizeAsync(Paper, Height);
        await view.EmulateMediaAsync(new() { Media = Media.Print });
        await FitsAsync(view, "on paper");
        Assert.Empty(complaints);
        Assert.Empty(foreign);
    }

    /// <summary>What only those see who have signed in: how to keep a question, what they have kept, and how to import.</summary>
    [Theory]
    [InlineData("analyst", "Kept for the test")]
    [InlineData("secretariat", "Nothing is stored yet")]
    public async Task Import_SignedIn_IsAccessible(string role, string shown)
    {
        await using var context = await browser.OpenAsync(Desk);
        var view = await context.NewPageAsync();
        await view.GotoAsync(system.Console + "/sign-in");
        await view.SelectOptionAsync("#role", role);
        await view.FillAsync("#name", "reader");
        await view.ClickAsync("button.primary");
        await view.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        if (role == "analyst")
        {
            await ShowAsync(view, "/?option=iiss-small");
            await IsAccessibleAsync(view);
            await view.FillAsync("#title", "Kept for the test");
            await view.ClickAsync("button:has-text('Keep')");
            await view.WaitForURLAsync(url => url.Contains("kept=", StringComparison.Ordinal));
            await IsAccessibleAsync(view);
        }

        await ShowAsync(view, "/import");

        Assert.Contains(shown, await view.InnerTextAsync("main"), StringComparison.OrdinalIgnoreCase);
        await IsAccessibleAsync(view);
    }

    [Theory]
    [InlineData("/brief")]
    [InlineData("/brief?option=iiss-large&position=DEU=support&consent=POL:transit=given&capacity=sea-gbimm-plgdn=x2")]
    public async Task Brief_Printed_HasTwoPages(string address)
    {
        await using var context = await browser.OpenAsync(Desk);
        var view = await context.NewPageAsync();
        await ShowAsync(view, address);

        var paper = Encoding.Latin1.GetString(await view.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true }));

        Assert.Equal(2, PrintedPage().Count(paper));
    }

    [Fact]
    public async Task WhatIf_WithoutScript_IsSwitchedOnAndOff()
    {
        await using var context = await browser.OpenAsync(Desk, script: false);
        var view = await context.NewPageAsync();
        await ReadAsync("/?position=DEU=support");
        await ShowAsync(view, "/");

        await view.ClickAsync(".what-if summary");
        await view.SelectOptionAsync("[name=more-position-of]", "DEU");
        await view.SelectOptionAsync("[name=more-position]", "=support");
        await view.ClickAsync("button.primary");
        await view.WaitForSelectorAsync(".assumed");
        Assert.Contains("position=DEU%3Dsupport", view.Url, StringComparison.Ordinal);
        Assert.Contains("position of Germany support", await view.InnerTextAsync(".assumed"), StringComparison.Ordinal);

        await view.UncheckAsync("#switch-0");
        await view.ClickAsync("button.primary");
        await view.WaitForSelectorAsync(".verdict");

        Assert.Equal(system.Console + "/", view.Url);
        Assert.Equal(0, await view.Locator(".assumed").CountAsync());
    }

    [Fact]
    public async Task Question_KeyboardAlone_AsksAndAnswers()
    {
        await using var context = await browser.OpenAsync(Desk);
        var view = await context.NewPageAsync();
        await ReadAsync("/?strength=10000");
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
        await ReadAsync("/?c-day=20");
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

    private static async Task IsAccessibleAsync(IPage view)
    {
        foreach (var width in new[] { Phone, Desk })
        {
            await view.SetViewportSizeAsync(width, Height);
            var result = await view.RunAxe();
            Assert.True(result.Violations.Length == 0, $"at {width}: " + string.Join("; ", result.Violations.Select(v => $"{v.Id}: {v.Help} ({string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))})")));
            await FitsAsync(view, $"at {width}");
        }
    }

    private static async Task FitsAsync(IPage view, string where) =>
        Assert.True(await view.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"the page is too wide {where}");

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PrintedPage();

    // Read before, so that a slow answer is there when the browser asks.
    private async Task ReadAsync(string page)
    {
        using var viewer = system.Viewer();
        await ConsoleSystem.ReadAsync(viewer, page);
    }

    private async Task ShowAsync(IPage view, string page)
    {
        await ReadAsync(page);
        await view.GotoAsync(system.Console + page);
        await view.WaitForSelectorAsync(".working", new() { State = WaitForSelectorState.Detached });
    }
}
