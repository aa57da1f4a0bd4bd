using Microsoft.AspNetCore.Http.Extensions;

namespace Summit.WebConsole.Asking;

/// <summary>
/// Forms of questions arrive here and are sent on to the address of the view: what is empty is left out, and what was added becomes a
/// switch. So an address that is shared says only what was asked.
/// </summary>
internal static class AskEndpoints
{
    /// <summary>Address of the form of one question.</summary>
    public const string Question = "/ask";

    /// <summary>Address of the form of a comparison.</summary>
    public const string Comparison = "/ask/compare";

    public static void MapAsking(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Question, (HttpContext http) => Results.LocalRedirect("/" + QuestionForm.From(http.Request.Query).Query));
        routes.MapGet(Comparison, (HttpContext http) =>
            Results.LocalRedirect("/compare" + new QueryBuilder(Enumerable.Range(0, QuestionForm.Compared).SelectMany(i => ComparedSide.From(http.Request.Query, i).Parts))));
    }
}
