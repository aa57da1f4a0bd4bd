namespace Summit.Logistics.Scheduling.Search;

/// <summary>Random numbers that depend only on a seed and a counter (SplitMix64). They are the same on every machine and runtime.</summary>
internal sealed class CounterRandom(long seed)
{
    private ulong _state = (ulong)seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 (inclusive) to the limit (exclusive).</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>A number from 0 (inclusive) to 1 (exclusive).</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));
}
