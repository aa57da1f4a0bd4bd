using Summit.Hosting.Lifecycle;

namespace Summit.Gateway.Freshness;

/// <summary>
/// Circuit breaker before Redis. The first failure opens it. While it is open, a ping is sent at intervals; the circuit closes
/// when a ping is answered in time.
/// </summary>
internal sealed partial class RedisCircuit(HostHealth health, CacheOptions options, TimeProvider time, ILogger log)
{
    private const string Part = "redis";
    private int _open;
    private long _writeRest;

    /// <summary>Whether the circuit is open: Redis is not used.</summary>
    public bool IsOpen => Volatile.Read(ref _open) != 0;

    /// <summary>Whether writes are paused, because Redis is full or read-only.</summary>
    public bool WriteRests => Volatile.Read(ref _writeRest) is not 0 and var since && time.GetElapsedTime(since) < options.RedisRetry;

    /// <summary>The state in one word, as the status page and the metric say it.</summary>
    public string State => IsOpen ? "open" : WriteRests ? "full" : "closed";

    /// <summary>Opens the circuit and starts to ping.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <param name="ping">Sends a ping to Redis.</param>
    /// <param name="stopping">Stops the pings.</param>
    public void Open(string reason, Func<Task> ping, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _open, 1) == 0)
        {
            health.SetDegraded(Part, reason);
            Log.Opened(log, reason);
            _ = CloseWhenAliveAsync(ping, stopping);
        }
    }

    /// <summary>Pauses writes.</summary>
    public void RestWriting(string reason)
    {
        if (!WriteRests)
        {
            Log.WritingRests(log, reason);
        }

        Volatile.Write(ref _writeRest, time.GetTimestamp());
    }

    private async Task CloseWhenAliveAsync(Func<Task> ping, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.RedisRetry, time, stopping);
                await ping().WaitAsync(options.RedisTimeout, time, stopping);
                Volatile.Write(ref _open, 0);
                health.SetDegraded(Part, null);
                Log.Closed(log);
                return;
            }
            catch (Exception) when (!stopping.IsCancellationRequested)
            {
                // Not yet.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "cache.circuit_opened", Level = LogLevel.Warning, Message = "Redis is not used until it answers a ping: {Reason}")]
        public static partial void Opened(ILogger logger, string reason);

        [LoggerMessage(EventId = 2, EventName = "cache.circuit_closed", Level = LogLevel.Information, Message = "Redis answers again")]
        public static partial void Closed(ILogger logger);

        [LoggerMessage(EventId = 3, EventName = "cache.writing_rests", Level = LogLevel.Warning, Message = "Writes to Redis are paused: {Reason}")]
        public static partial void WritingRests(ILogger logger, string reason);
    }
}
