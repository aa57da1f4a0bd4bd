using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Type;
using Microsoft.AspNetCore.Http.Extensions;
using Summit.Api.V1;
using Summit.Data.V1;
using Summit.Report.Exchange;
using Summit.WebConsole.Asking;
using Summit.WebConsole.Calls;
using Summit.WebConsole.Identity;

namespace Summit.WebConsole.Imports;

/// <summary>
/// What the forms of the import page send. Each leads back to the page by its address, so that a page that is loaded again sends nothing
/// again. The id of the upload is also the id of the request: a second click stores nothing twice.
/// </summary>
internal static class ImportEndpoints
{
    /// <summary>Address of the page.</summary>
    public const string Page = "/import";

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var posts = routes.MapGroup(Page).RequireForm();
        posts.MapPost("/file", UploadAsync);
        posts.MapPost("/store", StoreAsync);
        posts.MapPost("/drop", async (HttpContext http, HeldFiles files, PageCalls calls) =>
        {
            files.Remove((await http.Request.ReadFormAsync())["file"].ToString(), await OwnerAsync(calls));
            return Results.LocalRedirect(Page);
        });
    }

    /// <summary>Names a viewer. Nobody can guess it without the viewer's token.</summary>
    public static async Task<string> OwnerAsync(PageCalls calls) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(await calls.TokenAsync() ?? "")));

    private static async Task<IResult> UploadAsync(HttpContext http, HeldFiles files, PageCalls calls)
    {
        var form = await http.Request.ReadFormAsync();
        var (word, scenario) = (form["kind"].ToString(), form[ComparedSide.Field].ToString());
        if (!calls.IsSignedIn)
        {
            return Results.LocalRedirect("/sign-in");
        }

        var file = form.Files["file"];
        var fault = Kinds.Find(word) is null ? "kind"
            : file is not { Length: > 0 } ? "file"
            : file.Length > HeldFiles.MostBytes ? "size"
            : !TryDay(form["published"].ToString(), out var published) ? "published" : "";
        if (fault.Length > 0)
        {
            return Results.LocalRedirect(Page + new QueryBuilder { { "fault", fault }, { "kind", word }, { ComparedSide.Field, scenario } });
        }

        _ = TryDay(form["published"].ToString(), out var day);
        using var bytes = new MemoryStream();
        await file!.CopyToAsync(bytes);
        var first = new ImportRowsRequest
        {
            Kind = Kinds.Find(word)!.Value.Kind,
            FileName = Path.GetFileName(file.FileName.Replace('\\', '/')),
            Scenario = scenario.Length > 0 ? Kept.Name(scenario) : "",
            Source = new Source
            {
                Title = form["title"].ToString().Trim(),
                Publisher = form["publisher"].ToString().Trim(),
                PublishDate = day,
                Edition = form["edition"].ToString().Trim(),
                Confidence = Enum.TryParse<Confidence>(form["confidence"], ignoreCase: true, out var confidence) ? confidence : Confidence.Unspecified,
            },
        };
        return Results.LocalRedirect(Page + new QueryBuilder { { "file", files.Add(await OwnerAsync(calls), word, first, bytes.ToArray()) } });
    }

    private static async Task<IResult> StoreAsync(HttpContext http, HeldFiles files, PageCalls calls)
    {
        var id = (await http.Request.ReadFormAsync())["file"].ToString();
        if (files.Find(id, await OwnerAsync(calls)) is { } file && file.Stored?.Answer is null)
        {
            file.Stored = await ImportAsync(calls, file, id);
        }

        return Results.LocalRedirect(Page + new QueryBuilder { { "file", id } });
    }

    /// <summary>Shows what a file would change, or stores it.</summary>
    /// <param name="calls">The page's calls.</param>
    /// <param name="file">The file.</param>
    /// <param name="id">Id of the request that stores it; null to store nothing.</param>
    public static Task<Asked<ImportRowsResponse>> ImportAsync(PageCalls calls, HeldFile file, string? id)
    {
        var first = file.First.Clone();
        (first.ValidateOnly, first.RequestId) = (id is null, id ?? "");
        return calls.ImportAsync(Kinds.Find(file.Word)!.Value.Package, first, file.Bytes);
    }

    private static bool TryDay(string text, out Date? day)
    {
        var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        day = read ? new Date { Year = date.Year, Month = date.Month, Day = date.Day } : null;
        return read || text.Length == 0;
    }
}
