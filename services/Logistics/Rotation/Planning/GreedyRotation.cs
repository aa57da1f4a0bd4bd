namespace Summit.Logistics.Rotation.Planning;

/// <summary>
/// Quick plans: month by month, a relief begins when the month in which it would first count is short. Several rules choose the
/// unit; the plan that holds longest is kept. A plan is always valid, but it may become short earlier than the best plan.
/// </summary>
internal static class GreedyRotation
{
    private delegate int Choice(IReadOnlyList<RotationUnit> units, IReadOnlyList<int> free, long missing);

    private static readonly Choice[] Rules = [SmallestThatSuffices, Smallest, SoonestBound];

    /// <summary>The best quick plan, and its first short month.</summary>
    public static (IReadOnlyList<Tour> Tours, int? ShortMonth) Plan(LineNeed need, RotationTerms terms)
    {
        (IReadOnlyList<Tour> Tours, int? ShortMonth) best = ([], -1);
        foreach (var rule in Rules)
        {
            var plan = Plan(need, terms, rule);
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

    private static (IReadOnlyList<Tour> Tours, int? ShortMonth) Plan(LineNeed need, RotationTerms terms, Choice choose)
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
                    var free = Enumerable.Range(0, next.Length).Where(i => next[i] <= month && need.Units[i].Persons > 0 && need.Units[i].IsFree(month, terms, need.End)).ToList();
                    if (free.Count == 0)
                    {
                        return (tours, counts);
                    }

                    var unit = choose(need.Units, free, need.Persons - persons[counts]);
                    tours.Add(new Tour(unit, month));
                    next[unit] = month + terms.Cycle;
                    Coverage.Add(persons, need.Units[unit].Persons, terms.CountsFrom(month), month + terms.Tour);
                }
            }
        }

        return (tours, null);
    }

    private static int SmallestThatSuffices(IReadOnlyList<RotationUnit> units, IReadOnlyList<int> free, long missing)
    {
        var enough = free.Where(i => units[i].Persons >= missing).ToList();
        return enough.Count > 0 ? enough.MinBy(i => units[i].Persons) : free.MaxBy(i => units[i].Persons);
    }

    private static int Smallest(IReadOnlyList<RotationUnit> units, IReadOnlyList<int> free, long missing) => free.MinBy(i => units[i].Persons);

    private static int SoonestBound(IReadOnlyList<RotationUnit> units, IReadOnlyList<int> free, long missing) =>
        free.MinBy(i => units[i].Bound is { Count: > 0 } bound ? bound.Min(b => b.First) : int.MaxValue);
}
