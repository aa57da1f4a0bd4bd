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

    private static string ResultOf(string page) => ResultPattern().Match(page) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException("the page has no result");

    [GeneratedRegex("result ([0-9a-f]{12})")]
    private static partial Regex ResultPattern();
}
