namespace Summit.Logistics.Rotation.Planning;

/// <summary>How tours relieve each other, in whole months.</summary>
/// <param name="Tour">Length of a tour.</param>
/// <param name="Dwell">Least time at home between two tours of a unit.</param>
/// <param name="Overlap">Months at the start of a tour in which the unit takes over and does not count yet.</param>
internal sealed record RotationTerms(int Tour, int Dwell, int Overlap)
{
    /// <summary>Least months from the start of a tour to the start of the same unit's next one.</summary>
    public int Cycle => Tour + Dwell;

    /// <summary>First month in which a tour counts. Those who begin the force take over from nobody.</summary>
    public int CountsFrom(int start) => start == 0 ? 0 : start + Overlap;
}

/// <summary>Months from the first to before the end.</summary>
internal readonly record struct MonthSpan(int First, int End);

/// <summary>A unit that can serve on a line, always as a whole.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Persons">Persons that it brings.</param>
/// <param name="Served">Months of a tour that it has served already when the plan begins; null when it is at home.</param>
/// <param name="Ready">First month in which it can begin a tour, when it is at home.</param>
/// <param name="Bound">Months in which it cannot serve: standing commitments, days on which it is not to be used.</param>
internal sealed record RotationUnit(string Name, long Persons, int? Served = null, int Ready = 0, IReadOnlyList<MonthSpan>? Bound = null)
{
    /// <summary>First month in which it can begin a tour of this plan.</summary>
    public int FirstStart(RotationTerms terms) => Served is { } served ? terms.Cycle - served : Ready;

    /// <summary>Whether nothing binds it during a tour that begins in a month; a tour ends with the line at the latest.</summary>
    public bool IsFree(int start, RotationTerms terms, int lineEnd)
    {
        var end = Math.Min(start + terms.Tour, lineEnd);
        return Bound is null || Bound.All(b => b.First >= end || b.End <= start);
    }
}

/// <summary>A line to keep, month by month.</summary>
/// <param name="Id">Id of the line.</param>
/// <param name="Persons">Persons to keep in place.</param>
/// <param name="End">Month in which the line ends.</param>
/// <param name="Units">Units that can serve on it, in order of name.</param>
internal sealed record LineNeed(string Id, long Persons, int End, IReadOnlyList<RotationUnit> Units)
{
    /// <summary>Months that are looked at: all of the line, or those up to a month that is asked about.</summary>
    public int Months { get; init; } = End;
}

/// <summary>A tour: the unit by index, and the month in which it begins.</summary>
internal readonly record struct Tour(int Unit, int Start);

/// <summary>What keeps a line, and for how long.</summary>
/// <param name="Tours">Tours that begin in the plan, in order of start and unit; units in place at the start are not among them.</param>
/// <param name="InPlace">Persons that count, month by month, up to the first month that is short.</param>
/// <param name="ShortMonth">First month with too few; null when all months hold.</param>
/// <param name="Missing">Persons missing in that month; 0 when all hold.</param>
/// <param name="ShortMonthBound">No plan is short later than in this month; the number of months when no bound is known below it.</param>
/// <param name="IsProven">Whether no plan holds longer, nor misses fewer in the month that is short.</param>
internal sealed record LinePlan(IReadOnlyList<Tour> Tours, IReadOnlyList<long> InPlace, int? ShortMonth, long Missing, int ShortMonthBound, bool IsProven);

/// <summary>The most that a line's units keep in place for all its months.</summary>
/// <param name="Persons">A plan keeps this many.</param>
/// <param name="Bound">No plan keeps more.</param>
internal readonly record struct LineLevel(long Persons, long Bound);
