using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace Summit.Client.Calls;

/// <summary>
/// Spans and durations of outgoing calls, with the names of the OpenTelemetry conventions for gRPC. The HTTP client below
/// writes its own span and the <c>traceparent</c> header.
/// </summary>
internal static class ClientTelemetry
{
    private static readonly ActivitySource Source = new(SummitTelemetry.ClientName);
    private static readonly Meter Meter = new(SummitTelemetry.ClientName);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("rpc.client.call.duration", "s", "Duration of outgoing calls.");

    public static Activity? Start(IMethod method)
    {
        var activity = Source.StartActivity(method.FullName[1..], ActivityKind.Client);
        activity?.SetTag(SummitTelemetry.RpcSystem, SummitTelemetry.Grpc);
        activity?.SetTag(SummitTelemetry.RpcMethod, method.FullName[1..]);
        return activity;
    }

    public static void End(CallState state, StatusCode code, string? reason)
    {
        var status = SummitTelemetry.NameOf(code);
        Duration.Record(
            Stopwatch.GetElapsedTime(state.Started).TotalSeconds,
            new(SummitTelemetry.RpcSystem, SummitTelemetry.Grpc),
            new(SummitTelemetry.RpcMethod, state.Method?.FullName[1..] ?? "_OTHER"),
            new(SummitTelemetry.RpcStatus, status));
        if (state.Activity is not { } activity)
        {
            return;
        }

        activity.SetTag(SummitTelemetry.RpcStatus, status);
        if (code != StatusCode.OK)
        {
            activity.SetTag(SummitTelemetry.ErrorType, string.IsNullOrEmpty(reason) ? status : reason);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }
}
