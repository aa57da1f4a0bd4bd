using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>The providers of a channel or service by name.</summary>
internal sealed class CompressionProviders
{
    private readonly Dictionary<string, ICompressionProvider> _byName = new(StringComparer.Ordinal);

    public CompressionProviders(IEnumerable<ICompressionProvider> providers)
    {
        foreach (var provider in providers)
        {
            // A later provider of the same name replaces an earlier one, so that an application can bring its own gzip.
            _byName[provider.EncodingName] = provider;
        }

        AcceptEncoding = string.Join(',', _byName.Keys.Prepend(Protocol.GrpcHeaders.Identity));
    }

    /// <summary>What this side can decompress, as the value of grpc-accept-encoding.</summary>
    public string AcceptEncoding { get; }

    public static IEnumerable<ICompressionProvider> Defaults() =>
        [new GzipCompressionProvider(CompressionLevel.Fastest), new DeflateCompressionProvider(CompressionLevel.Fastest)];

    public bool TryGet(string name, out ICompressionProvider provider) => _byName.TryGetValue(name, out provider!);
}
