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
