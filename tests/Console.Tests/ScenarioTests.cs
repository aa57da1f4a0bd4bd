using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Summit.WebConsole.Tests;

/// <summary>What an analyst keeps: questions under a title, opened, compared and filled from a table. All without script. Each test has analysts of its own.</summary>
[Collection(Changes.Name)]
public sealed partial class ScenarioTests(ConsoleSystem system)
{
    // One nation, so that the answer comes soon.
    private const string Question = "/?option=iiss-small&nations=GBR&position=DEU%3Dsupport";

    [Fact]
    public async Task Keep_Question_OpensByItsLink()
    {
        using var viewer = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(viewer, "analyst", name: "anna");

        var (page, address) = await KeepAsync(viewer, "Small <force>");

        Assert.Contains("Kept as “Small &lt;force&gt;”.", page, StringComparison.Ordinal);
        Assert.StartsWith(Question + "&kept=", address, StringComparison.Ordinal);
        Assert.Equal(Question, Opens(page, "Small <force>"));
    }

    [Fact]
    public async Task Keep_ClickedTwice_KeepsOne()
    {
        using var viewer = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(viewer, "analyst", name: "ben");
        var request = Guid.NewGuid().ToString();

        var clicks = await Task.WhenAll(KeepAsync(viewer, "Twice", request), KeepAsync(viewer, "Twice", request));
        var again = await KeepAsync(viewer, "Twice", request);

        Assert.Single(clicks.Append(again).Select(c => c.Address).Distinct());
        Assert.Single(LinksOf(again.Page));
    }

    [Fact]
    public async Task Keep_TitleThatIsNotTaken_SaysWhyAtTheField()
    {
        using var viewer = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(viewer, "analyst", name: "carla");
        await KeepAsync(viewer, "Mine");

        var (taken, _) = await KeepAsync(viewer, "Mine");
        var (empty, _) = await KeepAsync(viewer, " ");
        var (overlong, _) = await KeepAsync(viewer, new string('x', 101));

        Assert.Matches("value=\"Mine\"[^>]*aria-invalid=\"true\"[^>]*aria-describedby=\"title-fault\"", taken);
        Assert.Contains("id=\"title-fault\">You keep a scenario of this title already.", taken, StringComparison.Ordinal);
        Assert.Contains("id=\"title-fault\"", empty, StringComparison.Ordinal);
        Assert.Matches("id=\"title-fault\">[^<]*100", overlong);
        Assert.Single(LinksOf(overlong));
    }

