using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Summit.Api.V1;
using Summit.Client.Identity;
using Summit.WebConsole.Settings;

namespace Summit.WebConsole.Identity;

/// <summary>
/// Who looks. The console holds no rights of its own: it keeps the viewer's token in an encrypted cookie and sends it with every
/// call. Without one the gateway treats the caller as it treats any anonymous caller.
/// </summary>
internal static class SignInEndpoints
{
    private const string TokenName = "access_token";
    private const string Provider = "provider";
    private const string Oidc = $"{ConsoleOptions.Section}:Oidc";

    /// <summary>Leads to the identity provider's page.</summary>
    public const string ProviderAddress = "/session/provider";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public static void AddSignIn(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var provider = configuration.GetSection(Oidc);
        var development = configuration[$"{ConsoleOptions.Section}:{nameof(ConsoleOptions.DevelopmentKeyFile)}"] is { Length: > 0 };
        if (development && environment.IsProduction())
        {
            throw new InvalidOperationException("Console:DevelopmentKeyFile must not be set in production. Configure Console:Oidc instead.");
        }

        var authentication = services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "summit";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            cookie.ExpireTimeSpan = Lifetime;
            cookie.LoginPath = "/sign-in";
        });
        if (IsConfigured(configuration))
        {
            authentication.AddOpenIdConnect(Provider, oidc =>
            {
                provider.Bind(oidc);
                oidc.ResponseType = "code";
                // The answer comes as an address, not as a form of another site, so that the cookies need not be open to other sites.
                oidc.ResponseMode = "query";
                oidc.UsePkce = true;
                oidc.SaveTokens = true;
                oidc.MapInboundClaims = false;
                oidc.TokenValidationParameters.NameClaimType = "name";
            });
        }

        services.AddAuthorization();
        services.AddAntiforgery();
    }

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        // Not the address of the page: the page answers posts to its own address itself.
        var session = routes.MapGroup("/session").RequireForm();
        session.MapPost("", SignInAsync);
        // A link, not a form: a form of ours may not lead to another site, which the identity provider is.
        routes.MapGet(ProviderAddress, (IConfiguration configuration) => IsConfigured(configuration)
            ? Results.Challenge(new AuthenticationProperties { RedirectUri = "/" }, [Provider])
            : Results.NotFound());
        session.MapPost("/end", async (HttpContext http) =>
        {
            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return Results.LocalRedirect("/");
        });
    }

    private static bool IsConfigured(IConfiguration configuration) => configuration[$"{Oidc}:Authority"] is { Length: > 0 };

    /// <summary>Development: a token for any role.</summary>
    private static async Task<IResult> SignInAsync(HttpContext http, IOptions<ConsoleOptions> options)
    {
        var form = await http.Request.ReadFormAsync();
        if (options.Value.DevelopmentKeyFile.Length == 0)
        {
            return Results.NotFound();
        }

        var nation = form["nation"].ToString().Trim().ToUpperInvariant();
        if (!Enum.TryParse<Role>(form["role"], ignoreCase: true, out var role) || role == Role.Unspecified || (role == Role.Delegate && (nation.Length != 3 || !nation.All(char.IsAsciiLetterUpper))))
        {
            return Results.LocalRedirect("/sign-in?fault=1");
        }

        var code = role == Role.Delegate ? nation : null;
        var subject = form["name"].ToString().Trim() is { Length: > 0 } given ? given : null;
        var token = DevelopmentIssuer.OpenExisting(options.Value.DevelopmentKeyFile).Mint(role, code, Lifetime, subject);
        var name = (code is null ? role.ToString().ToLowerInvariant() : $"delegate of {code}") + (subject is null ? "" : $" {subject}");
        var properties = new AuthenticationProperties();
        properties.StoreTokens([new AuthenticationToken { Name = TokenName, Value = token }]);
        await http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], CookieAuthenticationDefaults.AuthenticationScheme)), properties);
        return Results.LocalRedirect("/");
    }
}
