using Summit.Hosting.Options;

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
    public int CatchUp { get; set; } = 1000;

    /// <summary>Bearer token for the feeds, where production asks for one. Default: none.</summary>
    public string? Token { get; set; }

    /// <summary>File that holds the token; it is read again before every use, so that it can be renewed. Default: none.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Where the issuer gives tokens for client credentials, as an https address. Default: none.</summary>
    public string? TokenAddress { get; set; }

    /// <summary>The gateway's name at the issuer. Needed with TokenAddress.</summary>
    public string? ClientId { get; set; }

    /// <summary>File with the secret of ClientId; read again before every use. Default: none.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>
    /// File with a signed assertion in place of a secret (RFC 7523), such as a projected service account token of Kubernetes; read
    /// again before every use. Default: none.
    /// </summary>
    public string? ClientAssertionFile { get; set; }

    /// <summary>Scope to ask the issuer for. Default: none, the issuer decides.</summary>
    public string? Scope { get; set; }

    /// <summary>Everything that is wrong, one sentence each.</summary>
    /// <param name="development">Whether the host runs in Development, where services ask for no token.</param>
    public IEnumerable<string> Errors(bool development) => new[]
    {
        // The lease is also the longest silence that the watch asks for; the contract sets its bounds.
        Allowed.Between(Section + ":Lease", Lease, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5)),
        Allowed.Between(Section + ":ProbeInterval", ProbeInterval, TimeSpan.FromMilliseconds(1), Lease / 2),
        Allowed.Between(Section + ":Reconnect", Reconnect, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
        Allowed.Between(Section + ":CatchUp", CatchUp, 0, 100_000),
        Allowed.Existing(Section + ":TokenFile", TokenFile),
        Allowed.Existing(Section + ":ClientSecretFile", ClientSecretFile),
        Allowed.Existing(Section + ":ClientAssertionFile", ClientAssertionFile),
        TokenAddress is not null && !IsSafe(TokenAddress) ? $"{Section}:TokenAddress \"{TokenAddress}\" is not an https address" : null,
        (TokenAddress is null) != (ClientId is null) ? $"{Section}:TokenAddress and {Section}:ClientId are needed together" : null,
        TokenAddress is not null && (ClientSecretFile is null) == (ClientAssertionFile is null)
            ? $"{Section}:TokenAddress needs one of {Section}:ClientSecretFile and {Section}:ClientAssertionFile"
            : null,
        new[] { Token, TokenFile, TokenAddress }.Count(t => t is not null) > 1
            ? $"More than one of {Section}:Token, {Section}:TokenFile and {Section}:TokenAddress is set; the token comes from one of them"
            : null,
        !development && string.IsNullOrEmpty(Token) && TokenFile is null && TokenAddress is null
            ? $"{Section}:TokenFile (or TokenAddress, or Token) is needed outside Development: without one the services do not tell what changed"
            : null,
    }.OfType<string>();

    private static bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));
}
