using System.Text;
using Google.Protobuf;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Web;

/// <summary>gRPC-Web at the web port, in both of its forms.</summary>
public sealed class GrpcWebTests(WebSystem system) : IClassFixture<WebSystem>
{
    private static readonly GetPositionRequest Question = new() { Name = Samples.Seeded };

    [Theory]
    [InlineData("application/grpc-web", false)]
    [InlineData("application/grpc-web+proto", false)]
    [InlineData("application/grpc-web-text", true)]
    public async Task Call_Unary_AnswersWithTrailersInTheBody(string contentType, bool text)
    {
        var caller = system.Caller;
        var frame = WebCaller.Envelope(Question.ToByteArray());

        var answer = await caller.SendAsync("POST", WebCaller.Get, contentType, text ? Encoding.ASCII.GetBytes(Convert.ToBase64String(frame)) : frame, ("accept", contentType));

        Assert.Equal(200, answer.Status);
        Assert.StartsWith(contentType.Split('+')[0], answer.ContentType);
        Assert.NotNull(answer.Header(SummitMetadata.Revision));
        var (message, trailers) = Split(text ? FromBase64Parts(answer.Text) : answer.Body);
        Assert.Equal(Samples.Seeded, Position.Parser.ParseFrom(message).Name);
        Assert.Contains("grpc-status: 0", trailers);
    }

    [Fact]
    public async Task Call_AskedByGrpcBefore_SameCacheEntry()
    {
        await system.Cluster.Gateway.GetAsync(Samples.Seeded, default(Grpc.Core.CallOptions));
        var caller = system.Caller;

        var answer = await caller.SendAsync("POST", WebCaller.Get, "application/grpc-web", WebCaller.Envelope(Question.ToByteArray()));

        Assert.Equal("hit", answer.Header(SummitMetadata.Cache));
    }

    [Fact]
    public async Task Call_Fails_StatusAndDetailsAreThere()
    {
        var caller = system.Caller;

        var answer = await caller.SendAsync("POST", WebCaller.Get, "application/grpc-web", WebCaller.Envelope(new GetPositionRequest { Name = "nations/FRA/positions/none" }.ToByteArray()));

        Assert.Equal(200, answer.Status);
        Assert.Equal("5", answer.Header("grpc-status"));
        Assert.NotNull(answer.Header(SummitMetadata.StatusDetails));
    }

    [Fact]
    public async Task Call_Watch_MessagesComeAsTheyHappen()
    {
        var caller = system.Caller;
        using var response = await caller.OpenAsync("POST", WebCaller.Watch, "application/grpc-web", WebCaller.Envelope(new WatchChangesRequest { NamesOnly = true }.ToByteArray()));
        var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        await system.Cluster.Gateway.CreateAsync("FRA", "watched-by-grpc-web");

        var head = new byte[5];
        await stream.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
        Assert.Equal(0, head[0]);
    }

    [Fact]
    public async Task Call_ManyHeaders_RefusedInItsOwnShape()
    {
        var caller = system.Caller;
        var headers = Enumerable.Range(0, 150).Select(i => ($"x-{i}", "a")).ToArray();

        var answer = await caller.SendAsync("POST", WebCaller.Get, "application/grpc-web", WebCaller.Envelope(Question.ToByteArray()), headers);

        Assert.Equal("8", answer.Header("grpc-status"));
    }

    [Fact]
    public async Task Call_OnTheManagementPort_IsNoCall()
    {
        using var http = new HttpClient();
        using var content = new ByteArrayContent(WebCaller.Envelope(Question.ToByteArray()));
        content.Headers.TryAddWithoutValidation("content-type", "application/grpc-web");

        var answer = await http.PostAsync(new Uri(system.Cluster.Gateway.Host.Management, WebCaller.Get), content, TestContext.Current.CancellationToken);

        Assert.Equal(404, (int)answer.StatusCode);
    }

    public static TheoryData<string, byte[], string?, string> Broken => new()
    {
        { "nothing", [], null, "3" },
        { "two messages", [.. WebCaller.Envelope([]), .. WebCaller.Envelope([])], null, "3" },
        { "half a frame", [0, 0], null, "3" },
        { "shorter than its frame", WebCaller.Envelope([1, 2, 3])[..^1], null, "3" },
        { "compressed, encoding unknown", WebCaller.Envelope([1], flags: 1), "foo", "12" },
        { "compressed, no encoding", WebCaller.Envelope([1], flags: 1), "identity", "12" },
        { "gzip cut off", WebCaller.Envelope(WebCaller.Gzip(new byte[50])[..^4], flags: 1), "gzip", "3" },
        { "no message of the type", WebCaller.Envelope([0xff]), null, "3" },
        { "too large", WebCaller.Envelope(new byte[(4 * 1024 * 1024) + 1]), null, "8" },
        { "a bomb", WebCaller.Envelope(WebCaller.Gzip(new byte[64 * 1024 * 1024]), flags: 1), "gzip", "8" },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)] // Millions of bytes: discovery would write each of them down as text.
    public async Task Call_BrokenRequest_StatusOfTheCallersMistake(string what, byte[] body, string? encoding, string status)
    {
        var answer = await system.Caller.SendAsync("POST", WebCaller.Get, "application/grpc-web+proto", body, encoding is null ? [] : [("grpc-encoding", encoding)]);

        Assert.Equal((what, 200, status), (what, answer.Status, answer.Header("grpc-status")));
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("A===")]
    [InlineData("AAAAAA")]
    [InlineData("")]
    public async Task Call_TextThatIsNotBase64_StatusOfTheCallersMistake(string text)
    {
        var answer = await system.Caller.SendAsync("POST", WebCaller.Get, "application/grpc-web-text", Encoding.ASCII.GetBytes(text));

        Assert.Equal("3", answer.Header("grpc-status"));
    }

    [Theory]
    [InlineData("DELETE", WebCaller.Get, 405)]
    [InlineData("GET", WebCaller.Watch, 405)]
    public async Task Call_WrongVerb_405(string verb, string path, int status)
    {
        Assert.Equal(status, (await system.Caller.SendAsync(verb, path, "application/grpc-web", verb == "GET" ? null : WebCaller.Envelope([]))).Status);
    }

    [Fact]
    public async Task Call_UnknownMethod_Unimplemented()
    {
        var answer = await system.Caller.SendAsync("POST", "/summit.nations.v1.PositionService/NoSuchMethod", "application/grpc-web", WebCaller.Envelope([]));

        Assert.Equal((200, "12"), (answer.Status, answer.Header("grpc-status")));
    }

    private static (byte[] Message, string Trailers) Split(byte[] body)
    {
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1));
        Assert.Equal(0x80, body[5 + length]);
        return (body[5..(5 + length)], Encoding.ASCII.GetString(body.AsSpan(10 + length)));
    }

    // Each part is padded on its own.
    private static byte[] FromBase64Parts(string text)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < text.Length; at += 4)
        {
            bytes.AddRange(Convert.FromBase64String(text.Substring(at, 4)));
        }

        return [.. bytes];
    }
}
