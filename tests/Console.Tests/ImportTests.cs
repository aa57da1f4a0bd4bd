using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Summit.WebConsole.Tests;

/// <summary>A table on its way in: first what would change, then a decision. All without script.</summary>
[Collection(Changes.Name)]
public sealed partial class ImportTests(ConsoleSystem system)
{
    private const string Header = "id,nation,population,question,support_percent,oppose_percent,sample_count,field_end_date,pollster,title,publisher,publish_date,confidence\n";
    private const string Good = Header + "import-{0},FRA,adults,own troops in a peace force,44,40,1000,2025-02-10,Test,Test,Test,2025-02-12,CHECKED\n";
    private const string Faulty = Header + "import-fault,FRA,adults,own troops in a peace force,many,40,1000,2025-13-10,Test,Test,Test,2025-02-12,CHECKED\n";

    [Fact]
    public async Task Import_FaultyFile_ShowsEachFaultByRowAndColumnAndStoresNothing()
    {
        using var viewer = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(viewer, "secretariat");

        var (_, page) = await SendAsync(viewer, Faulty);

        Assert.Contains("Nothing is stored.", page, StringComparison.Ordinal);
        Assert.Matches("<td class=\"n\">2</td>\\s*<td>[^<]*field_end_date</td>\\s*<td>2025-13-10</td>", page);
        Assert.DoesNotContain("Store these rows", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_StoredTwiceByASecondClick_IsStoredOnce()
    {
        using var viewer = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(viewer, "secretariat");
        var (id, preview) = await SendAsync(viewer, Good.Replace("{0}", "twice", StringComparison.Ordinal));
        Assert.Contains("1 rows: 1 new, 0 changed, 0 as held. Nothing is stored yet.", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("import-twice", await viewer.GetStringAsync("/export/rows?what=polls&format=csv", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var clicks = await Task.WhenAll(StoreAsync(viewer, id), StoreAsync(viewer, id));
        var again = await StoreAsync(viewer, id);

        Assert.All(clicks.Append(again), page => Assert.Contains("Stored. 1 rows: 1 new", page, StringComparison.Ordinal));
        Assert.Single(clicks.Append(again).Select(page => Revision().Match(page).Value).Distinct());
        Assert.Contains("import-twice", await viewer.GetStringAsync("/export/rows?what=polls&format=csv", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FileOfAnother_IsNotFound()
    {
        using HttpClient owner = system.Viewer(), other = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(owner, "secretariat");
        using var otherSignedIn = await ConsoleSystem.SignInAsync(other, "delegate", "FRA");
        var (id, _) = await SendAsync(owner, Good.Replace("{0}", "other", StringComparison.Ordinal));

        Assert.Contains("no longer held", await other.GetStringAsync("/import?file=" + id, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("no longer held", await StoreAsync(other, id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WhoMayNotImport_IsToldSo()
    {
        using HttpClient nobody = system.Viewer(), analyst = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(analyst, "analyst");

        Assert.DoesNotContain("type=\"file\"", await nobody.GetStringAsync("/import", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var answer = await PostAsync(analyst, Good, "polls");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("ROLE_NOT_ALLOWED", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FormOfAnotherSite_IsRefused()
    {
        using var viewer = system.Viewer();
        using var signedIn = await ConsoleSystem.SignInAsync(viewer, "secretariat");
        using var form = new MultipartFormDataContent { { new StringContent("polls"), "kind" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(Good)), "file", "polls.csv" } };

        using var answer = await viewer.PostAsync("/import/file", form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<(string Id, string Page)> SendAsync(HttpClient viewer, string file)
    {
        using var answer = await PostAsync(viewer, file, "polls");
        return (answer.RequestMessage!.RequestUri!.Query.Split('=')[^1], await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient viewer, string file, string name)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await ConsoleSystem.FormTokenAsync(viewer, "/import")), "__RequestVerificationToken" },
            { new StringContent("polls"), "kind" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", name + ".csv" },
        };
        return await viewer.PostAsync("/import/file", form, TestContext.Current.CancellationToken);
    }

    private static async Task<string> StoreAsync(HttpClient viewer, string id)
    {
        using var form = new FormUrlEncodedContent([new("file", id), new("__RequestVerificationToken", await ConsoleSystem.FormTokenAsync(viewer, "/import"))]);
        using var answer = await viewer.PostAsync("/import/store", form, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("Revision [0-9]+@[a-z0-9]+")]
    private static partial Regex Revision();
}
