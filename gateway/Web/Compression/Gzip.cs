using System.IO.Compression;

namespace Summit.Gateway.Web.Compression;

/// <summary>Compression of answers.</summary>
internal static class Gzip
{
    /// <summary>Its name in headers.</summary>
    public const string Name = "gzip";

    /// <summary>Bytes from which it pays: less fits into one packet anyhow.</summary>
    public const int Worthwhile = 1024;

    /// <summary>Compresses bytes.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream(bytes.Length / 4);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
