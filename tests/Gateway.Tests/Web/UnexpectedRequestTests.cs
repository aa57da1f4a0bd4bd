using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Summit.Api.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Web;

/// <summary>What nobody should send to the web port: each is answered in the shape of its protocol, and none is a fault of ours.</summary>
public sealed class UnexpectedRequestTests(WebSystem system) : IClassFixture<WebSystem>
{
    private const int Limit = 4 * 1024 * 1024;
    private const string Json = "application/json";

    private WebCaller Caller => system.Caller;

    public static TheoryData<string, byte[]> BadJson => new()
    {
        { "nothing", [] },
        { "no JSON", Utf8("name=nations/FRA") },
        { "cut off", Utf8("""{"name": "nations/FRA""") },
        { "two values", Utf8("{} {}") },
        { "a list", Utf8("[]") },
        { "a number", Utf8("7") },
        { "null", Utf8("null") },
        { "unknown field", Utf8("""{"nome": "nations/FRA"}""") },
        { "a list for a text", Utf8("""{"name": ["nations/FRA"]}""") },
        { "a comment", Utf8("""{/* France */ "name": "nations/FRA"}""") },
        { "not UTF-8", [(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}'] },
        { "half a surrogate", Utf8("""{"name": "\ud800"}""") },
        { "a control character", Utf8("{\"name\": \"a\u0001b\"}") },
        { "deep lists", Utf8($$"""{"name": {{new string('[', 100_000)}}""") },
        { "deep objects", Utf8(string.Concat(Enumerable.Repeat("""{"readMask":""", 100_000))) },
        { "deep closed lists", Utf8($$"""{"name": {{new string('[', 5000)}}{{new string(']', 5000)}}}""") },
        { "deep closed objects", Utf8($$"""{"readAt": {{string.Concat(Enumerable.Repeat("""{"revision":""", 5000))}}1{{new string('}', 5001)}}""") },
        { "a mask with a wrong path", Utf8("""{"name": "nations/FRA/positions/a", "readMask": "NOT_A_FIELD..x"}""") },
    };

    [Theory]
    [MemberData(nameof(BadJson), DisableDiscoveryEnumeration = true)] // As for the frames of ConnectStreamTests.
    public async Task Json_Malformed_InvalidArgumentThatSaysWhere(string what, byte[] body)
    {
        var answer = await Caller.SendAsync("POST", WebCaller.Get, Json, body);

        Assert.Equal((what, 400, "invalid_argument", "INVALID_FIELDS"), (what, answer.Status, answer.Code, answer.Reason));
        Assert.True(answer.Json.GetProperty("message").GetString()!.Length is > 10 and < 1100);
    }

    [Theory]
    [InlineData("""{"pageSize": "x"}""", "pageSize")]
    [InlineData("""{"pageSize": 1.5}""", "pageSize")]
    [InlineData("""{"pageSize": 3000000000}""", "pageSize")]
    [InlineData("""{"pageSize": NaN}""", "")]
    [InlineData("""{"pageSize": "NaN"}""", "pageSize")]
    [InlineData("""{"pageSize": true}""", "pageSize")]
    [InlineData("""{"asOf": {"year": "2025-01-01"}}""", "asOf.year")]
    [InlineData("""{"asOf": "2025-01-01"}""", "asOf")]
    [InlineData("""{"asOf": {"yeer": 2025, "month": "x"}, "filter": 7}""", "asOf.yeer,asOf.month,filter")]
    public async Task Json_WrongValues_AllNamedByPath(string json, string fields)
    {
        var answer = await Caller.JsonAsync(WebCaller.List, json);

        Assert.Equal((400, "invalid_argument"), (answer.Status, answer.Code));
        Assert.Equal(fields, string.Join(',', answer.Detail("google.rpc.BadRequest").GetProperty("fieldViolations").EnumerateArray().Select(v => v.TryGetProperty("field", out var f) ? f.GetString() : "")));
    }

    [Theory]
    [InlineData("\"STANCE_SUPORT\"", false)]
    [InlineData("\"stance_support\"", false)]
    [InlineData("99", false)]
    [InlineData("true", false)]
    [InlineData("\"STANCE_SUPPORT\"", true)]
    [InlineData("1", true)]
    public async Task Json_EnumValue_ByNameOrNumber(string stance, bool allowed)
    {
        var create = JsonFormatter.Default.Format(Samples.Create("FRA", $"stance-{Guid.NewGuid():N}"[..20], PublishState.Published));
        var token = ("authorization", $"Bearer {system.Cluster.Issuer.Mint(Role.Delegate, "FRA")}");

        var answer = await Caller.JsonAsync(WebCaller.Create, create.Replace("\"STANCE_SUPPORT\"", stance, StringComparison.Ordinal), token);

        Assert.True(answer.Status == (allowed ? 200 : 400), answer.ToString());
        Assert.True(allowed || answer.Text.Contains("stance", StringComparison.Ordinal), answer.ToString());
    }

    [Theory]
    [InlineData(null, 415)]
    [InlineData("", 415)]
    [InlineData("image/jpeg", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/foo", 415)]
    [InlineData("application/connect+json", 415)]
    [InlineData("application/grpc", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json;;;", 415)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("APPLICATION/JSON", 200)]
    public async Task Unary_ContentType_OnlyThoseOfTheProtocol(string? contentType, int status)
    {
        var answer = await Caller.SendAsync("POST", WebCaller.Get, contentType, Utf8("""{"name": "nations/FRA/positions/a"}"""));

        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 || answer.Text.Contains("application/json", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/proto")]
    [InlineData("application/connect+xml")]
    public async Task Stream_ContentType_OnlyThoseOfTheProtocol(string contentType)
    {
        var answer = await Caller.SendAsync("POST", WebCaller.Watch, contentType, Utf8("{}"));

        Assert.Equal(415, answer.Status);
        Assert.Contains("application/connect+json", answer.Text);
    }

    [Theory]
    [InlineData("DELETE", WebCaller.Get, "GET, POST")]
    [InlineData("PUT", WebCaller.Create, "POST")]
    [InlineData("HEAD", WebCaller.Get, "GET, POST")]
    [InlineData("PATCH", WebCaller.Watch, "POST")]
    [InlineData("GET", WebCaller.Watch, "POST")]
    [InlineData("BREW", WebCaller.Get, "GET, POST")]
    public async Task Verb_Wrong_405WithThoseAllowed(string verb, string path, string allowed)
    {
        var answer = await Caller.SendAsync(verb, path, Json, verb is "GET" or "HEAD" ? null : Utf8("{}"));

        Assert.Equal((405, allowed), (answer.Status, answer.Header("allow")));
    }

    [Theory]
    [InlineData("/summit.nations.v1.PositionService/NoSuchMethod")]
    [InlineData("/summit.nations.v1.NoSuchService/GetPosition")]
    [InlineData("/summit.nations.v1.PositionService/getposition")]
    [InlineData("/summit.nations.v1.PositionService/GetPosition/")]
    [InlineData("/status")]
    [InlineData("/livez")]
    [InlineData("/..%2f..%2fetc/passwd")]
    public async Task Path_Unknown_404(string path)
    {
        var answer = await Caller.JsonAsync(path, "{}");

        Assert.Equal((404, "unimplemented", "METHOD_UNKNOWN"), (answer.Status, answer.Code, answer.Reason));
    }

    [Theory]
    [InlineData("zstd", "501", "unimplemented")]
    [InlineData("gzip, gzip", "501", "unimplemented")]
    [InlineData("gzip", "400", "invalid_argument")]
    public async Task Compression_NotWhatItSays_SaysSo(string encoding, string status, string code)
    {
        var answer = await Caller.SendAsync("POST", WebCaller.Get, Json, Utf8("""{"name": "nations/FRA/positions/a"}"""), ("content-encoding", encoding));

        Assert.Equal((status, code), ($"{answer.Status}", answer.Code));
    }

    [Fact]
    public async Task Compression_Truncated_InvalidArgument()
    {
        var whole = WebCaller.Gzip(Utf8("""{"name": "nations/FRA/positions/a"}"""));

        foreach (var length in new[] { whole.Length - 1, whole.Length / 2, 5 })
        {
            var answer = await Caller.SendAsync("POST", WebCaller.Get, Json, whole[..length], ("content-encoding", "gzip"));

            Assert.Equal((400, "invalid_argument"), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task Compression_EmptyBody_IsNotDecompressed()
    {
        var answer = await Caller.SendAsync("POST", "/summit.nations.v1.ChangeService/ProbeRevision", "application/proto", [], ("content-encoding", "gzip"));

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Size_OneByteMoreThanAllowed_ResourceExhausted(bool compressed)
    {
        async Task<WebAnswer> SendAsync(int size)
        {
            var head = """{"name": "nations/FRA/positions/a"}""";
            var body = Utf8(head + new string(' ', size - head.Length));
            return await Caller.SendAsync("POST", WebCaller.Get, Json, compressed ? WebCaller.Gzip(body) : body, compressed ? [("content-encoding", "gzip")] : []);
        }

        Assert.Equal(200, (await SendAsync(Limit)).Status);
        var refused = await SendAsync(Limit + 1);
        Assert.Equal((429, "resource_exhausted", "COMPUTATION_TOO_LARGE"), (refused.Status, refused.Code, refused.Reason));
    }

    [Fact]
    public async Task Size_FarMoreThanAllowed_IsAnswered()
    {
        var answer = await Caller.SendAsync("POST", WebCaller.Get, Json, new byte[5 * Limit]);

        Assert.Equal((429, "resource_exhausted"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("POST /summit.nations.v1.PositionService/GetPosition HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nnot a chunk\r\n", "400")]
    [InlineData("POST /summit.nations.v1.PositionService/GetPosition HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: -5\r\n\r\n", "400")]
    [InlineData("POST /summit.nations.v1.PositionService/GetPosition HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}", "400")]
    [InlineData("nonsense\r\n\r\n", "400")]
    public async Task Http_Broken_400(string request, string status)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, system.Cluster.Gateway.Host.Ports.Web, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());

        Assert.StartsWith($"HTTP/1.1 {status}", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
