using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Summit.Interop;

namespace Summit.GrpcTests.Wire;

public sealed class CompressionTests
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Request_Compressed_IsReadAndShorter(string encoding)
    {
        string? seen = null;
        var methods = new TestMethods
        {
            Unary = (request, context) =>
            {
                seen = context.GetHttpContext().Request.Headers["grpc-encoding"];
                return Task.FromResult(new SimpleResponse { Username = request.Payload.Body.Length.ToString() });
            },
        };
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(methods.Definition()));
        var response = await host.Client().UnaryCallAsync(
            new SimpleRequest { Payload = new Payload { Body = ByteString.CopyFrom(new byte[100_000]) } },
            new Metadata { { "grpc-internal-encoding-request", encoding } });
        Assert.Equal("100000", response.Username);
        Assert.Equal(encoding, seen);
    }

    [Fact]
    public async Task Response_AlgorithmConfigured_IsCompressedForThoseWhoAccept()
    {
        var methods = new TestMethods
        {
            Unary = (request, _) => Task.FromResult(new SimpleResponse { Payload = new Payload { Body = ByteString.CopyFrom(new byte[request.ResponseSize]) } }),
        };
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(methods.Definition()), options => options.ResponseCompressionAlgorithm = "gzip");
        using var raw = new RawClient(host.Address);
        var body = new SimpleRequest { ResponseSize = 100_000 }.ToByteArray();
        var frame = RawClient.Frame(0, body.Length, body);
        var plain = await raw.PostAsync("/grpc.testing.TestService/UnaryCall", frame);
        Assert.Equal(0, plain.Body[0]);
        Assert.True(plain.Body.Length > 100_000);
        var packed = await raw.PostAsync("/grpc.testing.TestService/UnaryCall", frame, headers => headers.Add("grpc-accept-encoding", "identity, gzip"));
        Assert.Equal(1, packed.Body[0]);
        Assert.Equal("gzip", packed.Headers.GetValues("grpc-encoding").Single());
        Assert.True(packed.Body.Length < 10_000);
        Assert.Equal(100_000, (await host.Client().UnaryCallAsync(new SimpleRequest { ResponseSize = 100_000 })).Payload.Body.Length);
    }

    [Fact]
    public async Task Response_NoCompressFlag_IsPlain()
    {
        var methods = new TestMethods
        {
            Unary = (_, context) =>
            {
                context.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
                return Task.FromResult(new SimpleResponse { Username = "x" });
            },
        };
        await using var host = await TestHost.StartAsync(app => app.MapGrpcService(methods.Definition()), options => options.ResponseCompressionAlgorithm = "gzip");
        using var raw = new RawClient(host.Address);
        var answer = await raw.PostAsync("/grpc.testing.TestService/UnaryCall", RawClient.Frame(0, 0), headers => headers.Add("grpc-accept-encoding", "gzip"));
        Assert.Equal(0, answer.Body[0]);
    }

    [Fact]
    public async Task Provider_OfTheApplication_ServesBothSides()
    {
        await using var host = await TestHost.StartAsync<InteropTestService>(options =>
        {
            options.CompressionProviders.Add(new Brotli());
            options.ResponseCompressionAlgorithm = "br";
        });
        var client = host.Client(options => options.CompressionProviders = [new Brotli()]);
        using var call = client.UnaryCallAsync(
            new SimpleRequest { ResponseSize = 5000, Payload = new Payload { Body = ByteString.CopyFrom(new byte[5000]) } },
            new Metadata { { "grpc-internal-encoding-request", "br" } });
        Assert.Equal(5000, (await call).Payload.Body.Length);
    }

    private sealed class Brotli : ICompressionProvider
    {
        public string EncodingName => "br";

        public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
            new BrotliStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

        public Stream CreateDecompressionStream(Stream stream) => new BrotliStream(stream, CompressionMode.Decompress);
    }
}
