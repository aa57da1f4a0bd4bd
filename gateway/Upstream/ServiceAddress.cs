using System.Net;
using System.Net.Sockets;

namespace Summit.Gateway.Upstream;

/// <summary>Finds the addresses of a name.</summary>
internal delegate Task<IPAddress[]> NameLookup(string name, CancellationToken cancellationToken);

/// <summary>
/// One configured address of a service: <c>http://host:port</c>, <c>https://host:port</c>, <c>dns:///host:port</c> (every
/// address of the name is a replica) or <c>static:///host:port,host:port</c> (replicas by hand).
/// </summary>
/// <param name="Authority">Scheme, host and port that requests name.</param>
/// <param name="EndPoint">Where to connect when the address is not a name of several replicas.</param>
/// <param name="ByName">Whether every address of the name is a replica (<c>dns:///</c>).</param>
internal sealed record ServiceAddress(Uri Authority, EndPoint EndPoint, bool ByName)
{
    private const string DnsScheme = "dns:///";

    private const string StaticScheme = "static:///";

    /// <summary>Reads the addresses of a service.</summary>
    /// <param name="text">What is configured.</param>
    /// <param name="secure">Whether the forms without a scheme of HTTP are called with TLS.</param>
    /// <exception cref="FormatException">One has none of the four forms.</exception>
    public static ServiceAddress[] ParseAll(string text, bool secure) => text.StartsWith(StaticScheme, StringComparison.Ordinal)
        ? [.. text[StaticScheme.Length..].Split(',', StringSplitOptions.TrimEntries).Select(a => Parse(Scheme(secure) + a, secure))]
        : [Parse(text, secure)];

    private static string Scheme(bool secure) => secure ? "https://" : "http://";

    private static ServiceAddress Parse(string text, bool secure)
    {
        var byName = text.StartsWith(DnsScheme, StringComparison.Ordinal);
        var url = byName ? Scheme(secure) + text[DnsScheme.Length..] : text;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.AbsolutePath != "/")
        {
            throw new FormatException($"'{text}' is not an address of a service; use http://host:port, https://host:port, dns:///host:port and static:///host:port,host:port.");
        }

        EndPoint endPoint = IPAddress.TryParse(uri.DnsSafeHost, out var ip) ? new IPEndPoint(ip, uri.Port) : new DnsEndPoint(uri.DnsSafeHost, uri.Port);
        return new(uri, endPoint, byName && endPoint is DnsEndPoint);
    }

    /// <summary>The replicas behind this address now; none when its name does not resolve.</summary>
    public async Task<IEnumerable<(Uri, EndPoint)>> ResolveAsync(NameLookup lookup, CancellationToken cancellationToken)
    {
        if (!ByName)
        {
            return [(Authority, EndPoint)];
        }

        try
        {
            var found = await lookup(Authority.DnsSafeHost, cancellationToken);
            return found.Select(ip => (Authority, (EndPoint)new IPEndPoint(ip, Authority.Port)));
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
