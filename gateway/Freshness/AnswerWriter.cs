using System.Diagnostics.Metrics;
using System.Globalization;
using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Summit.Client;
using Summit.Gateway.Calls;
using Summit.Gateway.Edge;
using Summit.Gateway.Metering;
using Summit.Hosting.Telemetry;

namespace Summit.Gateway.Freshness;

/// <summary>Writes an answer that is in memory. Trace and outcome are this call's own; the bytes are everybody's.</summary>
internal static class AnswerWriter
{
    /// <summary>How old the answers were that were served while their service was away.</summary>
    private static readonly Histogram<double> StaleAge = GatewayMeter.Shared.CreateHistogram(
        "summit.cache.stale.age", "s", "Age of answers that were served while their service was away.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5, 15, 60, 300, 900, 3600, 14400, 86400] });

    /// <summary>Writes an answer.</summary>
    public static void Write(GatewayCall call, Answer answer, string outcome, string? vector)
    {
        call.Outcome = outcome;
        var headers = call.Http.Response.Headers;
        headers.ContentType = StatusWriter.GrpcContentType;
        headers[SummitMetadata.Cache] = outcome;
        headers[SummitMetadata.TraceId] = call.Trace.Id;
        if (vector is not null)
        {
            headers[SummitMetadata.Revision] = vector;
        }

        var code = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        if (answer.Body.Length == 0 && answer.Status != StatusCode.OK)
        {
            headers[StatusWriter.GrpcStatus] = code;
            headers[StatusWriter.GrpcMessage] = answer.Message;
            headers[SummitMetadata.StatusDetails] = answer.Details;
            call.End(headers);
            return;
        }

        Write(call.Http.Response.BodyWriter, answer.Body);
        call.Http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers[StatusWriter.GrpcStatus] = code;
        call.EndOk();
    }

    // As the framework's own Write, but it says how much room it wants: the writer of gRPC-Web's text form gives none when not told.
    private static void Write(PipeWriter writer, ReadOnlySpan<byte> body)
    {
        const int piece = 4 * 1024;
        while (!body.IsEmpty)
        {
            var room = writer.GetSpan(Math.Min(body.Length, piece));
            var length = Math.Min(body.Length, room.Length);
            body[..length].CopyTo(room);
            writer.Advance(length);
            body = body[length..];
        }
    }

    /// <summary>Writes an answer that may be out of date, marked with its revision and age.</summary>
    public static void WriteStale(GatewayCall call, Answer answer, string vector, TimeSpan age)
    {
        StaleAge.Record(Math.Max(0, age.TotalSeconds), new KeyValuePair<string, object?>(CallTelemetry.Method, call.Route.Name));
        call.Http.Response.Headers[SummitMetadata.Stale] = string.Create(CultureInfo.InvariantCulture, $"{vector}; age={Math.Max(0, age.TotalSeconds):0.###}s");
        Write(call, answer, CacheOutcome.Stale, vector);
    }
}
