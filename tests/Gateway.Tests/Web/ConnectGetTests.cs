using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Web;

/// <summary>GET of the Connect protocol, for methods without side effects: what a browser and an HTTP cache see.</summary>
public sealed class ConnectGetTests(WebSystem system) : IClassFixture<WebSystem>
{
    private const string Ask = """{"name": "nations/FRA/positions/a"}""";
    private static readonly string Json = $"{WebCaller.Get}?connect=v1&encoding=json&message={Uri.EscapeDataString(Ask)}";

    private WebCaller Caller => system.Caller;

    [Fact]
    public async Task Get_Json_AnswersWithRevisionAsTag()
    {
        var answer = await Caller.SendAsync("GET", Json);

        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(Samples.Seeded, answer.Json.GetProperty("name").GetString());
        Assert.Equal("no-cache", answer.Header("cache-control"));
        Assert.Contains("authorization", answer.Header("vary"));
        Assert.StartsWith($"W/\"{answer.Header(SummitMetadata.Revision)};", answer.Header("etag"));
    }

    [Theory]
    [InlineData("message=MESSAGE&encoding=json")]
    [InlineData("unknown=1&encoding=json&base64=0&message=MESSAGE")]
    [InlineData("connect=v1&base64=1&compression=identity&encoding=json&message=BASE64")]
    [InlineData("connect=v1&base64=1&encoding=proto&message=PROTO")]
    [InlineData("connect=v1&base64=1&compression=gzip&encoding=json&message=GZIP")]
    public async Task Get_EveryFormOfTheQuery_IsTheSameCall(string query)
    {
        var bytes = Encoding.UTF8.GetBytes(Ask);
        var full = query.Replace("MESSAGE", Uri.EscapeDataString(Ask), StringComparison.Ordinal)
            .Replace("BASE64", Base64Url(bytes), StringComparison.Ordinal)
            .Replace("GZIP", Base64Url(WebCaller.Gzip(bytes)), StringComparison.Ordinal)
            .Replace("PROTO", Base64Url(new GetPositionRequest { Name = Samples.Seeded }.ToByteArray()), StringComparison.Ordinal);

        var answer = await Caller.SendAsync("GET", $"{WebCaller.Get}?{full}");

        Assert.True(answer.Status == 200, answer.ToString());
        Assert.Contains(Samples.Seeded, answer.Text);
    }

    [Fact]
    public async Task Get_TagHeld_304WithoutABody()
    {
        var tag = (await Caller.SendAsync("GET", Json)).Header("etag")!;

        var answer = await Caller.SendAsync("GET", Json, null, null, ("if-none-match", $"\"other\", {tag}"));

        Assert.Equal((304, 0), (answer.Status, answer.Body.Length));
        Assert.Equal(tag, answer.Header("etag"));
        Assert.NotNull(answer.Header(SummitMetadata.Revision));
    }

    [Fact]
    public async Task Get_ResourceChanged_TagNoLongerHolds()
    {
        await using var cluster = await Cluster.StartAsync("--Gateway:Web:Port=0");
        using var caller = new WebCaller(cluster.Gateway);
        var made = (await cluster.Gateway.CreateAsync("FRA", "a")).Value!;
        var tag = (await caller.SendAsync("GET", Json)).Header("etag")!;
        made.Summary = "Changed.";
        var changed = await Served<Position>.OfAsync(cluster.Gateway.Positions.UpdatePositionAsync(
            new UpdatePositionRequest { Position = made }, cluster.Gateway.As(Api.V1.Role.Delegate, "FRA")));

        var answer = await caller.SendAsync("GET", Json, null, null, ("if-none-match", tag));

        Assert.Null(changed.Error);
        Assert.Equal((200, "Changed."), (answer.Status, answer.Json.GetProperty("summary").GetString()));
    }

    [Fact]
    public async Task Get_AnotherCallerSeesMore_TagOfTheOneIsNotThatOfTheOther()
    {
        await system.Cluster.Gateway.CreateAsync("FRA", "seen-by-one", Api.V1.PublishState.Draft);
        var list = $"{WebCaller.List}?encoding=json&message={Uri.EscapeDataString("""{"parent": "nations/FRA"}""")}";
        var own = ("authorization", $"Bearer {system.Cluster.Issuer.Mint(Api.V1.Role.Delegate, "FRA")}");
        var tag = (await Caller.SendAsync("GET", list, null, null, own)).Header("etag")!;

        var answer = await Caller.SendAsync("GET", list, null, null, ("if-none-match", tag));

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("seen-by-one", answer.Text);
    }

    [Theory]
    [InlineData("?encoding=json", 400, "invalid_argument")]
    [InlineData("?encoding=json&message=", 400, "invalid_argument")]
    [InlineData("?encoding=json&message=%7B", 400, "invalid_argument")]
    [InlineData("?encoding=json&message=%FF", 400, "invalid_argument")]
    [InlineData("?encoding=json&base64=1&message=%%%", 400, "invalid_argument")]
    [InlineData("?encoding=proto&base64=1&message=_____w", 400, "invalid_argument")]
    [InlineData("?encoding=json&connect=v2&message={}", 400, "invalid_argument")]
    [InlineData("?encoding=json&compression=zstd&base64=1&message=e30", 501, "unimplemented")]
    [InlineData("?encoding=json&compression=gzip&base64=1&message=e30", 400, "invalid_argument")]
    public async Task Get_BadQuery_SaysSo(string query, int status, string code)
    {
        var answer = await Caller.SendAsync("GET", WebCaller.Get + query);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal("no-store", answer.Header("cache-control"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?encoding=xml&message=1")]
    public async Task Get_NoCodec_415WithWhatIsNeeded(string query)
    {
        var answer = await Caller.SendAsync("GET", WebCaller.Get + query);

        Assert.Equal(415, answer.Status);
        Assert.Contains("encoding=json", answer.Text);
    }

    [Fact]
    public async Task Get_MethodWithSideEffects_405()
    {
        var answer = await Caller.SendAsync("GET", $"{WebCaller.Create}?encoding=json&message={{}}");

        Assert.Equal((405, "POST"), (answer.Status, answer.Header("allow")));
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
