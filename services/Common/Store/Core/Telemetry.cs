using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Summit.Store;

/// <summary>Spans and metrics of the store, source and meter <c>Summit.Store</c>.</summary>
public static class Telemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Summit.Store";

    internal static readonly ActivitySource Source = new(Name);
    internal static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "db.client.operation.duration", "s", "Duration of database statements.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5] });

    internal static readonly Counter<long> Commits = Meter.CreateCounter<long>(
        "summit.store.commits", "{commit}", "Transactions by outcome.");

    internal static readonly Histogram<double> CommitDuration = Meter.CreateHistogram<double>(
        "summit.store.commit.duration", "s", "Duration of transactions, with the wait for the writer.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    internal static readonly Histogram<int> GroupSize = Meter.CreateHistogram<int>(
        "summit.store.group.size", "{transaction}", "Transactions that shared one durable commit.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128] });

    internal static readonly Counter<long> Timers = Meter.CreateCounter<long>(
        "summit.store.timers", "{timer}", "Timers that were due, by kind and outcome.");

    internal static readonly Histogram<double> TimerDelay = Meter.CreateHistogram<double>(
        "summit.store.timer.delay", "s", "Time from the due time of a timer to its commit.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 15, 60, 300, 3600] });

    internal static readonly UpDownCounter<int> Watchers = Meter.CreateUpDownCounter<int>(
        "summit.store.watchers", "{watcher}", "Open watches of the change feed.");

    internal static StatementSpan Timed(string system, string operation) => new(system, operation);

    internal static Activity? Operation(string system, string operation, string? collection)
    {
        var activity = Source.StartActivity($"store {operation}", ActivityKind.Client);
        if (activity is not null)
        {
            activity.SetTag("db.system.name", system);
            activity.SetTag("db.operation.name", operation);
            if (collection is not null)
            {
                activity.SetTag("db.collection.name", collection);
            }
        }
        return activity;
    }

    /// <summary>Marks the store's current span as failed, and returns the error.</summary>
    internal static Exception Failed(Exception error)
    {
        if (Activity.Current is { } activity && activity.Source == Source)
        {
            activity.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            activity.SetTag("error.type", error.GetType().Name);
        }
        return error;
    }

    /// <summary>Measures the time of one statement. It has no cost when the metric is not collected.</summary>
    internal readonly struct StatementSpan(string system, string operation) : IDisposable
    {
        private readonly long _start = Duration.Enabled ? Stopwatch.GetTimestamp() : 0;

        public void Dispose()
        {
            if (_start != 0)
            {
                Duration.Record(
                    Stopwatch.GetElapsedTime(_start).TotalSeconds,
                    new KeyValuePair<string, object?>("db.system.name", system),
                    new KeyValuePair<string, object?>("db.operation.name", operation));
            }
        }
    }
}
