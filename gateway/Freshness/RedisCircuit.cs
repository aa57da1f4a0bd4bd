using Summit.Hosting.Lifecycle;

namespace Summit.Gateway.Freshness;

/// <summary>
/// Keeps calls away from a Redis that does not answer. The first failure opens it; it closes by itself when a ping, sent
/// from here and by no call, is answered in time.
/// </summary>
internal sealed partial class RedisCircuit(HostHealth health, CacheOptions options, TimeProvider time, ILogger log)
{
    private const string Part = "redis";
    private int _open;
    private long _writeRest;

    /// <summary>Whether Redis is left alone.</summary>
    public bool IsOpen => Volatile.Read(ref _open) != 0;

    /// <summary>Whether nothing is written, because Redis has no room or is read-only.</summary>
    public bool WriteRests => Volatile.Read(ref _writeRest) is not 0 and var since && time.GetElapsedTime(since) < options.RedisRetry;

    /// <summary>Opens it and begins to try.</summary>
    /// <param name="reason">What went wrong.</param>
    /// <param name="ping">Asks Redis for a sign of life.</param>
    /// <param name="stopping">Ends the trying.</param>
    public void Open(string reason, Func<Task> ping, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _open, 1) == 0)
        {
            health.SetDegraded(Part, reason);
            Log.Opened(log, reason);
            _ = CloseWhenAliveAsync(ping, stopping);
        }
    }

    /// <summary>Lets writing rest for a while.</summary>
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
        [LoggerMessage(EventId = 1, EventName = "cache.circuit_opened", Level = LogLevel.Warning, Message = "Redis is left alone until it answers again: {Reason}")]
        public static partial void Opened(ILogger logger, string reason);

        [LoggerMessage(EventId = 2, EventName = "cache.circuit_closed", Level = LogLevel.Information, Message = "Redis answers again")]
        public static partial void Closed(ILogger logger);

        [LoggerMessage(EventId = 3, EventName = "cache.writing_rests", Level = LogLevel.Warning, Message = "Nothing is written to Redis for a while: {Reason}")]
        public static partial void WritingRests(ILogger logger, string reason);
    }
}
