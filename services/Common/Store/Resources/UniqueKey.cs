using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Summit.Store;

/// <summary>
/// A key computed from the content that must be unique among the resources of a type: for example one figure for each nation,
/// definition, edition and year. The store refuses a second resource with the same key in the transaction that would write it.
/// </summary>
/// <param name="Name">
/// Name of the key in the store, such as <c>figure/1</c>, unique within its type. When <paramref name="Parts"/> changes, also
/// change the name: the store then recomputes the keys of its resources.
/// </param>
/// <param name="Description">The fields that must differ, as text for the caller: <c>nation, definition, edition and year</c>.</param>
/// <param name="Parts">Computes the key of a resource; null when it has none. A pure function of the content.</param>
/// <typeparam name="T">The message.</typeparam>
public sealed record UniqueKey<T>(string Name, string Description, Func<T, IReadOnlyList<string>?> Parts)
    where T : class, IMessage<T>, new();

/// <summary>A key's value as stored. Its length does not depend on the content.</summary>
internal readonly record struct KeyValue(string Collection, string KeyName, string Hash)
{
    // Each part is preceded by its length, so that different lists of parts never give the same text.
    public static KeyValue Of(string collection, string keyName, IReadOnlyList<string> parts)
    {
        var text = string.Concat(parts.Select(p => $"{p.Length}:{p}"));
        return new(collection, keyName, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    public byte[] Bytes() => Convert.FromHexString(Hash);
}
