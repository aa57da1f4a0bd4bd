using System.ComponentModel.DataAnnotations;

namespace Summit.Gateway.Feed;

/// <summary>How change feeds are followed. Section <c>Gateway:Feed</c>.</summary>
internal sealed class FeedOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gateway:Feed";

    /// <summary>How long after a confirmed look at a service answers from the cache count as fresh. Default 2 s.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a service is asked for its newest revision. At most half of <see cref="Lease"/>. Default 500 ms.</summary>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait before a broken feed is opened again. Default 200 ms.</summary>
    public TimeSpan Reconnect { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many revisions of the past are read at start, so that answers kept in Redis can be judged. Default 1,000.</summary>
    [Range(0, 100_000)]
    public int CatchUp { get; set; } = 1000;

    /// <summary>Bearer token for the feeds, where production asks for one. Default: none.</summary>
    public string? Token { get; set; }

    /// <summary>File that holds the token; it is read again before every use, so that it can be renewed. Default: none.</summary>
    public string? TokenFile { get; set; }
}
