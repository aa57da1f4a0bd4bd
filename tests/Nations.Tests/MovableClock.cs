using System.Collections.Concurrent;

namespace Summit.Nations.Tests;

/// <summary>The system's clock, ahead by a time that only grows. What waits for an instant that the clock has jumped over goes on at once.</summary>
internal sealed class MovableClock : TimeProvider
{
    private readonly ConcurrentDictionary<Waiting, byte> _waiting = new();
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Move(TimeSpan time)
    {
        Interlocked.Add(ref _ahead, time.Ticks);
        foreach (var timer in _waiting.Keys)
        {
            timer.Look();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // What repeats is about the machine and not about a day, such as a heartbeat.
        if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }
        var waiting = new Waiting(this, base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        _waiting[waiting] = 0;
        waiting.Change(dueTime, period);
        return waiting;
    }

    /// <summary>A timer that fires once, at an instant of the moved clock.</summary>
    private sealed class Waiting(MovableClock clock, ITimer inner) : ITimer
    {
        private DateTimeOffset? _due;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetUtcNow() + dueTime;
            return inner.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        /// <summary>After the clock was moved: fires if it is due.</summary>
        public void Look()
        {
            if (_due is { } due && due <= clock.GetUtcNow())
            {
                _due = null;
                inner.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            clock._waiting.TryRemove(this, out _);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            clock._waiting.TryRemove(this, out _);
            return inner.DisposeAsync();
        }
    }
}
