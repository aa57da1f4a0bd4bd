using System.Diagnostics.Metrics;

namespace Summit.Gateway.Metering;

/// <summary>The meter of everything that the gateway counts about calls.</summary>
internal static class GatewayMeter
{
    /// <summary>Its name, which an exporter subscribes to.</summary>
    public const string Name = "Summit.Gateway";

    /// <summary>The instruments that belong to the process and not to one host.</summary>
    public static Meter Shared { get; } = new(Name);
}
