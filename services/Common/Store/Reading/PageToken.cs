using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Summit.Store;

/// <summary>
/// Where a page ended: the revision of the list and the last name, bound to all other parameters of the request. It is signed
/// with a key of the store, so a modified token never reads another revision.
/// </summary>
internal sealed record PageToken(Revision Revision, string After)
{
    private const int SignatureLength = 16;
    private const int HashLength = 8;

    public static PageToken Parse(string text, string collection, ListQuery query, ReadOnlySpan<byte> key)
    {
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw Invalid();
        }
        if (bytes.Length <= SignatureLength + HashLength)
        {
            throw Invalid();
        }
        var content = bytes.AsSpan(SignatureLength);
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureLength), Sign(content, key)))
        {
            throw Invalid();
        }
        var parts = Encoding.UTF8.GetString(content[HashLength..]).Split(' ');
        if (parts.Length != 2 || !Revision.TryParse(parts[0], out var revision))
        {
            throw Invalid();
        }
        return content[..HashLength].SequenceEqual(Hash(collection, query))
            ? new PageToken(revision, parts[1])
            : throw new InvalidQueryException("page_token", "it belongs to a list with another parent, filter or order; repeat those, or start without a token.");
    }

    public string Encode(string collection, ListQuery query, ReadOnlySpan<byte> key)
    {
        byte[] content = [.. Hash(collection, query), .. Encoding.UTF8.GetBytes($"{Revision} {After}")];
        return Base64Url.EncodeToString([.. Sign(content, key), .. content]);
    }

    private static InvalidQueryException Invalid() => new("page_token", "it was not issued by this service, or it was changed; ask for the first page without a token.");

    private static ReadOnlySpan<byte> Sign(ReadOnlySpan<byte> content, ReadOnlySpan<byte> key) => HMACSHA256.HashData(key, content).AsSpan(0, SignatureLength);

    private static byte[] Hash(string collection, ListQuery query)
    {
        var text = string.Join('\0', collection, query.Parent, query.Filter, query.OrderBy, query.Visibility.Key);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text))[..HashLength];
    }
}
