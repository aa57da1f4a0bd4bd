using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace Summit.Client;

/// <summary>
/// Durations of outgoing calls, with the names of the OpenTelemetry conventions for gRPC. The span of a call is written by
/// Grpc.Net.Client itself; its instrumentation package gives it the names.
/// </summary>
internal static class ClientTelemetry
{
    private static readonly Meter Meter = new(SummitTelemetry.ClientName);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("rpc.client.call.duration", "s", "Duration of outgoing calls.");

    public static void End(CallState state, StatusCode code) => Duration.Record(
        Stopwatch.GetElapsedTime(state.Started).TotalSeconds,
        new(SummitTelemetry.RpcSystem, SummitTelemetry.Grpc),
        new(SummitTelemetry.RpcMethod, state.Method?.FullName[1..] ?? "_OTHER"),
        new(SummitTelemetry.RpcStatus, SummitTelemetry.NameOf(code)));
}
