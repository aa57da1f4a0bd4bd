using Summit.Kernel;

namespace Summit.Logistics.Rotation.Planning;

/// <summary>
/// What the closed formula says of whole months: no plan does better, because it counts persons as if they could be split and
/// were all at home and rested when the plan begins.
/// </summary>
internal static class ClosedBound
{
    /// <summary>
    /// No plan is short later than in this month; the months of the line when the formula does not stop it. The first tours count
    /// from their first month; each relief adds a tour less its overlap. For as long as nobody comes back from home, n tours in
    /// hand last b + (n - 1)(b - o) months. Units in place from the start come back sooner, which can make one relief more.
    /// </summary>
    public static int ShortMonth(LineNeed need, RotationTerms terms)
    {
        var usable = need.Units.Sum(u => u.Persons);
        if (need.Persons == 0 || Rule(terms).Sustainable(usable, Rational.One) >= need.Persons)
        {
            return need.Months;
        }

        var (inHand, step) = (usable / need.Persons, terms.Tour - terms.Overlap);
        if (inHand == 0)
        {
            return 0;
        }

        var reliefs = need.Units.All(u => u.Served is null) || inHand * step <= terms.Dwell ? inHand - 1
            : (inHand + 1) * step <= terms.Cycle ? inHand
            : need.Months;
        return (int)Math.Min(need.Months, terms.Tour + (reliefs * step));
    }

    /// <summary>No plan keeps more in all months: the most that <see cref="ShortMonth"/> does not stop.</summary>
    public static long Level(LineNeed need, RotationTerms terms)
    {
        var (low, high) = (0L, need.Units.Sum(u => u.Persons));
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            (low, high) = ShortMonth(need with { Persons = middle }, terms) >= need.Months ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    public static RotationRule Rule(RotationTerms terms) => new(terms.Tour, terms.Dwell, terms.Overlap);
}
