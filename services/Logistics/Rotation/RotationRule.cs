using Summit.Kernel;

namespace Summit.Logistics.Rotation;

/// <summary>
/// Tours that relieve each other: a tour lasts b months, then the troops stay at home for d months, and o months of a tour
/// overlap with the relief. Keeping one person in place takes f = (b + d) / (b - o) persons.
/// </summary>
internal sealed record RotationRule
{
    public RotationRule(Rational tour, Rational dwell, Rational overlap)
    {
        if (overlap.CompareTo(tour) >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(overlap), "the overlap must be less than the tour");
        }

        Step = tour - overlap;
        Factor = (tour + dwell) / Step;
    }

    /// <summary>Persons in the pool per person in place.</summary>
    public Rational Factor { get; }

    /// <summary>Months from one relief to the next.</summary>
    public Rational Step { get; }

    /// <summary>Persons of a pool that can be sent at all.</summary>
    public static long Usable(long pool, Rational availability) => (long)(pool * availability).Floor();

    /// <summary>The smallest pool that sustains a force indefinitely, whole persons.</summary>
    public long PoolNeeded(long deployed, Rational availability) => (long)(deployed * Factor / availability).Ceiling();

    /// <summary>The most persons that a pool sustains indefinitely.</summary>
    public long Sustainable(long pool, Rational availability) => (long)(pool * availability / Factor).Floor();

    /// <summary>
    /// Months after the first day at which a relief is short for the first time; null when the force can be sustained
    /// indefinitely. Until then every tour is relieved by troops that have not been sent yet. A pool that is too small runs out
    /// of them before the first tour has completed its time at home.
    /// </summary>
    public int? FirstBreakMonth(long deployed, long pool, Rational availability)
    {
        var usable = pool * availability;
        if ((deployed * Factor).CompareTo(usable) <= 0)
        {
            return null;
        }

        var toursInHand = (usable / deployed).Floor();
        return (int)(new Rational(toursInHand, 1) * Step).Floor();
    }
}
