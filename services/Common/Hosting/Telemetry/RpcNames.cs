using System.Diagnostics.Metrics;

namespace Summit.Hosting.Telemetry;

/// <summary>Attribute names of the OpenTelemetry conventions for gRPC.</summary>
internal static class RpcNames
{
    public const string System = "rpc.system.name";
    public const string Grpc = "grpc";
    public const string Method = "rpc.method";
    public const string Status = "rpc.response.status_code";
    public const string ErrorType = "error.type";
}

/// <summary>Rate, errors and duration per method.</summary>
internal static class ServerMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Summit.Hosting";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("rpc.server.call.duration", "s", "Duration of incoming calls.");

    public static void Record(TimeSpan duration, string method, string status) => Duration.Record(
        duration.TotalSeconds, new(RpcNames.System, RpcNames.Grpc), new(RpcNames.Method, method), new(RpcNames.Status, status));
}