    [Fact]
    public async Task Scenario_OfAnother_DoesNotExist()
    {
        using HttpClient owner = system.Viewer(), other = system.Viewer(), nobody = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(owner, "analyst", name: "dora");
        using var otherSignedIn = await ConsoleSystem.SignInAsync(other, "analyst", name: "emil");
        var id = (await KeepAsync(owner, "Of Dora")).Address.Split("kept=")[^1];

        Assert.Contains("You keep none yet.", await ConsoleSystem.ReadAsync(other, Question), StringComparison.Ordinal);
        Assert.DoesNotContain("Your scenarios", await ConsoleSystem.ReadAsync(nobody, Question), StringComparison.Ordinal);
        foreach (var viewer in new[] { other, nobody })
        {
            using var answer = await viewer.GetAsync("/compare?scenario=" + id, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("RESOURCE_NOT_FOUND", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        using var import = await SendAsync(other, id);
        Assert.Equal(HttpStatusCode.NotFound, import.StatusCode);
    }

    [Fact]
    public async Task Compare_WithAScenario_IsHeadedByItsTitleAndSaysNothingElseOfThatQuestion()
    {
        using var viewer = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(viewer, "analyst", name: "fritz");
        var id = (await KeepAsync(viewer, "With Germany")).Address.Split("kept=")[^1];

        using var chosen = await viewer.GetAsync($"/ask/compare?option=iiss-small&nations=GBR&b-scenario={id}&b-tour=4", TestContext.Current.CancellationToken);
        var address = chosen.RequestMessage!.RequestUri!.PathAndQuery;
        var page = await ConsoleSystem.ReadAsync(viewer, address);

        Assert.Equal($"/compare?option=iiss-small&nations=GBR&b-scenario={id}", address);
        Assert.Matches("<th scope=\"col\">Question A</th>\\s*<th scope=\"col\">With Germany</th>", page);
        Assert.Matches($"<option value=\"{id}\" selected>With Germany</option>", page);
        Assert.DoesNotContain("name=\"b-tour\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"tour\"", page, StringComparison.Ordinal);
        Assert.Contains("osition of Germany", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_IntoAScenario_ChangesWhatItsQuestionAssumesAndNothingElse()
    {
        using HttpClient viewer = system.Viewer(), secretariat = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(viewer, "analyst", name: "gerda");
        using var otherSignedIn = await ConsoleSystem.SignInAsync(secretariat, "secretariat");
        var none = await ConsoleSystem.ReadAsync(viewer, "/import");
        var id = (await KeepAsync(viewer, "Fewer British")).Address.Split("kept=")[^1];

        using var sent = await SendAsync(viewer, id);
        var preview = WebUtility.HtmlDecode(await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var before = await ConsoleSystem.ReadAsync(viewer, "/");
        var stored = await StoreAsync(viewer, sent.RequestMessage!.RequestUri!.Query.Split('=')[^1]);
        var after = await ConsoleSystem.ReadAsync(viewer, "/");

        Assert.Contains("You keep no scenario yet.", none, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"file\"", none, StringComparison.Ordinal);
        Assert.Contains($"<option value=\"{id}\">Fewer British</option>", await ConsoleSystem.ReadAsync(viewer, "/import"), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"scenario\"", await ConsoleSystem.ReadAsync(secretariat, "/import"), StringComparison.Ordinal);
        Assert.Contains("into your scenario “Fewer British”", preview, StringComparison.Ordinal);
        Assert.Contains("Nothing is stored yet.", preview, StringComparison.Ordinal);
        Assert.Contains("Stored. 1 rows: 1 new", stored, StringComparison.Ordinal);
        Assert.Contains($"href=\"/compare?scenario={id}\"", stored, StringComparison.Ordinal);
        Assert.Equal(Question, Opens(before, "Fewer British"));
        Assert.Equal(Question + "&unit=GBR%2Fgbr-01%3D1234", Opens(after, "Fewer British"));
        Assert.DoesNotContain(",1234,", await viewer.GetStringAsync("/export/rows?what=force-elements&format=csv", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_QuestionThatTheFormCannotSay_OpensInAComparison()
    {
        using var viewer = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(viewer, "analyst", name: "hanna");
        var id = (await KeepAsync(viewer, "Late and few")).Address.Split("kept=")[^1];
        using var sent = await SendAsync(viewer, id, "name,persons,notice_days\nnations/GBR/forceElements/gbr-01,1234,40\n");
        await StoreAsync(viewer, sent.RequestMessage!.RequestUri!.Query.Split('=')[^1]);

        var page = await ConsoleSystem.ReadAsync(viewer, Question);

        Assert.Matches($"<a href=\"/compare\\?scenario={id}\">Late and few</a>\\s*<span class=\"quiet\"> opens in a comparison", page);
    }

    private static async Task<(string Page, string Address)> KeepAsync(HttpClient viewer, string title, string? request = null)
    {
        await ConsoleSystem.ReadAsync(viewer, Question);
        using var form = new FormUrlEncodedContent(
            [new("title", title), new("request", request ?? Guid.NewGuid().ToString()), new("__RequestVerificationToken", await ConsoleSystem.FormTokenAsync(viewer, Question))]);
        using var answer = await viewer.PostAsync("/scenarios" + Question[1..], form, TestContext.Current.CancellationToken);
        var address = answer.RequestMessage!.RequestUri!.PathAndQuery;
        return (await ConsoleSystem.ReadAsync(viewer, address), address);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient viewer, string id, string file = "name,persons\nnations/GBR/forceElements/gbr-01,1234\n")
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await ConsoleSystem.FormTokenAsync(viewer, "/import")), "__RequestVerificationToken" },
            { new StringContent("force-elements"), "kind" },
            { new StringContent(id), "scenario" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "units.csv" },
        };
        return await viewer.PostAsync("/import/file", form, TestContext.Current.CancellationToken);
    }

    private static async Task<string> StoreAsync(HttpClient viewer, string id)
    {
        using var form = new FormUrlEncodedContent([new("file", id), new("__RequestVerificationToken", await ConsoleSystem.FormTokenAsync(viewer, "/import"))]);
        using var answer = await viewer.PostAsync("/import/store", form, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    // What the link of a scenario opens.
    private static string Opens(string page, string title) => LinksOf(page).Single(link => link.Title == title).Address;

    private static List<(string Address, string Title)> LinksOf(string page) =>
        [.. Link().Matches(page[page.IndexOf("id=\"kept-title\"", StringComparison.Ordinal)..]).Select(m => (WebUtility.HtmlDecode(m.Groups[1].Value), WebUtility.HtmlDecode(m.Groups[2].Value)))];

    [GeneratedRegex("<li>\\s*<a href=\"([^\"]+)\">([^<]+)</a>")]
    private static partial Regex Link();
}
