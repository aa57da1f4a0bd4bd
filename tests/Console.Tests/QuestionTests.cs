using System.Net;
using System.Text.RegularExpressions;

namespace Summit.WebConsole.Tests;

public sealed partial class QuestionTests(ConsoleSystem system)
{
    [Fact]
    public async Task Question_SameAddressTwice_SameAnswer()
    {
        using var viewer = system.Viewer();
        const string Address = "/?option=iiss-small&as-of=2025-04-11&c-day=20";

        var (first, second) = (await ConsoleSystem.ReadAsync(viewer, Address), await ConsoleSystem.ReadAsync(viewer, Address));

        Assert.Equal(ResultOf(first), ResultOf(second));
        Assert.Contains("known on 2025-04-11", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_OtherOption_OtherAnswer()
    {
        using var viewer = system.Viewer();

        Assert.NotEqual(ResultOf(await ConsoleSystem.ReadAsync(viewer, "/?option=iiss-small")), ResultOf(await ConsoleSystem.ReadAsync(viewer, "/")));
    }

    [Fact]
    public async Task Question_FieldsThatCannotBeRead_EachSaysWhatIsWrong()
    {
        using var viewer = system.Viewer();

        var page = await ConsoleSystem.ReadAsync(viewer, "/?strength=many&as-of=2025-13-01&usa=perhaps");

        Assert.Matches("id=\"strength-fault\">[^<]*many[^<]*not a whole number", page);
        Assert.Matches("id=\"as-of-fault\">[^<]*2025-13-01[^<]*not a day", page);
        Assert.Contains("perhaps", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_ValuesTheServiceRefuses_StandAtTheirFields()
    {
        using var viewer = system.Viewer();

        var page = await ConsoleSystem.ReadAsync(viewer, "/?tour=61&c-day=-1");

        Assert.Contains("id=\"tour-fault\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"c-day-fault\"", page, StringComparison.Ordinal);
        Assert.Contains("InvalidArgument", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_MarkupInAField_IsShownAsText()
    {
        using var viewer = system.Viewer();

        var page = await ConsoleSystem.ReadAsync(viewer, "/?strength=" + Uri.EscapeDataString("\"><script>alert(1)</script>"));

        Assert.DoesNotContain("<script>alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_SwitchAdded_LeadsToAnAddressThatSaysIt()
    {
        using var viewer = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(system.Console) };

        using var answer = await viewer.GetAsync("/ask?strength=&tour=4&position=FRA%3Doppose&more-position-of=&more-position=&more-consent-of=POL&more-consent=%3Atransit%3Dgiven", TestContext.Current.CancellationToken);

        Assert.Equal("/?tour=4&position=FRA%3Doppose&consent=POL%3Atransit%3Dgiven", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Question_OptionThatIsNotThere_IsNotFoundAndSaysSo()
    {
        using var viewer = system.Viewer();

        using var answer = await viewer.GetAsync("/?option=nowhere", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("RESOURCE_NOT_FOUND", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_InTheAddress_IsMarkedOnEveryPageOfTheAnswer()
    {
        using var viewer = system.Viewer();

        foreach (var page in new[] { "/", "/map", "/force", "/brief" })
        {
            Assert.Contains("consent of Poland as transit given (on record:", await ConsoleSystem.ReadAsync(viewer, page + "?consent=POL:transit=given"), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("What if.", await ConsoleSystem.ReadAsync(viewer, "/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_ThatCannotBeRead_SaysWhatIsWrong()
    {
        using var viewer = system.Viewer();

        using var answer = await viewer.GetAsync("/?consent=POL=perhaps", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("“POL=perhaps” says \"perhaps\", which is neither given nor refused.", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_OfALinkThatIsNotThere_IsRefusedAtItsSwitch()
    {
        using var viewer = system.Viewer();

        var page = await ConsoleSystem.ReadAsync(viewer, "/?position=DEU=support&capacity=nowhere=x2");

        Assert.Contains("id=\"switch-1-fault\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"switch-0-fault\"", page, StringComparison.Ordinal);
    }

    private static string ResultOf(string page) => ResultPattern().Match(page) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException("the page has no result");

    [GeneratedRegex("result ([0-9a-f]{12})")]
    private static partial Regex ResultPattern();
}
