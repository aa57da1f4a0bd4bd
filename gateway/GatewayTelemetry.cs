using System.Diagnostics;
using System.Diagnostics.Metrics;
using Summit.Client;
using Summit.Gateway.Calls;
using Summit.Gateway.Freshness;

namespace Summit.Gateway;

/// <summary>Rate, errors and duration per method, and how answers were served. Names follow the conventions for gRPC.</summary>
internal static class GatewayTelemetry
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Summit.Gateway";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("rpc.server.call.duration", "s", "Duration of incoming calls.");

    /// <summary>Begins to observe a call; where spans are collected, ASP.NET Core has begun its span.</summary>
    public static Observation Begin(GatewayCall call, CacheCounts counts)
    {
        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.DisplayName = call.Route.Name;
            activity.SetTag("rpc.system.name", "grpc");
            activity.SetTag("rpc.method", call.Route.Name);
        }

        return new(call, counts, Duration.Enabled ? Stopwatch.GetTimestamp() : 0);
    }

    /// <summary>One call from its first to its last moment here.</summary>
    public readonly struct Observation(GatewayCall call, CacheCounts counts, long started) : IDisposable
    {
        public void Dispose()
        {
            counts.Add(call.Outcome);
            if (started != 0)
            {
                Duration.Record(
                    Stopwatch.GetElapsedTime(started).TotalSeconds,
                    new("rpc.system.name", "grpc"), new("rpc.method", call.Route.Name), new("rpc.response.status_code", SummitTelemetry.NameOf(call.Status)), new("summit.cache", call.Outcome));
            }

            if (Activity.Current is { IsAllDataRequested: true } activity)
            {
                var status = SummitTelemetry.NameOf(call.Status);
                activity.SetTag("rpc.response.status_code", status);
                activity.SetTag("summit.cache", call.Outcome);
                if (call.Status != Grpc.Core.StatusCode.OK)
                {
                    activity.SetTag("error.type", status);
                    activity.SetStatus(ActivityStatusCode.Error);
                }
            }
        }
    }
}
