namespace Summit.Logistics.Assessment.Sampling;

/// <summary>
/// One draw: a value for every fact that is a range. Even draws take every value on the unfavourable side of mid, odd draws on the
/// favourable side, because figures that were made in the same way err in the same direction. The distance from mid towards the
/// end has the triangular density that is highest at mid. Half of it follows the draw, half the fact. The generator is
/// counter-based, keyed by seed, fact and draw, so that another fact changes nothing here. A wider range moves every unfavourable
/// draw down and every favourable one up, so it never gives a narrower result.
/// </summary>
internal sealed class Draw : Values
{
    private const double Unit = 1.0 / (1UL << 53);

    private readonly ulong _key;
    private readonly double _common;

    public Draw(long seed, int index)
    {
        _key = Mix(Mix((ulong)seed) ^ (ulong)index);
        _common = Uniform(0);
        Favourable = (index & 1) == 1;
    }

    /// <summary>Whether the values lie on the favourable side.</summary>
    public override bool Favourable { get; }

    /// <summary>The key of a fact: FNV-1a of its name.</summary>
    public static ulong KeyOf(string fact)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in fact)
        {
            hash = (hash ^ c) * 0x100000001B3UL;
        }

        return hash;
    }

    /// <summary>The value of a fact.</summary>
    public override double Of(Triangle fact)
    {
        var end = Favourable == fact.HighIsFavourable ? fact.High : fact.Low;
        return fact.Mid + ((end - fact.Mid) * Distance(fact.Key));
    }

    /// <summary>Distance from mid towards the end, 0 to 1, with density 2 (1 - distance).</summary>
    private double Distance(ulong fact)
    {
        // The distribution function of the sum of two uniform numbers gives a uniform number again.
        var sum = _common + Uniform(fact);
        var rank = sum < 1 ? sum * sum / 2 : 1 - ((2 - sum) * (2 - sum) / 2);
        return 1 - Math.Sqrt(1 - rank);
    }

    private double Uniform(ulong fact) => (Mix(_key ^ Mix(fact + 1)) >> 11) * Unit;

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}

/// <summary>A fact with a range.</summary>
/// <param name="Key">Key of the fact.</param>
/// <param name="Low">Low end.</param>
/// <param name="Mid">Best single value.</param>
/// <param name="High">High end.</param>
/// <param name="HighIsFavourable">Whether a high value is favourable.</param>
internal readonly record struct Triangle(ulong Key, double Low, double Mid, double High, bool HighIsFavourable)
{
    public static Triangle Of(string fact, Api.V1.Range range, bool highIsFavourable) => new(Draw.KeyOf(fact), range.Low, range.Mid, range.High, highIsFavourable);
}
