using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>
/// Commits timers when they are due. Every replica runs one. The counter's lock decides which replica commits a timer, and the
/// database's clock decides whether it is due.
/// </summary>
internal sealed partial class TimerService(
    ResourceStore store, IEnumerable<TimerRegistration> registrations, IServiceProvider services, ILogger<TimerService> logger) : BackgroundService
{
    private const long AtOnce = 64;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, System.Type> _handlers = registrations.ToDictionary(r => r.Kind, r => r.Handler, StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _failed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _wake = new(0, 1);

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    /// <summary>Commits the timers that are due now; returns the time until the next check.</summary>
    internal async Task<TimeSpan> FireDueAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        var timers = await store.State.Database.ReadAsync(
            static (session, _, token) => session.QueryAsync(
                Statements.DueTimers,
                static r => new StoreTimer(r.GetString(0), Micros.ToInstant(r.GetInt64(1)), r.GetString(2), r.GetFieldValue<byte[]>(3)),
                token,
                AtOnce),
            0,
            cancellationToken);
        var now = store.State.Time.GetUtcNow();
        var wait = store.State.Database.SoleOwner ? LongestWait : store.State.Options.PollInterval;
        foreach (var timer in timers)
        {
            var next = _failed.TryGetValue(timer.Key, out var retry) && retry > timer.DueTime ? retry : timer.DueTime;
            if (next <= now && !await FireAsync(timer, cancellationToken))
            {
                next = now + RetryPause;
            }
            var until = next <= now ? TimeSpan.Zero : next - now;
            wait = until < wait ? until : wait;
        }
        return wait;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        store.State.TimersChanged += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var wait = await LookAsync(stoppingToken);
                await WaitAsync(wait, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutting down. The next start, or another replica, commits the timers that are due next.
        }
        finally
        {
            store.State.TimersChanged -= Wake;
        }
    }

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await FireDueAsync(cancellationToken);
        }
        catch (StoreException e)
        {
            Log.StoreAway(logger, e);
            return RetryPause;
        }
    }

    // True when the timer has been handled, here or elsewhere.
    private async Task<bool> FireAsync(StoreTimer timer, CancellationToken cancellationToken)
    {
        if (!_handlers.TryGetValue(timer.Kind, out var type))
        {
            Log.NoHandler(logger, timer.Kind);
            _failed[timer.Key] = store.State.Time.GetUtcNow() + RetryPause;
            return false;
        }
        var handler = (ITimerHandler)services.GetRequiredService(type);
        try
        {
            using var span = Telemetry.Source.StartActivity("store timer");
            span?.SetTag("summit.timer.kind", timer.Kind);
            var early = false;
            await store.CommitAsync(
                new CommitInfo { Actor = "timer", Method = "timer/" + timer.Kind },
                transaction =>
                {
                    // Removed or rescheduled: another replica has committed it, or the domain's code has changed it.
                    if (transaction.FindTimer(timer.Key) is { } now && now.DueTime == timer.DueTime)
                    {
                        early = now.DueTime > transaction.Now;
                        if (!early)
                        {
                            transaction.Cancel(timer.Key);
                            handler.Fire(transaction, now);
                        }
                    }
                    return new Empty();
                },
                cancellationToken);
            _failed.Remove(timer.Key);
            if (!early)
            {
                Telemetry.Timers.Add(1, new("summit.timer.kind", timer.Kind), new("summit.store.outcome", "committed"));
                Telemetry.TimerDelay.Record(Math.Max(0, (store.State.Time.GetUtcNow() - timer.DueTime).TotalSeconds), new KeyValuePair<string, object?>("summit.timer.kind", timer.Kind));
            }

            return !early;
        }
        catch (Exception e) when (e is not (OperationCanceledException or StoreUnavailableException))
        {
            // A timer that fails does not block the others.
            Telemetry.Timers.Add(1, new("summit.timer.kind", timer.Kind), new("summit.store.outcome", "error"));
            Log.Failed(logger, timer.Kind, timer.Key, e);
            _failed[timer.Key] = store.State.Time.GetUtcNow() + RetryPause;
            return false;
        }
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait <= TimeSpan.Zero)
        {
            return;
        }
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var due = Task.Delay(wait, store.State.Time, waiting.Token);
        var woken = _wake.WaitAsync(waiting.Token);
        await Task.WhenAny(due, woken);
        await waiting.CancelAsync();
        await Task.WhenAll(due, woken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            try
            {
                _wake.Release();
            }
            catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
            {
                // Already awake, or disposed.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "No handler is registered for timers of kind '{Kind}'; they wait.", EventName = "timer.no_handler")]
        public static partial void NoHandler(ILogger logger, string kind);

        [LoggerMessage(2, LogLevel.Error, "Timer '{Key}' of kind '{Kind}' failed; it is tried again.", EventName = "timer.failed")]
        public static partial void Failed(ILogger logger, string kind, string key, Exception error);

        [LoggerMessage(3, LogLevel.Warning, "Timers wait for the store.", EventName = "timer.store_away")]
        public static partial void StoreAway(ILogger logger, Exception error);
    }
}
