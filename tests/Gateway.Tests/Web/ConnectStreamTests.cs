using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Web;

/// <summary>Server streams of the Connect protocol: envelopes, and the last one that says how the call ended.</summary>
public sealed class ConnectStreamTests(WebSystem system) : IClassFixture<WebSystem>
{
    private const string JsonStream = "application/connect+json";
    private const string ProtoStream = "application/connect+proto";

    private const string Reflection = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";

    private WebCaller Caller => system.Caller;

    [Theory]
    [InlineData(JsonStream)]
    [InlineData(ProtoStream)]
    public async Task Watch_ChangesCome_EachInAnEnvelope(string contentType)
    {
        var request = new WatchChangesRequest { NamesOnly = true };
        var json = contentType == JsonStream;
        var id = json ? "seen-as-json" : "seen-as-proto";
        using var response = await Caller.OpenAsync("POST", WebCaller.Watch, contentType, WebCaller.Envelope(json ? Utf8(JsonFormatter.Default.Format(request)) : request.ToByteArray()));
        var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        await system.Cluster.Gateway.CreateAsync("FRA", id);

        Assert.Equal((200, contentType), ((int)response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        while (true)
        {
            var (flags, message) = await ReadAsync(stream);
            Assert.Equal(0, flags);
            var changes = json ? JsonParser.Default.Parse<WatchChangesResponse>(Encoding.UTF8.GetString(message)) : WatchChangesResponse.Parser.ParseFrom(message);
            if (changes.Changes.Any(c => c.Name == $"nations/FRA/positions/{id}"))
            {
                return;
            }
        }
    }

    [Fact]
    public async Task Watch_ServiceEndsIt_MetadataAreInTheLastMessage()
    {
        await using var service = await RawService.StartAsync(async http =>
        {
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(RawService.Frame(new WatchChangesResponse { Revision = "1@a" }.ToByteArray()));
            http.Response.AppendTrailer("grpc-status", "0");
            http.Response.AppendTrailer("x-last", "word");
        });
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, "--Gateway:Web:Port=0");
        using var caller = new WebCaller(gateway);

        var answer = await caller.SendAsync("POST", WebCaller.Watch, JsonStream, WebCaller.Envelope(Utf8("{}")));

        Assert.Equal([0, 2], answer.Envelopes.Select(e => (int)e.Flags));
        Assert.Equal("""{"metadata":{"x-last":["word"]}}""", Encoding.UTF8.GetString(answer.Envelopes[1].Message));
    }

    [Fact]
    public async Task Watch_ServiceFailsHalfWay_ErrorIsInTheLastMessage()
    {
        await using var service = await RawService.StartAsync(async http =>
        {
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(RawService.Frame(new WatchChangesResponse { Revision = "1@a" }.ToByteArray()));
            await http.Response.Body.FlushAsync();
            http.Abort();
        });
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, "--Gateway:Web:Port=0");
        using var caller = new WebCaller(gateway);

        var answer = await caller.SendAsync("POST", WebCaller.Watch, ProtoStream, WebCaller.Envelope([]));

        Assert.Equal(200, answer.Status);
        Assert.Equal("unavailable", Ending(answer).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Watch_AcceptsGzip_LargeMessagesAreCompressed()
    {
        var large = new WatchChangesResponse { Revision = "1@a", Changes = { Enumerable.Range(0, 200).Select(i => new Change { Name = $"nations/FRA/positions/{i}" }) } };
        await using var service = await RawService.StartAsync(RawService.Always(large));
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, "--Gateway:Web:Port=0");
        using var caller = new WebCaller(gateway);

        var answer = await caller.SendAsync(
            "POST", WebCaller.Watch, ProtoStream, WebCaller.Envelope(WebCaller.Gzip(new WatchChangesRequest { NamesOnly = true }.ToByteArray()), flags: 1),
            ("connect-content-encoding", "gzip"), ("connect-accept-encoding", "gzip"));

        Assert.Equal("gzip", answer.Header("connect-content-encoding"));
        Assert.Equal([1, 2], answer.Envelopes.Select(e => (int)e.Flags));
        Assert.Equal(large, WatchChangesResponse.Parser.ParseFrom(WebCaller.Gunzip(answer.Envelopes[0].Message)));
    }

    [Fact]
    public async Task Watch_Refused_200WithTheErrorInTheOnlyMessage()
    {
        var answer = await Caller.SendAsync("POST", WebCaller.Watch, JsonStream, WebCaller.Envelope(Utf8("""{"afterRevision": "nonsense"}""")));

        Assert.Equal((200, JsonStream), (answer.Status, answer.ContentType));
        Assert.Equal("invalid_argument", Ending(answer).GetProperty("error").GetProperty("code").GetString());
        Assert.NotNull(answer.Header(SummitMetadata.TraceId));
        Assert.Null(answer.Header("grpc-status"));
    }

    [Fact]
    public async Task Watch_TimeIsUp_DeadlineExceeded()
    {
        var answer = await Caller.SendAsync("POST", WebCaller.Watch, JsonStream, WebCaller.Envelope(Utf8("{}")), ("connect-timeout-ms", "300"));

        Assert.Equal("deadline_exceeded", Ending(answer).GetProperty("error").GetProperty("code").GetString());
    }

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "nothing", [], "invalid_argument" },
        { "two messages", [.. WebCaller.Envelope(Utf8("{}")), .. WebCaller.Envelope(Utf8("{}"))], "invalid_argument" },
        { "half an envelope", [0, 0, 0], "invalid_argument" },
        { "longer than its envelope", [.. WebCaller.Envelope(Utf8("{}")), 1], "invalid_argument" },
        { "shorter than its envelope", WebCaller.Envelope(Utf8("{}"))[..^1], "invalid_argument" },
        { "compressed without an encoding", WebCaller.Envelope(WebCaller.Gzip(Utf8("{}")), flags: 1), "invalid_argument" },
        { "end of stream from a client", WebCaller.Envelope(Utf8("{}"), flags: 2), "invalid_argument" },
        { "reserved flags", WebCaller.Envelope(Utf8("{}"), flags: 128), "invalid_argument" },
        { "not JSON", WebCaller.Envelope(Utf8("{")), "invalid_argument" },
        { "too large", WebCaller.Envelope(new byte[(4 * 1024 * 1024) + 1]), "resource_exhausted" },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)] // Millions of bytes: discovery would write each of them down as text.
    public async Task Watch_BrokenRequest_ErrorInTheOnlyMessage(string what, byte[] body, string code)
    {
        var answer = await Caller.SendAsync("POST", WebCaller.Watch, JsonStream, body);

        Assert.True(answer.Status == 200, what);
        Assert.Equal((what, code), (what, Ending(answer).GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task BothWays_SeveralMessages_EachIsAnswered()
    {
        var ask = Utf8("""{"listServices": "*"}""");

        var answer = await Caller.SendAsync(
            "POST", Reflection, JsonStream, [.. WebCaller.Envelope(ask), .. WebCaller.Envelope(WebCaller.Gzip(ask), flags: 1), .. WebCaller.Envelope(ask)], ("connect-content-encoding", "gzip"));

        Assert.Equal([0, 0, 0, 2], answer.Envelopes.Select(e => (int)e.Flags));
        Assert.All(answer.Envelopes.Take(3), e => Assert.Contains("summit.nations.v1.PositionService", Encoding.UTF8.GetString(e.Message)));
        Assert.False(Ending(answer).TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("{", 0, 0)]
    [InlineData("{}", 4, 0)]
    [InlineData("{}", 1, 0)]
    [InlineData("{}", 0, 1)]
    public async Task BothWays_SecondMessageIsBroken_FirstIsAnsweredAndTheErrorIsTheCallers(string second, byte flags, int cut)
    {
        byte[] body = [.. WebCaller.Envelope(Utf8("""{"listServices": "*"}""")), .. WebCaller.Envelope(Utf8(second), flags)[..^cut]];

        var answer = await Caller.SendAsync("POST", Reflection, JsonStream, body);

        Assert.Equal("invalid_argument", Ending(answer).GetProperty("error").GetProperty("code").GetString());
    }

    private static JsonElement Ending(WebAnswer answer)
    {
        var (flags, message) = answer.Envelopes[^1];
        Assert.Equal(2, flags);
        return JsonDocument.Parse(message).RootElement;
    }

    private static async Task<(byte Flags, byte[] Message)> ReadAsync(Stream stream)
    {
        var head = new byte[5];
        await stream.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1))];
        await stream.ReadExactlyAsync(message, TestContext.Current.CancellationToken);
        return (head[0], message);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
