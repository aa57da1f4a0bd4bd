using Microsoft.Extensions.Options;
using Summit.Gateway.Feed;
using Summit.Gateway.Freshness;
using Summit.Gateway.Limits;
using Summit.Gateway.Upstream;
using Summit.Gateway.Web;

namespace Summit.Gateway;

/// <summary>Settings of the gateway; section <c>Gateway</c>, in environment variables <c>Gateway__…</c>.</summary>
internal sealed class GatewayOptions
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

    /// <summary>The port for browsers.</summary>
    public WebOptions Web { get; set; } = new();
}

/// <summary>What is allowed in section <c>Gateway</c>.</summary>
internal sealed class GatewayOptionsRules(IHostEnvironment environment) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        string[] errors =
        [
            .. options.Forwarding.Errors(), .. options.Feed.Errors(environment.IsDevelopment()), .. options.Cache.Errors(), .. options.Limits.Errors(), .. options.Web.Errors(),
        ];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
