using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Summit.Client;
using Summit.Policy;

namespace Summit.Hosting.Telemetry;

/// <summary>Rate, errors and duration of incoming calls per method. Watches are apart: how long one is open says nothing about speed.</summary>
public sealed class CallMetrics
{
    private readonly ConcurrentDictionary<RpcMethod, string> _classes = new();
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _watched;
    private readonly UpDownCounter<int> _watches;

    /// <summary>Creates the instruments.</summary>
    /// <param name="meter">Their meter.</param>
    public CallMetrics(Meter meter)
    {
        _duration = meter.CreateHistogram<double>("rpc.server.call.duration", "s", "Duration of incoming calls.", advice: Buckets.Calls);
        _watched = meter.CreateHistogram<double>("summit.watch.duration", "s", "How long watches were open.", advice: Buckets.Watches);
        _watches = meter.CreateUpDownCounter<int>("summit.watch.active", "{watch}", "Watches that are open.");
    }

    /// <summary>Notes that a call begins; returns when.</summary>
    public long Begin(RpcMethod method)
    {
        if (_watches.Enabled && CallTelemetry.IsWatch(method))
        {
            _watches.Add(1, new KeyValuePair<string, object?>(CallTelemetry.Method, method.FullName[1..]));
        }

        return Stopwatch.GetTimestamp();
    }

    /// <summary>Notes that a call has ended.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="name">The method's name without the leading slash.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="code">How it ended.</param>
    /// <param name="cache">How its answer was served, at a gateway.</param>
    public void End(RpcMethod method, string name, TimeSpan duration, StatusCode code, string? cache = null)
    {
        var watch = CallTelemetry.IsWatch(method);
        if (watch && _watches.Enabled)
        {
            _watches.Add(-1, new KeyValuePair<string, object?>(CallTelemetry.Method, name));
        }

        var histogram = watch ? _watched : _duration;
        if (!histogram.Enabled)
        {
            return;
        }

        var status = SummitTelemetry.NameOf(code);
        var tags = new TagList
        {
            { CallTelemetry.System, CallTelemetry.Grpc },
            { CallTelemetry.Method, name },
            { CallTelemetry.Class, _classes.GetOrAdd(method, CallTelemetry.ClassOf) },
            { CallTelemetry.Status, status },
        };
        if (CallTelemetry.IsServerFault(code))
        {
            tags.Add(CallTelemetry.ErrorType, status);
        }

        if (cache is not null)
        {
            tags.Add(CallTelemetry.Cache, cache);
        }

        histogram.Record(duration.TotalSeconds, tags);
    }
}

/// <summary>Bounds of the histograms, in seconds. They travel with the instruments, so that every listener has the same.</summary>
internal static class Buckets
{
    public static readonly InstrumentAdvice<double> Calls = new() { HistogramBucketBoundaries = SummitTelemetry.CallBuckets };

    public static readonly InstrumentAdvice<double> Watches = new() { HistogramBucketBoundaries = [1, 10, 60, 300, 900, 3600, 14400, 86400] };
}
