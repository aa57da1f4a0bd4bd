using Summit.Hosting.Options;

namespace Summit.Gateway.Freshness;

/// <summary>How answers are kept. Section <c>Gateway:Cache</c>. The address of Redis is <c>Summit:Redis</c>.</summary>
internal sealed class CacheOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gateway:Cache";

    /// <summary>Most bytes of the first level, keys and bookkeeping included. Default 64 MiB.</summary>
    public long MemoryBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Largest answer that is kept, in bytes. Default 1 MiB.</summary>
    public int MaxEntryBytes { get; set; } = 1024 * 1024;

    /// <summary>Largest answer of a cacheable method that is passed on, in bytes. Default 16 MiB.</summary>
    public int MaxAnswerBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Longest wait for Redis; a timeout opens the circuit. Default 100 ms.</summary>
    public TimeSpan RedisTimeout { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often Redis is tried while the circuit is open, and how long writing rests when Redis is full. Default 1 s.</summary>
    public TimeSpan RedisRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an entry stays in Redis, give or take a tenth. It is never trusted for its age. Default 24 h.</summary>
    public TimeSpan RedisExpiry { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Key of the entries' checksum, the same for all gateways; needed when others can write to this Redis. Default: none.</summary>
    public string Secret { get; set; } = "";

    /// <summary>How long a silent service is waited for when an older answer may be served instead. Default 1 s.</summary>
    public TimeSpan StaleWait { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public IEnumerable<string> Errors() => new[]
    {
        Allowed.Between(Section + ":MemoryBytes", MemoryBytes, 0, long.MaxValue),
        Allowed.Between(Section + ":MaxEntryBytes", MaxEntryBytes, 0, MaxAnswerBytes),
        Allowed.Between(Section + ":MaxAnswerBytes", MaxAnswerBytes, 1024, Array.MaxLength),
        Allowed.Between(Section + ":RedisTimeout", RedisTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
        Allowed.Between(Section + ":RedisRetry", RedisRetry, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
        Allowed.Between(Section + ":RedisExpiry", RedisExpiry, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)),
        Allowed.Between(Section + ":StaleWait", StaleWait, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
    }.OfType<string>();
}
