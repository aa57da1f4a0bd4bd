using System.Buffers.Text;
using Grpc.Core;

namespace Grpc.Protocol;

/// <summary>Metadata values on the wire.</summary>
internal static class MetadataCodec
{
    /// <summary>Text as it is, bytes as base64 without padding.</summary>
    public static string Encode(Metadata.Entry entry) =>
        entry.IsBinary ? Convert.ToBase64String(entry.BytesUnsafe).TrimEnd('=') : entry.Value;

    /// <summary>Adds what one received header line holds; a binary line may join several values with commas.</summary>
    /// <returns>False when a binary value is not base64.</returns>
    public static bool TryAdd(Metadata metadata, string name, string value)
    {
        var key = name.ToLowerInvariant();
        if (!key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal))
        {
            metadata.Add(Metadata.Entry.Received(key, value));
            return true;
        }

        foreach (var part in value.AsSpan().Split(','))
        {
            if (!TryDecode(value.AsSpan()[part].Trim(), out var bytes))
            {
                return false;
            }

            metadata.Add(Metadata.Entry.Received(key, bytes));
        }

        return true;
    }

    /// <summary>Base64 with or without padding.</summary>
    public static bool TryDecode(ReadOnlySpan<char> value, out byte[] bytes)
    {
        bytes = [];
        var text = value.TrimEnd('=');
        var padding = (4 - (text.Length & 3)) & 3;
        if (padding == 3 || value.Length - text.Length > 2)
        {
            return false;
        }

        Span<char> padded = text.Length <= 508 ? stackalloc char[512] : new char[text.Length + 3];
        text.CopyTo(padded);
        padded.Slice(text.Length, padding).Fill('=');
        padded = padded[..(text.Length + padding)];
        if (!Base64.IsValid(padded, out var length))
        {
            return false;
        }

        bytes = new byte[length];
        return Convert.TryFromBase64Chars(padded, bytes, out var written) && written == length;
    }
}
