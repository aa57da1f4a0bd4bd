using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Summit.Api.V1;
using Summit.Client.Identity;
using Summit.Hosting.Errors;
using Summit.Hosting.Identity;
using Summit.Hosting.Options;

namespace Summit.Hosting.Tests.Identity;

public sealed class TokenValidatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-identity-").FullName;
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    private string KeyFile => Path.Combine(_folder, "key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(Role.Viewer, null)]
    [InlineData(Role.Analyst, null)]
    [InlineData(Role.Delegate, "FRA")]
    [InlineData(Role.Secretariat, null)]
    [InlineData(Role.Operator, null)]
    public async Task Authenticate_MintedToken_ItsCaller(Role role, string? nation)
    {
        var caller = await Development().AuthenticateAsync("Bearer " + Issuer().Mint(role, nation, subject: "me"));

        Assert.Equal(new Caller(role, nation, "me"), caller);
    }

    [Fact]
    public async Task Authenticate_SameTokenAfterItsEnd_RefusedAlthoughRemembered()
    {
        var validator = Development();
        var token = "Bearer " + Issuer().Mint(Role.Viewer, lifetime: TimeSpan.FromMinutes(5));
        await validator.AuthenticateAsync(token);

        _time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(31));

        Assert.Equal("expired", await CauseAsync(validator, token));
    }

    [Fact]
    public async Task Authenticate_MoreTokensThanRemembered_AllStillValid()
    {
        var validator = Development(o => o.RememberedTokens = 2);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal($"caller-{i}", (await validator.AuthenticateAsync("Bearer " + Issuer().Mint(Role.Viewer, subject: $"caller-{i}"))).Subject);
        }
    }

    [Theory]
    [InlineData("key", "signature")]
    [InlineData("audience", "audience")]
    [InlineData("issuer", "issuer")]
    [InlineData("role", "claims")]
    [InlineData("nation", "claims")]
    [InlineData("nation-line", "claims")]
    [InlineData("crit", "malformed")]
    [InlineData("text-exp", "malformed")]
    [InlineData("future", "expired")]
    [InlineData("endless", "malformed")]
    public async Task Authenticate_TokenWithOneFault_RefusedWithCause(string fault, string cause)
    {
        var key = fault == "key" ? RandomNumberGenerator.GetBytes(32) : Convert.FromBase64String(await KeyTextAsync());
        var now = _time.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = fault == "issuer" ? "somebody" : DevelopmentIssuer.Issuer,
            Audience = fault == "audience" ? "other" : "summit",
            NotBefore = fault == "future" ? now.AddHours(1) : now,
            Expires = fault is "endless" or "text-exp" ? null : now.AddHours(2),
            Subject = new ClaimsIdentity([new Claim("role", fault == "role" ? "king" : "delegate"), new Claim("nation", fault == "nation" ? "France" : fault == "nation-line" ? "FRA\n" : "FRA")]),
            AdditionalHeaderClaims = fault == "crit" ? new Dictionary<string, object> { ["crit"] = new[] { "x" } } : null,
            Claims = fault == "text-exp" ? new Dictionary<string, object> { ["exp"] = $"{new DateTimeOffset(now).ToUnixTimeSeconds() + 600}" } : null,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
        });

        Assert.Equal(cause, await CauseAsync(Development(), "Bearer " + token));
    }

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic abc")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoib3BlcmF0b3IiLCJleHAiOjk5OTk5OTk5OTl9.")]
    public async Task Authenticate_NotAToken_Refused(string authorization) =>
        Assert.Contains(await CauseAsync(Development(), authorization), new[] { "malformed", "signature" });

    [Fact]
    public async Task Authenticate_NoTokenInProduction_Missing() =>
        Assert.Equal("missing", await CauseAsync(Validator("Production", o => o.Authority = "https://issuer.example"), null));

    [Fact]
    public async Task Authenticate_TokenOfAnAuthority_ValidatedWithItsPublishedKeys()
    {
        using var rsa = RSA.Create(2048);
        var key = new RsaSecurityKey(rsa) { KeyId = "k1" };
        await using var authority = WebApplication.CreateSlimBuilder().Build();
        authority.Urls.Add("http://127.0.0.1:0");
        authority.MapGet("/.well-known/openid-configuration", (HttpRequest r) => Results.Json(new { issuer = "https://login.example", jwks_uri = $"http://{r.Host}/keys" }));
        authority.MapGet("/keys", () =>
        {
            var published = JsonWebKeyConverter.ConvertFromRSASecurityKey(key);
            return Results.Json(new { keys = new[] { new { kty = published.Kty, n = published.N, e = published.E, kid = published.Kid, use = "sig" } } });
        });
        await authority.StartAsync();
        var validator = Validator("Production", o => o.Authority = authority.Urls.First());

        var caller = await validator.AuthenticateAsync("Bearer " + Signed("https://login.example"));

        Assert.Equal(new Caller(Role.Secretariat, null, "s"), caller);
        Assert.Equal("issuer", await CauseAsync(validator, "Bearer " + Signed("https://elsewhere.example")));

        string Signed(string issuer) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "summit",
            Expires = _time.GetUtcNow().UtcDateTime.AddHours(1),
            Subject = new ClaimsIdentity([new Claim("role", "secretariat"), new Claim("sub", "s")]),
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        });
    }

    [Fact]
    public async Task Open_SeveralHostsAtOnce_OneKey()
    {
        for (var round = 0; round < 20; round++)
        {
            var file = $"{KeyFile}.{round}";
            using var start = new Barrier(4);
            var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return Convert.ToHexString(DevelopmentIssuer.Open(file).Key.Span);
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Single(keys.Distinct());
            Assert.Equal(keys[0], Convert.ToHexString(DevelopmentIssuer.OpenExisting(file).Key.Span));
        }

        Assert.Equal(20, Directory.GetFiles(_folder).Length); // Nothing but the keys.
    }

    [Fact]
    public void Mint_NationDoesNotFitTheRole_Refused()
    {
        Assert.Throws<ArgumentException>(() => Issuer().Mint(Role.Delegate));
        Assert.Throws<ArgumentException>(() => Issuer().Mint(Role.Viewer, "FRA"));
    }

    private async Task<string> KeyTextAsync()
    {
        DevelopmentIssuer.Open(KeyFile);
        return (await File.ReadAllTextAsync(KeyFile)).Trim();
    }

    private DevelopmentIssuer Issuer()
    {
        DevelopmentIssuer.Open(KeyFile);
        return new(Convert.FromBase64String(File.ReadAllText(KeyFile)), time: _time);
    }

    private TokenValidator Development(Action<IdentityOptions>? configure = null) => Validator("Development", o =>
    {
        o.DevelopmentKeyFile = KeyFile;
        configure?.Invoke(o);
    });

    private TokenValidator Validator(string environment, Action<IdentityOptions> configure) =>
        new(Options(configure), new HostingEnvironment { EnvironmentName = environment }, _time);

    private static SummitOptions Options(Action<IdentityOptions> configure)
    {
        var options = new SummitOptions();
        configure(options.Identity);
        return options;
    }

    private static async Task<string> CauseAsync(TokenValidator validator, string? authorization) =>
        (await Assert.ThrowsAsync<TokenInvalidException>(async () => await validator.AuthenticateAsync(authorization))).Facts["cause"];

    private sealed class ManualTime(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;

        public void Advance(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
