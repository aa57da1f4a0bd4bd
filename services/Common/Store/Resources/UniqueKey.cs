using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Summit.Store;

/// <summary>
/// Something that no two resources of a type may share, computed from their content: for example one figure for each nation,
/// definition, edition and year. The store refuses the second resource in the transaction that would write it.
/// </summary>
/// <param name="Name">
/// Name of the key in the store, such as <c>figure/1</c>, unique in its type. When <paramref name="Parts"/> changes, change the
/// name too: the store then computes the keys of what it holds anew.
/// </param>
/// <param name="Description">What must differ, in words for the caller: <c>nation, definition, edition and year</c>.</param>
/// <param name="Parts">The key of a resource; null when it has none. A pure function of the content.</param>
/// <typeparam name="T">The message.</typeparam>
public sealed record UniqueKey<T>(string Name, string Description, Func<T, IReadOnlyList<string>?> Parts)
    where T : class, IMessage<T>, new();

/// <summary>A key's value as the store keeps it. Its length does not depend on the content.</summary>
internal readonly record struct KeyValue(string Collection, string KeyName, string Hash)
{
    // Each part after its length, so that no two lists of parts look alike.
    public static KeyValue Of(string collection, string keyName, IReadOnlyList<string> parts)
    {
        var text = string.Concat(parts.Select(p => $"{p.Length}:{p}"));
        return new(collection, keyName, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    public byte[] Bytes() => Convert.FromHexString(Hash);
}
