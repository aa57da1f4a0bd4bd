using System.Diagnostics;

namespace Summit.Logistics.Assessment;

/// <summary>The telemetry of this service beyond that of hosts and clients.</summary>
internal static class Telemetry
{
    /// <summary>Spans of the steps of an assessment.</summary>
    public static readonly ActivitySource Source = new("Summit.Logistics");

    /// <summary>Computes a part of a step in a span of its own.</summary>
    public static T Part<T>(string name, Func<T> compute)
    {
        using var span = Source.StartActivity($"assessment {name}");
        return compute();
    }
}
