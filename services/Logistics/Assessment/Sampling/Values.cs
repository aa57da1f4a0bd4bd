namespace Summit.Logistics.Assessment.Sampling;

/// <summary>A value for every fact that is a range.</summary>
internal abstract class Values
{
    /// <summary>Every fact at mid.</summary>
    public static readonly Values Mid = new OneChanged(ulong.MaxValue, 0, favours: false);

    /// <summary>Whether the values lie on the favourable side of mid.</summary>
    public abstract bool Favourable { get; }

    /// <summary>The value of a fact.</summary>
    public abstract double Of(Triangle fact);

    /// <summary>The value of a fact as a whole number.</summary>
    public long WholeOf(Triangle fact) => (long)Math.Round(Of(fact), MidpointRounding.AwayFromZero);

    /// <summary>One fact at another value, all others at mid.</summary>
    public static Values With(Triangle fact, double value) => new OneChanged(fact.Key, value, value > fact.Mid == fact.HighIsFavourable);

    private sealed class OneChanged(ulong key, double value, bool favours) : Values
    {
        public override bool Favourable => favours;

        public override double Of(Triangle fact) => fact.Key == key ? value : fact.Mid;
    }
}
