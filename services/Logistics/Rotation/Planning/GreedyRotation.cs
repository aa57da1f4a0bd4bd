namespace Summit.Logistics.Rotation.Planning;

/// <summary>
/// Quick plans: month by month, a relief begins when the month in which it would first count is short. Several rules choose the
/// unit; the plan that holds longest is kept. A plan is always valid, but it may become short earlier than the best plan.
/// </summary>
internal static class GreedyRotation
{
    private delegate int Choice(IReadOnlyList<RotationUnit> units, IReadOnlyList<(int Unit, long Persons)> free, long missing);

    private static readonly Choice[] Rules = [SmallestThatSuffices, Smallest, SoonestBound];

    /// <summary>The best quick plan, and its first short month.</summary>
    /// <param name="need">The line.</param>
    /// <param name="terms">How tours relieve each other.</param>
    /// <param name="presence">What ceilings leave after the lines planned before; null for no ceiling. It is not changed.</param>
    public static (IReadOnlyList<Tour> Tours, int? ShortMonth) Plan(LineNeed need, RotationTerms terms, Func<Presence>? presence = null)
    {
        (IReadOnlyList<Tour> Tours, int? ShortMonth) best = ([], -1);
        foreach (var (rule, parts) in Rules.Select(r => (r, false)).Concat(presence is null ? [] : Rules.Select(r => (r, true))))
        {
            var plan = Plan(need, terms, rule, presence?.Invoke(), parts);
            if (plan.ShortMonth is null)
            {
                return plan;
            }

            if (plan.ShortMonth > best.ShortMonth)
            {
                best = plan;
            }
        }

        return best;
    }

    // With parts, a nation with a ceiling sends only the part of a unit that is missing.
    private static (IReadOnlyList<Tour> Tours, int? ShortMonth) Plan(LineNeed need, RotationTerms terms, Choice choose, Presence? presence, bool parts)
    {
        var persons = Coverage.InPlaceAtStart(need, terms);
        var next = need.Units.Select(u => u.FirstStart(terms)).ToArray();
        var tours = new List<Tour>();
        for (var month = 0; month < need.Months; month++)
        {
            // Reliefs count after their overlap. Units that begin the force count at once and also cover months in which no relief could count yet.
            var (first, last) = month == 0 ? (0, Math.Min(terms.Overlap, need.Months - 1)) : (month + terms.Overlap, month + terms.Overlap);
            for (var counts = first; counts <= last && counts < need.Months; counts++)
            {
                while (persons[counts] < need.Persons)
                {
                    var free = Free(need, terms, presence, next, month);
                    if (free.Count == 0)
                    {
                        return (tours, counts);
                    }

                    var missing = need.Persons - persons[counts];
                    var unit = choose(need.Units, free, missing);
                    var sent = free.First(f => f.Unit == unit).Persons;
                    var tour = new Tour(unit, month, parts && presence!.Limits(need.Units[unit]) ? Math.Min(sent, missing) : sent);
                    tours.Add(tour);
                    presence?.Take(need, tour);
                    next[unit] = month + terms.Cycle;
                    Coverage.Add(persons, tour.Persons, terms.CountsFrom(month), month + terms.Tour);
                }
            }
        }

        return (tours, null);
    }

    private static List<(int Unit, long Persons)> Free(LineNeed need, RotationTerms terms, Presence? presence, int[] next, int month)
    {
        var free = new List<(int, long)>();
        for (var unit = 0; unit < next.Length; unit++)
        {
            if (next[unit] <= month && (presence?.Most(need.Units[unit], month, need.End) ?? need.Units[unit].PersonsFrom(month, terms, need.End)) is > 0 and var persons)
            {
                free.Add((unit, persons));
            }
        }

        return free;
    }

    private static int SmallestThatSuffices(IReadOnlyList<RotationUnit> units, IReadOnlyList<(int Unit, long Persons)> free, long missing)
    {
        var enough = free.Where(f => f.Persons >= missing).ToList();
        return enough.Count > 0 ? enough.MinBy(f => f.Persons).Unit : free.MaxBy(f => f.Persons).Unit;
    }

    private static int Smallest(IReadOnlyList<RotationUnit> units, IReadOnlyList<(int Unit, long Persons)> free, long missing) => free.MinBy(f => f.Persons).Unit;

    private static int SoonestBound(IReadOnlyList<RotationUnit> units, IReadOnlyList<(int Unit, long Persons)> free, long missing) =>
        free.MinBy(f => units[f.Unit].ByMonth is { } byMonth ? byMonth.TakeWhile(p => p > 0).Count() : int.MaxValue).Unit;
}
