using Summit.Hosting.Options;

namespace Summit.Gateway.Upstream;

/// <summary>How calls are passed on. Section <c>Gateway:Forwarding</c>.</summary>
internal sealed class ForwardingOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gateway:Forwarding";

    /// <summary>Longest time to reach a replica. Default 1 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a replica that could not be reached is passed over while another is there. Default 1 s.</summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often names of replicas are resolved again. Default 5 s.</summary>
    public TimeSpan ResolveInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Silence of a busy connection after which it is pinged. Default 5 s.</summary>
    public TimeSpan KeepAliveDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the answer of a ping; then the connection counts as lost. Default 5 s.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes that a service may send ahead on one stream. Default 256 KiB.</summary>
    public int StreamWindowSize { get; set; } = 256 * 1024;

    /// <summary>Largest request message of a method with a single request, in bytes, after decompression. Default 4 MiB.</summary>
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public IEnumerable<string> Errors() => new[]
    {
        Allowed.Between(Section + ":ConnectTimeout", ConnectTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5)),
        Allowed.Between(Section + ":Cooldown", Cooldown, TimeSpan.Zero, TimeSpan.FromHours(1)),
        Allowed.Between(Section + ":ResolveInterval", ResolveInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
        Allowed.Between(Section + ":KeepAliveDelay", KeepAliveDelay, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        Allowed.Between(Section + ":KeepAliveTimeout", KeepAliveTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        Allowed.Between(Section + ":StreamWindowSize", StreamWindowSize, 64 * 1024, 16 * 1024 * 1024),
        Allowed.Between(Section + ":MaxRequestBytes", MaxRequestBytes, 1024, 1024 * 1024 * 1024),
    }.OfType<string>();
}
