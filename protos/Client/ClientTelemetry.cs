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
    private const string Name = "rpc.client.call.duration";
    private const string Description = "Duration of outgoing calls; watches are not among them.";

    // .NET 8 cannot advise on bounds; its listeners set their own.
#if NET9_0_OR_GREATER
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        Name, "s", Description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = SummitTelemetry.CallBuckets });
#else
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(Name, "s", Description);
#endif

    public static void End(CallState state, StatusCode code)
    {
        // How long a watch was open says nothing about speed.
        if (!Duration.Enabled || state.Method?.DefaultDeadline == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        var status = SummitTelemetry.NameOf(code);
        var tags = new TagList
        {
            { SummitTelemetry.RpcSystem, SummitTelemetry.Grpc },
            { SummitTelemetry.RpcMethod, state.Method?.FullName[1..] ?? "_OTHER" },
            { SummitTelemetry.RpcStatus, status },
        };
        if (code != StatusCode.OK)
        {
            tags.Add("error.type", status);
        }

        Duration.Record(Stopwatch.GetElapsedTime(state.Started).TotalSeconds, tags);
    }
}
