namespace Summit.Logistics.Rotation.Planning;

/// <summary>Changes that let a line hold for all its months. Each was verified: a plan with it was found.</summary>
/// <param name="MoreUnits">Number of additional units, each of <paramref name="UnitPersons"/>, at home and free from the first month on.</param>
/// <param name="UnitPersons">Persons of each: the median of the line's units, or the need when there are none.</param>
/// <param name="DwellMonths">Longest time at home, shorter than requested; null when even zero is not enough.</param>
/// <param name="TourMonths">Shortest tour, longer than requested; null when none was found.</param>
internal sealed record LineMends(int MoreUnits, long UnitPersons, int? DwellMonths, int? TourMonths)
{
    // To let a plan hold, a tour is not extended beyond a year and a half.
    private const int LongestTour = 18;

    public static LineMends Of(LineNeed need, RotationTerms terms, CancellationToken cancellationToken)
    {
        var persons = MiddleUnit(need);
        // As many units as sustain the line on their own are always enough.
        var most = (int)(((need.Persons + persons - 1) / persons) * (((terms.Cycle - 1) / (terms.Tour - terms.Overlap)) + 1));
        var units = Least(1, most, k => LinePlanner.Holds(With(need, persons, k), terms, cancellationToken));
        // Less time at home keeps every plan feasible that was feasible before.
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

    /// <summary>The smallest value in a monotonic sequence for which the check holds; null when the last one does not.</summary>
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
