using System.Net;
using System.Text.RegularExpressions;

namespace Summit.WebConsole.Tests;

/// <summary>What every page promises, seen without a browser: the pages work without script.</summary>
public sealed partial class PageTests(ConsoleSystem system)
{
    public static TheoryData<string> Pages => [.. ConsoleSystem.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_Read_HasNothingFromElsewhereAndNothingInline(string page)
    {
        using var viewer = system.Viewer();

        using var answer = await viewer.GetAsync(page, TestContext.Current.CancellationToken);
        var text = await ConsoleSystem.ReadAsync(viewer, page);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain(" style=\"", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(InlineScript(), text);
        Assert.DoesNotMatch(Foreign(), text);
    }

    [Fact]
    public async Task Page_AnyButSignIn_NamesItsCalls()
    {
        using var viewer = system.Viewer();
        foreach (var page in ConsoleSystem.Pages.Where(p => p is not "/sign-in" and not "/operations" and not "/import"))
        {
            Assert.Matches("<code>summit\\.[a-z]+\\.v1\\.[A-Za-z]+/[A-Za-z]+</code>", await ConsoleSystem.ReadAsync(viewer, page));
        }
    }

    [Fact]
    public async Task Page_Unknown_IsNotFound()
    {
        using var viewer = system.Viewer();

        using var answer = await viewer.GetAsync("/nowhere", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [GeneratedRegex("<script(?![^>]* src=)[^>]*>")]
    private static partial Regex InlineScript();

    // Links to sources are text; what a browser loads by itself must be ours.
    [GeneratedRegex("(?:src|action)=\"(?:https?:)?//|<link[^>]* href=\"(?:https?:)?//")]
    private static partial Regex Foreign();
}
