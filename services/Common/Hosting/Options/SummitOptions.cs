using System.Net;
using Summit.Store;

namespace Summit.Hosting.Options;

/// <summary>Settings of a host; section <c>Summit</c>, in environment variables <c>Summit__…</c>.</summary>
public sealed class SummitOptions
{
    /// <summary>Address to listen on: an IP address, <c>localhost</c>, or <c>*</c> for all. Default: <c>127.0.0.1</c>.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port for gRPC; 0 takes a free one. Default: 0.</summary>
    public int Port { get; set; }

    /// <summary>Port for health and status; 0 takes a free one. Default: 0.</summary>
    public int ManagementPort { get; set; }

    /// <summary>Path of a SQLite file, or a PostgreSQL connection string. Needed by hosts with a store.</summary>
    public string Database { get; set; } = "";

    /// <summary>Further settings of the store; see its own page.</summary>
    public StoreOptions Store { get; set; } = new();

    /// <summary>Name of the data set to load into an empty store, for example <c>paris-2025</c>. Default: none.</summary>
    public string? Seed { get; set; }

    /// <summary>Redis connection, for hosts with a cache. Default: none.</summary>
    public string? Redis { get; set; }

    /// <summary>File with the password of Redis; read again with each connection. Default: none, it stands in Redis.</summary>
    public string? RedisPasswordFile { get; set; }

    /// <summary>Whether the host stops when its standard input ends, so that it dies with the process that started it. Default: false.</summary>
    public bool ParentPipe { get; set; }

    /// <summary>
    /// Whether a call fails that reads a type which its contract does not name; otherwise its answer is marked, so that no cache
    /// keeps it. Default: true in Development, false elsewhere.
    /// </summary>
    public bool? FailUndeclaredReads { get; set; }

    /// <summary>Address of each other service, by package: <c>Summit:Services:summit.nations.v1</c>.</summary>
    public IDictionary<string, string> Services { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Certificate of the gRPC port. Default: none, HTTP/2 in clear.</summary>
    public TlsOptions Tls { get; set; } = new();

    /// <summary>Whom tokens come from.</summary>
    public IdentityOptions Identity { get; set; } = new();

    /// <summary>How connections age.</summary>
    public ConnectionOptions Connections { get; set; } = new();

    /// <summary>How the host goes down.</summary>
    public ShutdownOptions Shutdown { get; set; } = new();

    /// <summary>What is said about calls.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>Everything that is wrong, one sentence each, beginning with the full key.</summary>
    /// <param name="development">Whether the host runs in Development.</param>
    internal IEnumerable<string> Errors(bool development)
    {
        if (Address is not ("*" or "localhost") && !IPAddress.TryParse(Address, out _))
        {
            yield return $"Summit:Address \"{Address}\" is not an IP address, localhost or *";
        }

        foreach (var (name, port) in new[] { ("Port", Port), ("ManagementPort", ManagementPort) })
        {
            if (port is < 0 or > 65535)
            {
                yield return $"Summit:{name} {port} is outside what is allowed: 0 to 65535";
            }
        }

        if (Port != 0 && Port == ManagementPort)
        {
            yield return $"Summit:Port and Summit:ManagementPort are both {Port}; one cannot serve gRPC and HTTP/1.1 in clear";
        }

        foreach (var (package, address) in Services)
        {
            if (!IsAddress(address))
            {
                yield return $"Summit:Services:{package} \"{address}\" is not an address such as http://host:8080 or dns:///name:8080";
            }
        }

        if (Allowed.Existing("Summit:RedisPasswordFile", RedisPasswordFile) is { } missing)
        {
            yield return missing;
        }

        foreach (var error in Tls.Errors().Concat(StoreOptionsRules.Errors(Store)).Concat(Identity.Errors(development)).Concat(Connections.Errors()).Concat(Shutdown.Errors()).Concat(Telemetry.Errors()))
        {
            yield return error;
        }
    }

    private static bool IsAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme switch
        {
            "http" or "https" => uri is { AbsolutePath: "/", Query: "" },
            "dns" => uri.Host.Length == 0 && IsHost(address["dns:///".Length..]),
            "static" => uri.Host.Length == 0 && address["static:///".Length..].Split(',', StringSplitOptions.TrimEntries).All(IsHost),
            _ => false,
        };

    private static bool IsHost(string text) => Uri.TryCreate("http://" + text, UriKind.Absolute, out var uri) && uri is { AbsolutePath: "/", Query: "" };
}
