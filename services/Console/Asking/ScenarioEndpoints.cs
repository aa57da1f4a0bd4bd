using Microsoft.AspNetCore.Http.Extensions;
using Summit.Logistics.V1;
using Summit.WebConsole.Calls;
using Summit.WebConsole.Identity;

namespace Summit.WebConsole.Asking;

/// <summary>
/// What the form that keeps a question sends. It leads back to the question by its address: with the scenario, or with the title that was
/// not taken, and the page then asks the service what is wrong with it.
/// </summary>
internal static class ScenarioEndpoints
{
    /// <summary>Address of the form. The question is its query.</summary>
    public const string Address = "/scenarios";

    /// <summary>Field with the title, and the part of the question's address with a title that was not taken.</summary>
    public const string Title = "title";

    /// <summary>Field with the id of the request: a second click keeps nothing twice.</summary>
    public const string RequestId = "request";

    /// <summary>Part of the question's address with the id of the scenario that was kept.</summary>
    public const string New = "kept";

    public static void MapScenarios(this IEndpointRouteBuilder routes) => routes.MapGroup(Address).RequireForm().MapPost("", KeepAsync);

    /// <summary>Asks to keep a question, or with an empty id only whether it could be kept.</summary>
    public static CreateScenarioRequest Request(QuestionForm question, string title, string id) =>
        new() { Scenario = new Scenario { DisplayName = title, Question = question.Request }, RequestId = id, ValidateOnly = id.Length == 0 };

    private static async Task<IResult> KeepAsync(HttpContext http, PageCalls calls)
    {
        if (!calls.IsSignedIn)
        {
            return Results.LocalRedirect("/sign-in");
        }

        var (form, question) = (await http.Request.ReadFormAsync(), QuestionForm.From(http.Request.Query));
        if (!question.IsReadable)
        {
            return Results.LocalRedirect("/" + question.Query);
        }

        var title = form[Title].ToString().Trim();
        var id = form[RequestId].ToString() is { Length: > 0 } sent ? sent : Guid.NewGuid().ToString();
        var scenario = (await calls.CreateScenarioAsync(Request(question, title, id))).Answer;
        return Results.LocalRedirect("/" + new QueryBuilder(question.Parts("").Append(scenario is null ? new(Title, title) : new(New, Kept.Id(scenario)))));
    }
}
