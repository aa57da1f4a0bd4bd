using Summit.Gateway.Feed;
using Summit.Gateway.Freshness;
using Summit.Gateway.Limits;
using Summit.Gateway.Upstream;
using Summit.Hosting.Options;

namespace Summit.Gateway;

/// <summary>Settings of the gateway; section <c>Gateway</c>, in environment variables <c>Gateway__…</c>.</summary>
internal sealed class GatewayOptions : ICheckedOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gateway";

    /// <summary>How calls are passed on.</summary>
    public ForwardingOptions Forwarding { get; set; } = new();

    /// <summary>How change feeds are followed.</summary>
    public FeedOptions Feed { get; set; } = new();

    /// <summary>How answers are kept.</summary>
    public CacheOptions Cache { get; set; } = new();

    /// <summary>How much one caller may ask.</summary>
    public LimitsOptions Limits { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<string> Errors(bool development) => [.. Forwarding.Errors(), .. Feed.Errors(development), .. Cache.Errors(), .. Limits.Errors()];
}
