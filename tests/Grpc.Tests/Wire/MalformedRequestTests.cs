using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;
using Summit.Interop;

namespace Summit.GrpcTests.Wire;

public sealed class MalformedRequestTests : IAsyncLifetime
{
    private const string EmptyCall = "/grpc.testing.TestService/EmptyCall";
    private const string UnaryCall = "/grpc.testing.TestService/UnaryCall";
    private const string DuplexCall = "/grpc.testing.TestService/FullDuplexCall";
    private static readonly byte[] EmptyFrame = RawClient.Frame(0, 0);

    private TestHost _host = null!;
    private RawClient _raw = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync<InteropTestService>();
        _raw = new RawClient(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _raw.Dispose();
        await _host.DisposeAsync();
    }

    public static TheoryData<byte[], StatusCode> BadBodies => new()
    {
        { [], StatusCode.Internal },
        { [0, 0], StatusCode.Internal },
        { RawClient.Frame(0, 10, 1, 2), StatusCode.Internal },
        { RawClient.Frame(2, 0), StatusCode.Internal },
        { RawClient.Frame(1, 0), StatusCode.Internal },
        { [.. EmptyFrame, .. EmptyFrame], StatusCode.Internal },
        { [.. EmptyFrame, 7], StatusCode.Internal },
        { RawClient.Frame(0, 2, 0xFF, 0xFF), StatusCode.Internal },
        { RawClient.Frame(0, 4 * 1024 * 1024 + 1), StatusCode.ResourceExhausted },
        { RawClient.Frame(0, -1), StatusCode.ResourceExhausted },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Unary_BadBody_EndsWithStatus(byte[] body, StatusCode expected)
    {
        var answer = await _raw.PostAsync(EmptyCall, body);
        Assert.Equal((int)expected, int.Parse(answer.Status!));
        Assert.Empty(answer.Body);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 }, StatusCode.Internal)]
    [InlineData(new byte[] { 9, 0, 0, 0, 0 }, StatusCode.Internal)]
    [InlineData(new byte[] { 0, 0x7F, 0xFF, 0xFF, 0xFF }, StatusCode.ResourceExhausted)]
    public async Task Duplex_BadBody_EndsWithStatus(byte[] body, StatusCode expected) =>
        Assert.Equal((int)expected, int.Parse((await _raw.PostAsync(DuplexCall, body)).Status!));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(16384)]
    public async Task Unary_AnyChunking_Answers(int chunk)
    {
        var request = new SimpleRequest { ResponseSize = 5, Payload = new Payload { Body = ByteString.CopyFrom(new byte[chunk > 100 ? 100_000 : 20]) } }.ToByteArray();
        var answer = await _raw.PostAsync(UnaryCall, new ChunkedContent(RawClient.Frame(0, request.Length, request), chunk));
        Assert.Equal("0", answer.Status);
        Assert.Equal(5, SimpleResponse.Parser.ParseFrom(answer.Body.AsSpan(5)).Payload.Body.Length);
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpcfoo", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpc+proto", HttpStatusCode.OK)]
    [InlineData("application/grpc;charset=x", HttpStatusCode.OK)]
    public async Task ContentType_Any_IsChecked(string? contentType, HttpStatusCode expected) =>
        Assert.Equal(expected, (await _raw.PostAsync(EmptyCall, new ByteArrayContent(EmptyFrame), contentType)).Http);

    [Fact]
    public async Task Method_Get_IsNotAllowed() =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _raw.PostAsync(EmptyCall, null, method: HttpMethod.Get)).Http);

    [Fact]
    public async Task Encoding_Unknown_IsUnimplementedAndNamesTheKnown()
    {
        var answer = await _raw.PostAsync(EmptyCall, RawClient.Frame(1, 1, 1), headers => headers.Add("grpc-encoding", "snappy"));
        Assert.Equal("12", answer.Status);
        Assert.Contains("gzip", answer.Headers.GetValues("grpc-accept-encoding").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compressed_SmallThatHidesLarge_IsResourceExhausted()
    {
        var hidden = new MemoryStream();
        using (var gzip = new GZipStream(hidden, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(new byte[64 * 1024 * 1024]);
        }

        var bytes = hidden.ToArray();
        Assert.True(bytes.Length < 1024 * 1024);
        var answer = await _raw.PostAsync(UnaryCall, RawClient.Frame(1, bytes.Length, bytes), headers => headers.Add("grpc-encoding", "gzip"));
        Assert.Equal("8", answer.Status);
    }

    [Fact]
    public async Task Compressed_NotGzip_IsInternal()
    {
        var answer = await _raw.PostAsync(UnaryCall, RawClient.Frame(1, 3, 1, 2, 3), headers => headers.Add("grpc-encoding", "gzip"));
        Assert.Equal("13", answer.Status);
    }

    [Theory]
    [InlineData("/grpc.testing.TestService/Nothing", "12")]
    [InlineData("/grpc.testing.Nothing/EmptyCall", "12")]
    public async Task Path_Unknown_IsUnimplemented(string path, string expected)
    {
        var answer = await _raw.PostAsync(path, EmptyFrame);
        Assert.Equal(HttpStatusCode.OK, answer.Http);
        Assert.Equal(expected, answer.Status);
    }

    [Fact]
    public async Task Failure_BeforeAnyMessage_IsTrailersOnly()
    {
        var answer = await _raw.PostAsync(EmptyCall, []);
        Assert.True(answer.Headers.Contains("grpc-status"));
        Assert.Empty(answer.Trailers);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("123456789S")]
    [InlineData("5")]
    [InlineData("-1S")]
    public async Task Timeout_Unreadable_IsIgnored(string timeout) =>
        Assert.Equal("0", (await _raw.PostAsync(EmptyCall, EmptyFrame, headers => headers.TryAddWithoutValidation("grpc-timeout", timeout))).Status);

    private sealed class ChunkedContent(byte[] bytes, int size) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (var chunk in bytes.Chunk(size))
            {
                await stream.WriteAsync(chunk);
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
