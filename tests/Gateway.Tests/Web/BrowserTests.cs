using Summit.Client;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Web;

/// <summary>What a browser needs and what it is kept from: pages, security headers, other origins, TLS.</summary>
public sealed class BrowserTests(WebSystem system) : IClassFixture<WebSystem>
{
    private const string Ask = """{"name": "nations/FRA/positions/a"}""";

    [Theory]
    [InlineData("/", "text/html; charset=utf-8")]
    [InlineData("/explorer.js", "text/javascript; charset=utf-8")]
    [InlineData("/form.js", "text/javascript; charset=utf-8")]
    [InlineData("/code.js", "text/javascript; charset=utf-8")]
    [InlineData("/explorer.css", "text/css; charset=utf-8")]
    [InlineData("/openapi.json", "application/json")]
    public async Task Page_AskedFor_IsThereAndRevalidated(string path, string contentType)
    {
        var page = await system.Caller.SendAsync("GET", path, null, null, ("accept-encoding", "gzip"));
        var again = await system.Caller.SendAsync("GET", path, null, null, ("if-none-match", page.Header("etag")!));

        Assert.Equal((200, contentType, "gzip", "no-cache"), (page.Status, page.ContentType, page.Header("content-encoding"), page.Header("cache-control")));
        Assert.NotEmpty(WebCaller.Gunzip(page.Body));
        Assert.Equal((304, 0), (again.Status, again.Body.Length));
    }

