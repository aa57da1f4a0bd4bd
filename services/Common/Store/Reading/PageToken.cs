using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Summit.Store;

/// <summary>Where a page ended: the revision of the list and the last name; bound to everything else that was asked.</summary>
internal sealed record PageToken(Revision Revision, string After)
{
    private const int HashLength = 8;

    public static PageToken Parse(string text, string collection, ListQuery query)
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
        var parts = bytes.Length > HashLength ? Encoding.UTF8.GetString(bytes.AsSpan(HashLength)).Split(' ') : [];
        if (parts.Length != 2 || !Revision.TryParse(parts[0], out var revision))
        {
            throw Invalid();
        }
        return bytes.AsSpan(0, HashLength).SequenceEqual(Hash(collection, query))
            ? new PageToken(revision, parts[1])
            : throw new InvalidQueryException("page_token", "it belongs to a list with another parent, filter or order; repeat those, or start without a token.");
    }

    public string Encode(string collection, ListQuery query) =>
        Base64Url.EncodeToString([.. Hash(collection, query), .. Encoding.UTF8.GetBytes($"{Revision} {After}")]);

    private static InvalidQueryException Invalid() => new("page_token", "it is not one that this service gave.");

    private static byte[] Hash(string collection, ListQuery query)
    {
        var text = string.Join('\0', collection, query.Parent, query.Filter, query.OrderBy, query.Visibility.Key);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text))[..HashLength];
    }
}
