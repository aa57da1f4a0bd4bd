using Microsoft.AspNetCore.Antiforgery;

namespace Summit.WebConsole.Identity;

/// <summary>Takes only what a form of our own pages sends.</summary>
internal static class FormGuard
{
    public static RouteGroupBuilder RequireForm(this RouteGroupBuilder group) => group.AddEndpointFilter(async (context, next) =>
        await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest());
}
