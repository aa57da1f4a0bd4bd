using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using Summit.Gateway.Edge;
using Summit.Hosting.Identity;

namespace Summit.Gateway.Limits;

/// <summary>Keeps every caller within its rate and concurrency, class by class. A caller without a token is its address.</summary>
internal sealed class CallerLimits(IOptions<LimitsOptions> options, TimeProvider time)
{
    private static readonly int Classes = Enum.GetValues<MethodClass>().Length;
    private static readonly TimeSpan ConcurrencyRetry = TimeSpan.FromMilliseconds(250);
    private readonly LimitsOptions _options = options.Value;
    private readonly ConcurrentDictionary<Who, Gauge[]> _callers = new();
    private long _swept = time.GetTimestamp();
    private readonly long[] _refusedByRate = new long[Classes];
    private readonly long[] _refusedByConcurrency = new long[Classes];

    /// <summary>Callers that are remembered.</summary>
    public int Callers => _callers.Count;

    /// <summary>Calls refused since the start.</summary>
    public long Refused => _refusedByRate.Sum() + _refusedByConcurrency.Sum();

    /// <summary>Calls of a class refused since the start, because too many came in a second and because too many were under way.</summary>
    public (long ByRate, long ByConcurrency) RefusedOf(MethodClass methodClass) =>
        (Interlocked.Read(ref _refusedByRate[(int)methodClass]), Interlocked.Read(ref _refusedByConcurrency[(int)methodClass]));

    /// <summary>Counts a call in; it is counted out when what is returned is disposed.</summary>
    /// <exception cref="CallEndedException">The caller's limit is used up.</exception>
    public Entry Enter(Caller caller, IPAddress? address, MethodClass methodClass)
    {
        var limit = _options.Of(methodClass);
        var who = new Who(caller, caller.Subject.Length == 0 ? address : null);
        if (!_callers.TryGetValue(who, out var gauges))
        {
            Sweep();
            gauges = _callers.GetOrAdd(who, _ => [.. Enumerable.Range(0, Classes).Select(_ => new Gauge())]);
        }

        var gauge = gauges[(int)methodClass];
        if (gauge.Enter() > limit.Concurrent)
        {
            gauge.Leave();
            Interlocked.Increment(ref _refusedByConcurrency[(int)methodClass]);
            throw new CallEndedException(GatewayErrors.Limited($"At most {limit.Concurrent} calls of this kind may be under way at the same time", ConcurrencyRetry));
        }

        if (gauge.Take(time, limit) is { } wait)
        {
            gauge.Leave();
            Interlocked.Increment(ref _refusedByRate[(int)methodClass]);
            throw new CallEndedException(GatewayErrors.Limited($"At most {limit.PerSecond:0.###} calls of this kind are allowed a second", wait));
        }

        return new(gauge);
    }

    private void Sweep()
    {
        var swept = Volatile.Read(ref _swept);
        if (time.GetElapsedTime(swept) < _options.Forget || Interlocked.CompareExchange(ref _swept, time.GetTimestamp(), swept) != swept)
        {
            return;
        }

        foreach (var (who, gauges) in _callers)
        {
            if (gauges.All(g => g.IsIdle(time, _options.Forget)))
            {
                _callers.TryRemove(who, out _);
            }
        }
    }

    /// <summary>A call that was counted in.</summary>
    public readonly struct Entry(Gauge gauge) : IDisposable
    {
        public void Dispose() => gauge.Leave();
    }

    /// <summary>
    /// One caller's use of one class. The rate is kept as a single number, the time at which the caller will have rested
    /// enough to be as if it had never called (the generic cell rate algorithm).
    /// </summary>
    internal sealed class Gauge
    {
        private int _inFlight;
        private long _rested;

        public int Enter() => Interlocked.Increment(ref _inFlight);

        public void Leave() => Interlocked.Decrement(ref _inFlight);

        public bool IsIdle(TimeProvider time, TimeSpan forget) =>
            Volatile.Read(ref _inFlight) == 0 && time.GetElapsedTime(Volatile.Read(ref _rested)) > forget;

        /// <summary>Takes one call from the rate.</summary>
        /// <returns>Null when there was one; otherwise how long to wait for the next.</returns>
        public TimeSpan? Take(TimeProvider time, ClassLimit limit)
        {
            var step = (long)(time.TimestampFrequency / limit.PerSecond);
            while (true)
            {
                var now = time.GetTimestamp();
                var rested = Volatile.Read(ref _rested);
                var next = Math.Max(rested, now) + step;
                var ahead = next - now - (step * limit.Burst);
                if (ahead > 0)
                {
                    return TimeSpan.FromSeconds((double)ahead / time.TimestampFrequency);
                }

                if (Interlocked.CompareExchange(ref _rested, next, rested) == rested)
                {
                    return null;
                }
            }
        }
    }

    private readonly record struct Who(Caller Caller, IPAddress? Address);
}
