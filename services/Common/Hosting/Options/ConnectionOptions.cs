namespace Summit.Hosting.Options;

/// <summary>How connections age, so that new replicas get their share of callers; section <c>Summit:Connections</c>.</summary>
public sealed class ConnectionOptions
{
    /// <summary>Age at which a connection is asked to end (GOAWAY), give or take a tenth. Zero: never. Default: 5 min.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long calls on it may go on after that. Default: 10 min, longer than any call with a deadline. Then watches and other
    /// open-ended calls end with <c>SHUTTING_DOWN</c>, and 5 s later the connection.
    /// </summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Calls at a time on one connection. Default: 100.</summary>
    public int MaxStreams { get; set; } = 100;

    internal IEnumerable<string> Errors()
    {
        if (MaxAge < TimeSpan.Zero || Grace < TimeSpan.Zero)
        {
            yield return "Summit:Connections:MaxAge and Grace must not be negative";
        }

        if (MaxStreams is < 1 or > 10_000)
        {
            yield return $"Summit:Connections:MaxStreams {MaxStreams} is outside what is allowed: 1 to 10000";
        }
    }
}
