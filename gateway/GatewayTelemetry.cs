using System.Diagnostics;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Summit.Client;
using Summit.Gateway.Calls;
using Summit.Gateway.Freshness;
using Summit.Gateway.Metering;
using Summit.Hosting.Telemetry;

namespace Summit.Gateway;

/// <summary>Rate, errors and duration per method, how answers were served, and the line of each call in the call log.</summary>
internal static class GatewayTelemetry
{
    private static readonly CallMetrics Calls = new(GatewayMeter.Shared);

    /// <summary>Begins to observe a call; where spans are collected, ASP.NET Core has begun its span.</summary>
    public static Observation Begin(GatewayCall call, CacheCounts counts, CallLog log)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            CallTelemetry.Begin(span, call.Route.Name);
        }

        // Services have the route from their endpoints; here no endpoint is chosen.
        if (call.Http.Features.Get<IHttpMetricsTagsFeature>() is { } http)
        {
            http.MetricsDisabled = call.Route.IsWatch;
            http.Tags.Add(new("http.route", call.Route.Path));
        }

        return new(call, counts, log, Calls.Begin(call.Route.Method));
    }

    /// <summary>Names the span of a call whose method no contract has; what the caller asked for is no name.</summary>
    public static void MethodUnknown()
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            CallTelemetry.Begin(span, "_OTHER");
            CallTelemetry.End(span, StatusCode.Unimplemented);
        }
    }

    /// <summary>One call from its first to its last moment here.</summary>
    public readonly struct Observation(GatewayCall call, CacheCounts counts, CallLog log, long started) : IDisposable
    {
        public void Dispose()
        {
            var duration = Stopwatch.GetElapsedTime(started);
            var route = call.Route;
            counts.Add(call.Outcome);
            Calls.End(route.Method, route.Name, duration, call.Status, call.Outcome);
            var span = Activity.Current is { IsAllDataRequested: true } current ? current : null;
            if (span is null && !log.Wants(route.Method, call.Status, duration))
            {
                return;
            }

            string? revision = call.Http.Response.Headers[SummitMetadata.Revision];
            if (span is not null)
            {
                CallTelemetry.End(span, call.Status);
                span.SetTag(CallTelemetry.Cache, call.Outcome);
                span.SetTag(CallTelemetry.Revision, revision);
            }

            log.Write(new EndedCall(route.Method, call.Caller, call.Status, duration, call.Trace.Id)
            {
                Revision = revision,
                Cache = call.Outcome,
                Reason = call.Reason,
            });
        }
    }
}
