using Summit.Kernel;

namespace Summit.Logistics.Rotation.Planning;

/// <summary>
/// The closed formula for whole months. No plan does better, because the formula counts persons as if they could be split and
/// were all at home and rested at the start of the plan.
/// </summary>
internal static class ClosedBound
{
    /// <summary>
    /// A bound: no plan has its first short month later than this one. It is the number of months of the line when the formula
    /// gives no earlier month. The first tours count from their first month; each relief adds a tour minus its overlap. As long
    /// as no unit returns from home, n available tours last b + (n - 1)(b - o) months. Units in place from the start return
    /// sooner, which can allow one more relief.
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

    /// <summary>A bound: no plan sustains more in all months. It is the largest number that <see cref="ShortMonth"/> allows.</summary>
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
