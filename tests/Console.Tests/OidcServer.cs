using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Summit.WebConsole.Tests;

/// <summary>A small identity provider: authorization code with proof of possession (PKCE), a page to agree on, signed identity tokens.</summary>
internal sealed class OidcServer : IAsyncDisposable
{
    /// <summary>The client that it knows.</summary>
    public const string Client = "summit-console";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly WebApplication _app = WebApplication.CreateSlimBuilder().Build();
    private readonly Dictionary<string, (string Challenge, string Nonce)> _codes = new(StringComparer.Ordinal);

    private OidcServer()
    {
    }

    /// <summary>Its address.</summary>
    public string Address => _app.Urls.First();

    /// <summary>How many codes were turned into tokens.</summary>
    public int Redeemed { get; private set; }

    /// <param name="accessToken">The access token that it gives.</param>
    public static async Task<OidcServer> StartAsync(string accessToken)
    {
        var server = new OidcServer();
        var (app, key) = (server._app, new RsaSecurityKey(server._rsa) { KeyId = "k1" });
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = server.Address,
            authorization_endpoint = server.Address + "/authorize",
            token_endpoint = server.Address + "/token",
            jwks_uri = server.Address + "/keys",
            response_types_supported = new[] { "code" },
            subject_types_supported = new[] { "public" },
            id_token_signing_alg_values_supported = new[] { "RS256" },
        }));
        app.MapGet("/keys", () =>
        {
            var published = JsonWebKeyConverter.ConvertFromRSASecurityKey(key);
            return Results.Json(new { keys = new[] { new { kty = published.Kty, n = published.N, e = published.E, kid = published.Kid, use = "sig" } } });
        });
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            var query = request.Query;
            if (query["response_type"] != "code" || query["client_id"] != Client || query["code_challenge_method"] != "S256" || query["code_challenge"].ToString().Length < 43)
            {
                return Results.BadRequest();
            }

            var code = Guid.NewGuid().ToString("N");
            server._codes[code] = (query["code_challenge"].ToString(), query["nonce"].ToString());
            var back = QueryHelpers.AddQueryString(query["redirect_uri"].ToString(), new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] });
            return Results.Content($"<!doctype html><title>Provider</title><a id=\"agree\" href=\"{System.Net.WebUtility.HtmlEncode(back)}\">Go on as the delegate of Portugal</a>", "text/html");
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            if (!server._codes.Remove(form["code"].ToString(), out var issued)
                || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != issued.Challenge)
            {
                return Results.BadRequest(new { error = "invalid_grant" });
            }

            server.Redeemed++;
            var identity = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = server.Address,
                Audience = Client,
                Expires = DateTime.UtcNow.AddHours(1),
                Subject = new ClaimsIdentity([new Claim("sub", "joana"), new Claim("name", "Joana of Portugal"), new Claim("nonce", issued.Nonce)]),
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
            });
            return Results.Json(new { access_token = accessToken, token_type = "Bearer", expires_in = 3600, id_token = identity });
        });
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }
}