    [Fact]
    public async Task Explorer_ItsPolicy_AllowsOnlyWhatThePageHasItself()
    {
        var page = await system.Caller.SendAsync("GET", "/");

        var policy = page.Header("content-security-policy")!;
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("<style", page.Text);
        Assert.DoesNotContain("style=", page.Text);
        Assert.DoesNotMatch("<script(?![^>]*src=\"/)", page.Text);
        Assert.DoesNotMatch("(?:src|href)=\"(?:https?:)?//", page.Text);
        Assert.DoesNotMatch("\\son[a-z]+=\"", page.Text);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/openapi.json")]
    [InlineData(WebCaller.Get)]
    [InlineData("/nothing")]
    public async Task Answer_Any_HasSecurityHeadersAndNoCookie(string path)
    {
        var answer = path == WebCaller.Get ? await system.Caller.JsonAsync(path, "{}") : await system.Caller.SendAsync("GET", path);

        Assert.Equal("nosniff", answer.Header("x-content-type-options"));
        Assert.Equal("no-referrer", answer.Header("referrer-policy"));
        Assert.Contains("frame-ancestors 'none'", answer.Header("content-security-policy"));
        Assert.NotNull(answer.Header("cache-control"));
        Assert.Null(answer.Header("set-cookie"));
        Assert.Null(answer.Header("server"));
    }

    [Theory]
    [InlineData("http://localhost:3000", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("https://plans.example", false)]
    [InlineData("null", false)]
    public async Task Preflight_InDevelopment_PagesOfThisMachineMay(string origin, bool allowed)
    {
        var answer = await PreflightAsync(system.Caller, origin);

        Assert.Equal(allowed ? origin : null, answer.Header("access-control-allow-origin"));
        Assert.Null(answer.Header("access-control-allow-credentials"));
    }

    [Theory]
    [InlineData("https://plans.example", true)]
    [InlineData("https://plans.example:8443", false)]
    [InlineData("http://plans.example", false)]
    [InlineData("http://localhost:3000", false)]
    public async Task Preflight_OriginsNamed_OnlyThose(string origin, bool allowed)
    {
        await using var gateway = await RunningGateway.StartAsync("http://127.0.0.1:1", null, "--Gateway:Web:Port=0", "--Gateway:Web:Origins=https://plans.example, https://other.example");
        using var caller = new WebCaller(gateway);

        var answer = await PreflightAsync(caller, origin);

        Assert.Equal(allowed ? origin : null, answer.Header("access-control-allow-origin"));
    }

    [Fact]
    public async Task Preflight_OutsideDevelopmentNobodyNamed_NobodyMay()
    {
        await using var gateway = await RunningGateway.StartAsync(
            "http://127.0.0.1:1", null, "--environment=Production", "--Gateway:Web:Port=0", "--Summit:Identity:Authority=https://issuer.example", "--Gateway:Feed:Token=a");
        using var caller = new WebCaller(gateway);

        var preflight = await PreflightAsync(caller, "http://localhost:3000");
        var call = await caller.JsonAsync(WebCaller.Get, Ask, ("origin", "http://localhost:3000"));

        Assert.Equal((204, "GET, POST"), (preflight.Status, preflight.Header("allow")));
        Assert.Null(preflight.Header("access-control-allow-origin"));
        Assert.Null(call.Header("access-control-allow-origin"));
        Assert.Equal((401, "unauthenticated"), (call.Status, call.Code)); // Without a token nobody calls there.
    }

    [Theory]
    [InlineData(Ask, 200)]
    [InlineData("""{"name": "nations/FRA/positions/none"}""", 404)]
    public async Task Call_FromAnAllowedOrigin_PageMayReadWhatItNeeds(string json, int status)
    {
        var answer = await system.Caller.JsonAsync(WebCaller.Get, json, ("origin", "http://localhost:3000"));

        Assert.Equal((status, "http://localhost:3000"), (answer.Status, answer.Header("access-control-allow-origin")));
        var exposed = answer.Header("access-control-expose-headers")!.Split(',');
        Assert.Empty(new[] { SummitMetadata.Revision, SummitMetadata.Cache, SummitMetadata.TraceId, "grpc-status", "grpc-message", SummitMetadata.StatusDetails }.Except(exposed));
    }

    [Fact]
    public async Task Call_OfGrpcWebThatFails_StillTellsTheOriginThatItMayRead()
    {
        var answer = await system.Caller.SendAsync("POST", WebCaller.Get, "application/grpc-web", WebCaller.Envelope([]), ("origin", "http://localhost:3000"));

        Assert.NotEqual("0", answer.Header("grpc-status"));
        Assert.Equal("http://localhost:3000", answer.Header("access-control-allow-origin"));
    }

    [Theory]
    [InlineData("1.1", "application/json")]
    [InlineData("2.0", "application/json")]
    [InlineData("1.1", "application/grpc-web")]
    [InlineData("2.0", "application/grpc-web")]
    [InlineData("2.0", "application/grpc")]
    public async Task Tls_BothVersionsOfHttp_EveryProtocolAnswers(string version, string contentType)
    {
        using var certificates = new TestAuthority();
        var (certificate, key) = certificates.Sign();
        await using var service = await RawService.StartAsync(RawService.Always(new Nations.V1.Position { Name = Samples.Seeded }));
        await using var gateway = await RunningGateway.StartAsync(
            service.Address.ToString(), null, "--Gateway:Web:Port=0", $"--Summit:Tls:CertificateFile={certificate}", $"--Summit:Tls:KeyFile={key}");
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Issuer == "CN=Test authority" } };
        using var caller = new WebCaller(gateway, handler, "https") { Version = Version.Parse(version) };

        var answer = await caller.SendAsync("POST", WebCaller.Get, contentType, contentType == "application/json" ? "{}"u8.ToArray() : WebCaller.Envelope([]));

        Assert.Equal(200, answer.Status);
        Assert.Contains(Samples.Seeded, answer.Text);
        Assert.NotNull(answer.Header("strict-transport-security"));
    }

    [Fact]
    public async Task Host_NoWebPort_OpensNone()
    {
        await using var gateway = await RunningGateway.StartAsync("http://127.0.0.1:1");

        Assert.Equal(0, gateway.Host.Ports.Web);
    }

    private static Task<WebAnswer> PreflightAsync(WebCaller caller, string origin) => caller.SendAsync(
        "OPTIONS", WebCaller.Get, null, null,
        ("origin", origin), ("access-control-request-method", "POST"), ("access-control-request-headers", "authorization,content-type,connect-protocol-version"));
}
