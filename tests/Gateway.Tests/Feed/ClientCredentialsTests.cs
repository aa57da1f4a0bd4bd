using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Summit.Api.V1;
using Summit.Client.Identity;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Feed;

/// <summary>The gateway gets its token for the feeds from an issuer, and renews it by itself.</summary>
public sealed class ClientCredentialsTests : IDisposable
{
    private readonly string _proof = Path.Combine(Directory.CreateTempSubdirectory("summit-proof-").FullName, "token");

    [Fact]
    public async Task Follow_TokensThatEndSoon_RenewedWithTheProofOfTheMoment()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var issuer = await TokenIssuer.StartAsync(cluster.Issuer);
        await File.WriteAllTextAsync(_proof, "first proof\n");

        var gateway = await cluster.AddGatewayAsync(
            $"--Gateway:Feed:TokenAddress={issuer.Address}", "--Gateway:Feed:ClientId=summit-gateway", $"--Gateway:Feed:ClientAssertionFile={_proof}", "--Gateway:Feed:Scope=summit");

        Assert.Equal("client_credentials summit-gateway summit urn:ietf:params:oauth:client-assertion-type:jwt-bearer first proof", issuer.Asked);
        await File.WriteAllTextAsync(_proof, "second proof");
        await Eventually.HoldsAsync("it asks again before the token ends, with the new proof", () => issuer.Asked.EndsWith("second proof", StringComparison.Ordinal));
        await gateway.FollowsAsync();
    }

    [Fact]
    public async Task Follow_IssuerAwayAtFirst_FollowsOnceItAnswers()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var issuer = await TokenIssuer.StartAsync(cluster.Issuer);
        await File.WriteAllTextAsync(_proof, "s3cret");
        issuer.Away = true;
        var adding = cluster.AddGatewayAsync($"--Gateway:Feed:TokenAddress={issuer.Address}", "--Gateway:Feed:ClientId=summit-gateway", $"--Gateway:Feed:ClientSecretFile={_proof}");
        await Eventually.HoldsAsync("the issuer was asked in vain", () => issuer.Asked.Length > 0);

        issuer.Away = false;

        Assert.True((await adding).Feed.Connected);
        Assert.Equal("client_credentials summit-gateway s3cret", issuer.Asked);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_proof)!, recursive: true);

    /// <summary>Gives tokens that the services take, and says that they end in a second and a half.</summary>
    private sealed class TokenIssuer : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private volatile string _asked = "";

        private TokenIssuer(WebApplication app) => _app = app;

        public Uri Address => new(new Uri(_app.Urls.Single()), "/token");

        /// <summary>What was asked for last.</summary>
        public string Asked => _asked;

        public bool Away { get; set; }

        public static async Task<TokenIssuer> StartAsync(DevelopmentIssuer keys)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http1));
            var app = builder.Build();
            var issuer = new TokenIssuer(app);
            app.MapPost("/token", async (HttpRequest request) =>
            {
                var form = await request.ReadFormAsync();
                issuer._asked = string.Join(' ', new[] { "grant_type", "client_id", "scope", "client_secret", "client_assertion_type", "client_assertion" }
                    .Select(f => form[f].ToString()).Where(v => v.Length > 0));
                return issuer.Away
                    ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
                    : Results.Json(new { access_token = keys.Mint(Role.Viewer), token_type = "Bearer", expires_in = 1.5 });
            });
            await app.StartAsync();
            return issuer;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
