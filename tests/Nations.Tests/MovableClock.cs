namespace Summit.Nations.Tests;

/// <summary>The system's clock, ahead by a time that only grows. Timers run as they always do.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Move(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
