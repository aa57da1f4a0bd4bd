namespace Summit.Hosting.Options;

/// <summary>What is said about calls. Section <c>Summit:Telemetry</c>. Where it is sent, and how many calls are traced, are the standard <c>OTEL_*</c> variables.</summary>
public sealed class TelemetryOptions
{
    /// <summary>A call is slow that takes more than this share of the time that its contract grants by default. Default: 0.1, which is 1 s for most methods.</summary>
    public double SlowShare { get; set; } = 0.1;

    /// <summary>Everything that is wrong, one sentence each.</summary>
    internal IEnumerable<string> Errors() => new[] { Allowed.Between("Summit:Telemetry:SlowShare", SlowShare, 0.001, 10) }.OfType<string>();
}
