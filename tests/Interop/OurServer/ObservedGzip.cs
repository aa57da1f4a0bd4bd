using System.IO.Compression;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Compression;
using Microsoft.AspNetCore.Http;

namespace Summit.Interop;

/// <summary>
/// gzip that counts, per call, the messages it decompressed. The standard API does not show a handler the compressed flag of a
/// message, and two cases ask for it.
/// </summary>
internal sealed class ObservedGzip : ICompressionProvider
{
    private static readonly HttpContextAccessor Current = new();
    private readonly GzipCompressionProvider _gzip = new(CompressionLevel.Fastest);

    public string EncodingName => _gzip.EncodingName;

    public static int Decompressed(ServerCallContext context) =>
        context.GetHttpContext().Items.TryGetValue(typeof(ObservedGzip), out var count) ? (int)count! : 0;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        _gzip.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream)
    {
        var items = Current.HttpContext!.Items;
        items[typeof(ObservedGzip)] = items.TryGetValue(typeof(ObservedGzip), out var count) ? (int)count! + 1 : 1;
        return _gzip.CreateDecompressionStream(stream);
    }
}
