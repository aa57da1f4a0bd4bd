using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Summit.Client;

/// <summary>How the clients reach the services.</summary>
public sealed class SummitClientOptions
{
    /// <summary>
    /// Address of the gateway: <c>http://host:port</c>, <c>https://host:port</c>, <c>dns:///host:port</c> (every address
    /// behind the name gets its share) or <c>static:///a:1,b:2</c>. Default: <c>http://localhost:5080</c>.
    /// </summary>
    public string Address { get; set; } = "http://localhost:5080";

    /// <summary>Addresses of single packages, for callers beside the services; what is not named here goes to <see cref="Address"/>.</summary>
    public IDictionary<string, string> Services { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether <c>dns:///</c> and <c>static:///</c> addresses are called with TLS. Default: false.</summary>
    public bool Tls { get; set; }

    /// <summary>Returns the bearer token of the next call, or null for none. Default: no token.</summary>
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; set; }

    /// <summary>
    /// Attempts per call, the first included, 1 to 5. Only methods without side effects, or with a <c>request_id</c>, are
    /// repeated, and only when the service was away. 1 switches repeating off. Default: 4.
    /// </summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>Wait before the first repetition, and before a server that was away is looked for again; doubles with each, with jitter. Default: 100 ms.</summary>
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait before a repetition, and before a server that was away is looked for again. Default: 2 s.</summary>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Failures that a channel may repeat before it stops repeating at all; every success gives a tenth back. Keeps an
    /// outage from being multiplied by its callers. Default: 20.
    /// </summary>
    public int RetryBudget { get; set; } = 20;

    /// <summary>How long a connection may take to come about. Default: 1 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the names behind <c>dns:///</c> are looked up again. Default: 5 s.</summary>
    public TimeSpan ResolveInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence after which a connection is pinged. Default: 30 s.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the newest revision seen is sent back, so that a caller sees its own writes and never goes back. Default: true.</summary>
    public bool RememberRevisions { get; set; } = true;

    /// <summary>Interceptors of the caller's own, outermost first, between ours and the wire.</summary>
    public IList<Interceptor> Interceptors { get; } = [];

    /// <summary>Changes the channel after everything else was set, for example to add a certificate.</summary>
    public Action<GrpcChannelOptions>? ConfigureChannel { get; set; }

    /// <summary>Whether a call without a deadline gets its contract's. Off inside services, where the caller's own is passed on.</summary>
    internal bool ContractDeadlines { get; set; } = true;

    internal IEnumerable<string> Errors()
    {
        foreach (var (package, address) in Services.Prepend(new("Address", Address)))
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https" or "dns" or "static"))
            {
                yield return $"{package}: \"{address}\" is not an address such as http://localhost:5080 or dns:///gateway:5080";
            }
        }

        if (MaxAttempts is < 1 or > 5)
        {
            yield return $"MaxAttempts: {MaxAttempts} is outside what is allowed: 1 to 5";
        }

        if (RetryBudget is < 1 or > 1000)
        {
            yield return $"RetryBudget: {RetryBudget} is outside what is allowed: 1 to 1000";
        }

        if (InitialBackoff <= TimeSpan.Zero || MaxBackoff < InitialBackoff)
        {
            yield return $"InitialBackoff: {InitialBackoff} must be above zero and at most MaxBackoff, {MaxBackoff}";
        }

        if (ConnectTimeout <= TimeSpan.Zero || ResolveInterval <= TimeSpan.Zero || KeepAlive <= TimeSpan.Zero)
        {
            yield return "ConnectTimeout, ResolveInterval and KeepAlive must be above zero";
        }
    }
}
