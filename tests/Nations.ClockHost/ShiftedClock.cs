namespace Summit.Nations.ClockHost;

/// <summary>The system's clock, ahead by a fixed time. Timers run as they always do.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
