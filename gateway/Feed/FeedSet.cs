using System.Collections.Frozen;
using Summit.Client;
using Summit.Gateway.Upstream;

namespace Summit.Gateway.Feed;

/// <summary>What is known about the revisions of every service.</summary>
internal sealed class FeedSet(ServiceDirectory directory, TimeProvider time)
{
    private readonly FrozenDictionary<string, ServiceFeed> _feeds =
        directory.All.ToFrozenDictionary(s => s.Package, s => new ServiceFeed(s.Package, time), StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyList<ServiceFeed> All => _feeds.Values;

    /// <summary>The feed of a package; null when its service is not configured.</summary>
    public ServiceFeed? Find(string package) => _feeds.GetValueOrDefault(package);

    /// <summary>Takes note of a vector that a service named in an answer.</summary>
    public void Seen(string? vector)
    {
        foreach (var (package, text) in RevisionVector.Parse(vector).Entries)
        {
            if (_feeds.TryGetValue(package, out var feed) && RevisionVector.TrySplit(text, out var number, out var epoch))
            {
                feed.Seen(number, epoch);
            }
        }
    }
}
