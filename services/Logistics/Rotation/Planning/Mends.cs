namespace Summit.Logistics.Rotation.Planning;

/// <summary>What lets a line hold for all its months. Each was tried: a plan with it was found.</summary>
/// <param name="MoreUnits">Units more, each of <paramref name="UnitPersons"/>, at home and free from the first month on.</param>
/// <param name="UnitPersons">Persons of each: the middle one of the line's units, or the need where there are none.</param>
/// <param name="DwellMonths">Longest time at home, shorter than asked for; null when even none is not enough.</param>
/// <param name="TourMonths">Shortest tour, longer than asked for; null when none was found.</param>
internal sealed record LineMends(int MoreUnits, long UnitPersons, int? DwellMonths, int? TourMonths)
{
    // Nobody is sent for more than a year and a half because a plan is short.
    private const int LongestTour = 18;

    public static LineMends Of(LineNeed need, RotationTerms terms, CancellationToken cancellationToken)
    {
        var persons = MiddleUnit(need);
        // As many as keep the line alone are always enough.
        var most = (int)(((need.Persons + persons - 1) / persons) * (((terms.Cycle - 1) / (terms.Tour - terms.Overlap)) + 1));
        var units = Least(1, most, k => LinePlanner.Holds(With(need, persons, k), terms, cancellationToken));
        // Less time at home leaves every plan possible that there was before.
        var less = Least(1, terms.Dwell, k => LinePlanner.Holds(need, terms with { Dwell = terms.Dwell - k }, cancellationToken));
        int? tour = Enumerable.Range(terms.Tour + 1, Math.Max(0, Math.Min(LongestTour, need.End) - terms.Tour))
            .Where(t => LinePlanner.Holds(need, terms with { Tour = t }, cancellationToken)).Select(t => (int?)t).FirstOrDefault();
        return new(units ?? most, persons, less is { } months ? terms.Dwell - months : null, tour);
    }

    private static LineNeed With(LineNeed need, long persons, int more) =>
        need with { Units = [.. need.Units, .. Enumerable.Range(0, more).Select(i => new RotationUnit($"~{i}", persons))] };

    private static long MiddleUnit(LineNeed need)
    {
        var sizes = need.Units.Select(u => u.Persons).Where(p => p > 0).Order().ToList();
        return sizes.Count == 0 ? need.Persons : sizes[sizes.Count / 2];
    }

    /// <summary>The least of a rising row of answers that holds; null when the last does not.</summary>
    private static int? Least(int first, int last, Func<int, bool> holds)
    {
        if (first > last || !holds(last))
        {
            return null;
        }

        while (first < last)
        {
            var middle = first + ((last - first) / 2);
            (first, last) = holds(middle) ? (first, middle) : (middle + 1, last);
        }

        return first;
    }
}
