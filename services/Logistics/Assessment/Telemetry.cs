using System.Diagnostics;

namespace Summit.Logistics.Assessment;

/// <summary>What this service says about itself beyond what hosts and clients say.</summary>
internal static class Telemetry
{
    /// <summary>Spans of the steps of an assessment.</summary>
    public static readonly ActivitySource Source = new("Summit.Logistics");
}
