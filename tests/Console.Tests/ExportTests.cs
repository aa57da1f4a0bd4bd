using System.Net;
using System.Text.RegularExpressions;

namespace Summit.WebConsole.Tests;

/// <summary>What a page shows, as files.</summary>
public sealed partial class ExportTests(ConsoleSystem system)
{
    public static TheoryData<string> Shown => [.. ConsoleSystem.Pages.Where(p => p is not "/sign-in" and not "/operations" and not "/import")];

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task Page_OfFigures_OffersEachAnswerInEveryFormat(string page)
    {
        using var viewer = system.Viewer();

        var text = WebUtility.HtmlDecode(await ConsoleSystem.ReadAsync(viewer, page));

        var answers = Link().Matches(text).Select(m => m.Groups[1].Value).Distinct().GroupBy(l => Format().Replace(l, "")).ToList();
        Assert.NotEmpty(answers);
        Assert.All(answers, a => Assert.Equal(3, a.Count()));
    }

    [Theory]
    [InlineData("csv", "text/csv", "table,row,column,value")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK")]
    [InlineData("jsonl", "application/jsonl", "{")]
    public async Task Answer_AsAFile_IsTheAnswerOfThePage(string format, string mediaType, string begins)
    {
        using var viewer = system.Viewer();
        var page = WebUtility.HtmlDecode(await ConsoleSystem.ReadAsync(viewer, "/"));
        var link = Link().Matches(page).Select(m => m.Groups[1].Value).First(l => l.Contains("AssessDeployment", StringComparison.Ordinal) && l.EndsWith(format, StringComparison.Ordinal));

        using var answer = await viewer.GetAsync(link, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"AssessDeployment.{format}", answer.Content.Headers.ContentDisposition!.FileName);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith(begins, text.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Equal(format != "xlsx", text.Contains(Result().Match(page).Groups[1].Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_OfAType_AreThoseKnownOnTheDay()
    {
        using var viewer = system.Viewer();

        var early = await viewer.GetStringAsync("/export/rows?what=positions&format=csv&as-of=2025-01-31", TestContext.Current.CancellationToken);
        var all = await viewer.GetStringAsync("/export/rows?what=positions&format=csv", TestContext.Current.CancellationToken);

        Assert.StartsWith("name,", early.TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.True(early.Length < all.Length);
    }

    [Theory]
    [InlineData("/export/answer?method=summit.nations.v1.PositionService/CreatePosition&request=&format=csv", HttpStatusCode.BadRequest)]
    [InlineData("/export/answer?method=summit.nations.v1.PositionService/ListPositions&request=!&format=csv", HttpStatusCode.BadRequest)]
    [InlineData("/export/answer?method=summit.nations.v1.PositionService/ListPositions&request=&format=exe", HttpStatusCode.BadRequest)]
    [InlineData("/export/answer?method=summit.nations.v1.PositionService/GetPosition&request=&format=csv", HttpStatusCode.BadRequest)]
    [InlineData("/export/rows?what=nonsense&format=csv", HttpStatusCode.BadRequest)]
    [InlineData("/export/rows?what=positions&format=csv&as-of=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("/export/rows?what=nato&format=csv", HttpStatusCode.BadRequest)]
    public async Task Export_OfWhatCannotBeExported_IsRefused(string address, HttpStatusCode status)
    {
        using var viewer = system.Viewer();

        using var answer = await viewer.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    [GeneratedRegex("href=\"(/export/answer[^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("format=[a-z]+")]
    private static partial Regex Format();

    [GeneratedRegex("result ([0-9a-f]{12})")]
    private static partial Regex Result();
}
