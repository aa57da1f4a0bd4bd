using Summit.Logistics.Rotation.Planning;

namespace Summit.Logistics.Tests.Rotation;

/// <summary>Every plan of a small line, tried one after the other.</summary>
internal static class RotationEnumeration
{
    /// <summary>The latest first month that is short and the fewest persons missing in it; the months of the line and 0 when all hold.</summary>
    public static (int ShortMonth, long Missing) Best(LineNeed need, RotationTerms terms)
    {
        var best = (ShortMonth: -1, Missing: 0L);
        foreach (var persons in All(need, terms))
        {
            var month = Array.FindIndex(persons, p => p < need.Persons);
            var found = month < 0 ? (need.Months, 0L) : (month, need.Persons - persons[month]);
            best = found.Item1 > best.ShortMonth || (found.Item1 == best.ShortMonth && found.Item2 < best.Missing) ? found : best;
        }

        return best;
    }

    /// <summary>The most that is kept in every month.</summary>
    public static long Level(LineNeed need, RotationTerms terms) => All(need, terms).Max(p => p.Min());

    private static long Free(LineNeed need, RotationTerms terms, int unit, int start) =>
        Enumerable.Range(start, Math.Min(start + terms.Tour, need.End) - start).Min(m => need.Units[unit].ByMonth?[m] ?? need.Units[unit].Persons);

    private static IEnumerable<long[]> All(LineNeed need, RotationTerms terms)
    {
        IEnumerable<IReadOnlyList<Tour>> plans = [[]];
        for (var unit = 0; unit < need.Units.Count; unit++)
        {
            var own = Enumerable.Range(0, 1 << need.Months)
                .Select(bits => Enumerable.Range(0, need.Months).Where(m => (bits >> m & 1) == 1).Select(m => new Tour(unit, m, Free(need, terms, unit, m))).ToList())
                .Where(tours => !RotationChecker.Faults(need, terms, tours).Any()).ToList();
            plans = plans.SelectMany(p => own.Select(o => (IReadOnlyList<Tour>)[.. p, .. o])).ToList();
        }

        return plans.Select(plan => Enumerable.Range(0, need.Months).Select(m => RotationChecker.InPlace(need, terms, plan, m)).ToArray());
    }
}
