using System.Security.Cryptography;
using System.Text;
using Summit.Gateway.Calls;
using Summit.Gateway.Edge;

namespace Summit.Gateway.Freshness;

/// <summary>
/// What makes two calls ask the same: method, request bytes, what the caller may see, and the builds that would answer.
/// </summary>
internal readonly struct CacheKey : IEquatable<CacheKey>
{
    // Changes whenever what is stored under a key changes its meaning.
    private const string Prefix = "summit:answer:1:";
    private readonly MethodRoute _route;
    private readonly string _scope;
    private readonly string _build;
    private readonly RequestMessage _request;
    private readonly int _hash;

    public CacheKey(MethodRoute route, string scope, string build, RequestMessage request)
    {
        (_route, _scope, _build, _request) = (route, scope, build, request);
        var hash = default(HashCode); // Seeded per process, so that collisions cannot be provoked.
        hash.Add(route.Path);
        hash.Add(scope);
        hash.AddBytes(request.Framed);
        _hash = hash.ToHashCode();
    }

    /// <summary>Bytes that the key keeps alive.</summary>
    public int Bytes => _request.Framed.Length;

    /// <summary>The key in Redis: a digest, since requests may be long and should not be readable in Redis.</summary>
    public string ToRedisKey()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { _route.Path, _scope, _build })
        {
            digest.AppendData(Encoding.UTF8.GetBytes(part));
            digest.AppendData([0]);
        }

        digest.AppendData(_request.Message.Span);
        return Prefix + Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <inheritdoc/>
    public bool Equals(CacheKey other) =>
        _hash == other._hash && ReferenceEquals(_route, other._route) && _scope == other._scope && _build == other._build
        && _request.Framed.AsSpan().SequenceEqual(other._request.Framed);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CacheKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
