using Summit.Gateway.Calls;

namespace Summit.Gateway.Freshness;

/// <summary>How often answers were served in which way, since the start.</summary>
internal sealed class CacheCounts
{
    private long _hits;
    private long _misses;
    private long _stale;
    private long _bypassed;

    public long Hits => Interlocked.Read(ref _hits);

    public long Misses => Interlocked.Read(ref _misses);

    public long Stale => Interlocked.Read(ref _stale);

    public long Bypassed => Interlocked.Read(ref _bypassed);

    /// <summary>Counts one.</summary>
    public void Add(string outcome)
    {
        switch (outcome)
        {
            case CacheOutcome.Hit:
                Interlocked.Increment(ref _hits);
                break;
            case CacheOutcome.Miss:
                Interlocked.Increment(ref _misses);
                break;
            case CacheOutcome.Stale:
                Interlocked.Increment(ref _stale);
                break;
            default:
                Interlocked.Increment(ref _bypassed);
                break;
        }
    }
}
