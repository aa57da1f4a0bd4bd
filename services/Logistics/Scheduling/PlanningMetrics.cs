using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Summit.Logistics.Scheduling;

/// <summary>How busy the planning threads are: what an operator scales replicas by.</summary>
internal static class PlanningMetrics
{
    private static readonly Meter Meter = new("Summit.Logistics");

    /// <summary>Calls that wait for a thread.</summary>
    public static readonly UpDownCounter<int> Waiting = Meter.CreateUpDownCounter<int>("summit.planner.waiting", "{call}", "Computations that wait for a planning thread.");

    /// <summary>Calls that found the queue full.</summary>
    public static readonly Counter<long> Refused = Meter.CreateCounter<long>("summit.planner.refused", "{call}", "Computations refused because the queue was full.");

    private static readonly UpDownCounter<int> Running = Meter.CreateUpDownCounter<int>("summit.planner.running", "{call}", "Computations that run on a planning thread.");

    private static readonly Histogram<double> Wait = Meter.CreateHistogram(
        "summit.planner.wait", "s", "Time that computations waited for a planning thread.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60] });

    /// <summary>Notes that a computation begins; it ends when what is returned is disposed.</summary>
    public static Run Begin(long arrived)
    {
        Wait.Record(Stopwatch.GetElapsedTime(arrived).TotalSeconds);
        Running.Add(1);
        return default;
    }

    /// <summary>A computation that runs.</summary>
    public readonly struct Run : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => Running.Add(-1);
    }
}
