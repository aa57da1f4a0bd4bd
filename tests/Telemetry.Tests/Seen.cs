namespace Summit.Telemetry.Tests;

/// <summary>A span as it arrived.</summary>
internal sealed record SeenSpan(
    string Service, string Scope, string Name, int Kind, string TraceId, string SpanId, string ParentId, bool Error, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Events)
{
    /// <summary>The kind of a span for an incoming call, in the protocol's numbers.</summary>
    public const int Server = 2;
}

/// <summary>A metric as it arrived: all its series, however often each came.</summary>
internal sealed record SeenMetric(string Service, string Scope, string Name, string Unit, string Type, string Bounds)
{
    /// <summary>The attributes of each series, as <c>name=value;…</c> in order.</summary>
    public HashSet<string> Series { get; } = [];

    /// <summary>Names and values of all attributes.</summary>
    public HashSet<(string Name, string Value)> Attributes { get; } = [];

    /// <summary>Traces that its exemplars name.</summary>
    public HashSet<string> Exemplars { get; } = [];

    /// <summary>What is known of it at this moment.</summary>
    public SeenMetric Copy()
    {
        var copy = new SeenMetric(Service, Scope, Name, Unit, Type, Bounds);
        copy.Series.UnionWith(Series);
        copy.Attributes.UnionWith(Attributes);
        copy.Exemplars.UnionWith(Exemplars);
        return copy;
    }
}

/// <summary>A log record as it arrived.</summary>
internal sealed record SeenLog(string Service, string Category, string Event, int Severity, string TraceId, string Text, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Severity from which on somebody should look, in the protocol's numbers.</summary>
    public const int ErrorSeverity = 17;
}
