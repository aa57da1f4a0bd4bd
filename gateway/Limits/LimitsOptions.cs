using Summit.Hosting.Options;

namespace Summit.Gateway.Limits;

/// <summary>How much one caller may ask. Section <c>Gateway:Limits</c>.</summary>
internal sealed class LimitsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gateway:Limits";

    /// <summary>Single answers without side effects. Default: 1,000 a second, 2,000 at once, 200 side by side.</summary>
    public ClassLimit Read { get; set; } = new() { PerSecond = 1000, Burst = 2000, Concurrent = 200 };

    /// <summary>Calls that may change something. Default: 100 a second, 200 at once, 50 side by side.</summary>
    public ClassLimit Write { get; set; } = new() { PerSecond = 100, Burst = 200, Concurrent = 50 };

    /// <summary>Streams. Default: 20 a second, 50 at once, 100 side by side.</summary>
    public ClassLimit Stream { get; set; } = new() { PerSecond = 20, Burst = 50, Concurrent = 100 };

    /// <summary>How long a caller who does not call is remembered. Default 10 min.</summary>
    public TimeSpan Forget { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The limit of a class.</summary>
    public ClassLimit Of(MethodClass methodClass) => methodClass switch
    {
        MethodClass.Read => Read,
        MethodClass.Write => Write,
        _ => Stream,
    };

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public IEnumerable<string> Errors() =>
    [
        .. Read.Errors(Section + ":Read"), .. Write.Errors(Section + ":Write"), .. Stream.Errors(Section + ":Stream"),
        .. new[] { Allowed.Between(Section + ":Forget", Forget, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)) }.OfType<string>(),
    ];
}

/// <summary>The limit of one class of methods for one caller.</summary>
internal sealed class ClassLimit
{
    /// <summary>Calls a second in the long run.</summary>
    public double PerSecond { get; set; }

    /// <summary>Calls at once after a rest.</summary>
    public int Burst { get; set; }

    /// <summary>Calls under way at the same time.</summary>
    public int Concurrent { get; set; }

    /// <summary>Everything that is wrong, one sentence each.</summary>
    /// <param name="section">Section of the class.</param>
    public IEnumerable<string> Errors(string section) => new[]
    {
        Allowed.Between(section + ":PerSecond", PerSecond, 0.001, 1_000_000),
        Allowed.Between(section + ":Burst", Burst, 1, 1_000_000),
        Allowed.Between(section + ":Concurrent", Concurrent, 1, 1_000_000),
    }.OfType<string>();
}
