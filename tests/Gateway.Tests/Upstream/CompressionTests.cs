using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Upstream;

public sealed class CompressionTests
{
    private const string Get = "/summit.nations.v1.PositionService/GetPosition";

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Create_CompressedByTheClient_ReachesTheServiceWhole(string encoding)
    {
        await using var cluster = await Cluster.StartAsync();
        var options = cluster.Gateway.As(Role.Delegate, "FRA", ("grpc-internal-encoding-request", encoding));

        var created = await Served<Position>.OfAsync(cluster.Gateway.Positions.CreatePositionAsync(Samples.Create("FRA", "a", PublishState.Published), options));

        Assert.Equal(Samples.Seeded, created.Value!.Name);
    }

    [Fact]
    public async Task Get_CompressedAndNot_ShareOneEntry()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);

        var plain = await cluster.Gateway.GetAsync(Samples.Seeded);
        var gzip = await cluster.Gateway.GetAsync(Samples.Seeded, cluster.Gateway.As(Role.Viewer, null, ("grpc-internal-encoding-request", "gzip")));
        var deflate = await cluster.Gateway.GetAsync(Samples.Seeded, cluster.Gateway.As(Role.Viewer, null, ("grpc-internal-encoding-request", "deflate")));

        Assert.Equal(("miss", "hit", "hit"), (plain.Cache, gzip.Cache, deflate.Cache));
        Assert.Equal(plain.Value, gzip.Value);
    }

    [Fact]
    public async Task Answer_CompressedByTheService_IsPassedOnAsItIs()
    {
        var packed = RawService.Frame(Gzip(new Position { Name = Samples.Seeded }.ToByteArray()), compressed: true);
        string? accepted = null;
        await using var service = await RawService.StartAsync(http =>
        {
            accepted = http.Request.Headers["grpc-accept-encoding"];
            http.Response.Headers["grpc-encoding"] = "gzip";
            return RawService.AnswerAsync(http, packed);
        });
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString());

        // A watch, a write: whatever is not kept is not touched. What the client can read is for the service to know.
        var (headers, body) = await PostAsync(gateway, "/summit.nations.v1.ChangeService/ListChanges", RawService.Frame([]), null);

        Assert.Equal("gzip", headers["grpc-encoding"]);
        Assert.Equal(packed, body);
        Assert.Equal("identity,gzip", accepted);
    }

    [Fact]
    public async Task Call_UnknownEncoding_UnimplementedAndSaysWhatThereIs()
    {
        await using var service = await RawService.StartAsync(RawService.Always(new Position()));
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString());

        var (headers, _) = await PostAsync(gateway, Get, RawService.Frame([1, 2, 3], compressed: true), "br");

        Assert.Equal($"{(int)StatusCode.Unimplemented}", headers["grpc-status"]);
        Assert.Equal("identity,gzip,deflate", headers["grpc-accept-encoding"]);
        Assert.Contains("br", headers["grpc-message"]);
        Assert.Equal(0, service.Calls);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Call_CompressedIsLargerThanAllowed_ResourceExhausted(string encoding)
    {
        await using var service = await RawService.StartAsync(RawService.Always(new Position()));
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString());
        var zeros = new byte[64 * 1024 * 1024];
        var bomb = RawService.Frame(encoding == "gzip" ? Gzip(zeros) : Deflate(zeros), compressed: true);

        var (headers, _) = await PostAsync(gateway, Get, bomb, encoding);

        Assert.True(bomb.Length < 1024 * 1024);
        Assert.Equal($"{(int)StatusCode.ResourceExhausted}", headers["grpc-status"]);
        Assert.Equal(0, service.Calls);
    }

    [Theory]
    [InlineData("gzip", 1)]
    [InlineData("gzip", 2)]
    [InlineData("identity", 9)]
    public async Task Call_NotWhatItsFrameSays_InvalidArgument(string encoding, byte flag)
    {
        await using var service = await RawService.StartAsync(RawService.Always(new Position()));
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString());
        var framed = RawService.Frame([1, 2, 3]);
        framed[0] = flag;

        var (headers, _) = await PostAsync(gateway, Get, framed, encoding);

        Assert.Equal($"{(int)StatusCode.InvalidArgument}", headers["grpc-status"]);
        Assert.Equal(0, service.Calls);
    }

    [Fact]
    public async Task Call_GzipBodyCutBeforeItsEnd_InvalidArgument()
    {
        await using var service = await RawService.StartAsync(RawService.Always(new Position()));
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString());
        var whole = Gzip(new GetPositionRequest { Name = Samples.Seeded }.ToByteArray());

        for (var length = 1; length < whole.Length; length++)
        {
            var (headers, _) = await PostAsync(gateway, Get, RawService.Frame(whole[..length], compressed: true), "gzip");
            Assert.Equal($"{(int)StatusCode.InvalidArgument}", headers["grpc-status"]);
        }

        Assert.Equal(0, service.Calls);
    }

    [Theory]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc-web-text+proto")]
    public async Task Call_GrpcWebOnTheGrpcPort_415AlsoWhenTheAnswerIsKept(string type)
    {
        await using var service = await RawService.StartAsync(RawService.Always(new Position()));
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString());
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Host.Address, Get))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(RawService.Frame([])),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", type);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal(0, service.Calls);
    }

    private static byte[] Gzip(byte[] bytes) => Pack(bytes, to => new GZipStream(to, CompressionLevel.Fastest));

    private static byte[] Deflate(byte[] bytes) => Pack(bytes, to => new ZLibStream(to, CompressionLevel.Fastest));

    private static byte[] Pack(byte[] bytes, Func<Stream, Stream> by)
    {
        var packed = new MemoryStream();
        using (var stream = by(packed))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Sends bytes as they are; gRPC clients would not send these.</summary>
    private static async Task<(Dictionary<string, string> Headers, byte[] Body)> PostAsync(RunningGateway gateway, string path, byte[] framed, string? encoding)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Host.Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(framed),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation("grpc-accept-encoding", "identity,gzip");
        if (encoding is not null)
        {
            request.Headers.TryAddWithoutValidation("grpc-encoding", encoding);
        }

        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        return (response.Headers.Concat(response.TrailingHeaders).ToDictionary(h => h.Key, h => string.Join(",", h.Value)), body);
    }
}
