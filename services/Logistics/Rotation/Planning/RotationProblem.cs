namespace Summit.Logistics.Rotation.Planning;

/// <summary>How tours relieve each other, in whole months.</summary>
/// <param name="Tour">Length of a tour.</param>
/// <param name="Dwell">Minimum time at home between two tours of a unit.</param>
/// <param name="Overlap">Months at the start of a tour in which the unit takes over and does not yet count.</param>
internal sealed record RotationTerms(int Tour, int Dwell, int Overlap)
{
    /// <summary>Minimum months from the start of a tour to the start of the same unit's next one.</summary>
    public int Cycle => Tour + Dwell;

    /// <summary>The first month in which a tour counts. Units that begin the force relieve no other unit.</summary>
    public int CountsFrom(int start) => start == 0 ? 0 : start + Overlap;
}

/// <summary>A unit that can serve on a line, as a whole unless its nation has a ceiling.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Persons">Persons of the unit: the most in any month.</param>
/// <param name="Served">Months of a tour already served at the start of the plan; null when the unit is at home.</param>
/// <param name="Ready">First month in which it can begin a tour, when it is at home.</param>
internal sealed record RotationUnit(string Name, long Persons, int? Served = null, int Ready = 0)
{
    /// <summary>Nation whose ceiling the unit counts towards; empty for none.</summary>
    public string Nation { get; init; } = "";

    /// <summary>
    /// Persons that can serve, month by month: fewer where standing commitments bind a part, 0 where the unit cannot serve at all. Null
    /// for <see cref="Persons"/> in every month. A tour has the fewest persons of its months.
    /// </summary>
    public IReadOnlyList<long>? ByMonth { get; init; }

    /// <summary>First month in which it can begin a tour of this plan.</summary>
    public int FirstStart(RotationTerms terms) => Served is { } served ? terms.Cycle - served : Ready;

    /// <summary>Persons of a tour that begins in a month; 0 when the unit cannot serve for the whole tour. A tour ends with the line at the latest.</summary>
    public long PersonsFrom(int start, RotationTerms terms, int lineEnd)
    {
        var (persons, end) = (Persons, Math.Min(start + terms.Tour, lineEnd));
        for (var month = start; ByMonth is not null && month < end && persons > 0; month++)
        {
            persons = Math.Min(persons, ByMonth[month]);
        }

        return persons;
    }
}

/// <summary>A line to sustain, month by month.</summary>
/// <param name="Id">Id of the line.</param>
/// <param name="Persons">Persons to keep in place.</param>
/// <param name="End">Month in which the line ends.</param>
/// <param name="Units">Units that can serve on it, in order of name.</param>
internal sealed record LineNeed(string Id, long Persons, int End, IReadOnlyList<RotationUnit> Units)
{
    /// <summary>The months considered: all months of the line, or those up to a given month.</summary>
    public int Months { get; init; } = End;

    /// <summary>1 is the highest. Where lines share a nation's ceiling, the lines of a lower number are planned first.</summary>
    public int Priority { get; init; } = 1;
}

/// <summary>A tour: the unit by index, the month in which it begins, and the persons that serve.</summary>
internal readonly record struct Tour(int Unit, int Start, long Persons);

/// <summary>The plan of a line, and how long it sustains the line.</summary>
/// <param name="Tours">Tours that begin in the plan, in order of start and unit. Units in place at the start are not included.</param>
/// <param name="InPlace">Persons that count, month by month, up to the first short month.</param>
/// <param name="ShortMonth">The first month with too few persons; null when all months hold.</param>
/// <param name="Missing">Persons missing in that month; 0 when all hold.</param>
/// <param name="ShortMonthBound">A bound: no plan has its first short month later than this one. It is the number of months when no smaller bound is known.</param>
/// <param name="IsProven">Whether no plan holds longer or misses fewer persons in the short month.</param>
internal sealed record LinePlan(IReadOnlyList<Tour> Tours, IReadOnlyList<long> InPlace, int? ShortMonth, long Missing, int ShortMonthBound, bool IsProven);

/// <summary>The most that a line's units sustain in all its months.</summary>
/// <param name="Persons">A plan sustains this number.</param>
/// <param name="Bound">No plan sustains more.</param>
internal readonly record struct LineLevel(long Persons, long Bound);
