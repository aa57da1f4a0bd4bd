using Summit.Logistics.Rotation.Planning;

namespace Summit.Logistics.Tests.Rotation;

/// <summary>Holds a plan against its rules, person by person and month by month, with nothing of the planner's own arithmetic.</summary>
internal static class RotationChecker
{
    /// <summary>What is wrong with a set of tours; empty when it keeps every rule.</summary>
    public static IEnumerable<string> Faults(LineNeed need, RotationTerms terms, IReadOnlyList<Tour> tours)
    {
        foreach (var (index, unit) in need.Units.Index())
        {
            var starts = tours.Where(t => t.Unit == index).Select(t => t.Start).Order().ToList();
            foreach (var start in starts)
            {
                if (start < 0 || start >= need.End)
                {
                    yield return $"{unit.Name} begins in month {start}, outside of the plan";
                }

                if (unit.Served is null && start < unit.Ready)
                {
                    yield return $"{unit.Name} begins in month {start}, before it is ready";
                }

                if (unit.Served is { } served && start < (terms.Tour - served) + terms.Dwell)
                {
                    yield return $"{unit.Name} begins in month {start} without its time at home after the tour it came with";
                }

                foreach (var tour in tours.Where(t => t.Unit == index && t.Start == start))
                {
                    for (var month = start; month < start + terms.Tour && month < need.End; month++)
                    {
                        if (tour.Persons <= 0 || tour.Persons > (unit.ByMonth?[month] ?? unit.Persons))
                        {
                            yield return $"{unit.Name} serves with {tour.Persons} persons in month {month}, in which it has {unit.ByMonth?[month] ?? unit.Persons}";
                        }
                    }
                }
            }

            foreach (var (a, b) in starts.Zip(starts.Skip(1)))
            {
                if (b - (a + terms.Tour) < terms.Dwell)
                {
                    yield return $"{unit.Name} is at home for {b - (a + terms.Tour)} months only";
                }
            }
        }
    }

    /// <summary>Persons of a nation who are present on a line in a month, also those who take over.</summary>
    public static long Present(LineNeed need, RotationTerms terms, IReadOnlyList<Tour> tours, string nation, int month) =>
        need.Units.Where(u => u.Nation == nation && u.Served is { } served && month < terms.Tour - served).Sum(u => u.Persons)
        + tours.Where(t => need.Units[t.Unit].Nation == nation && month >= t.Start && month < Math.Min(t.Start + terms.Tour, need.End)).Sum(t => t.Persons);

    /// <summary>Persons that count in a month.</summary>
    public static long InPlace(LineNeed need, RotationTerms terms, IReadOnlyList<Tour> tours, int month) =>
        need.Units.Where(u => u.Served is { } served && month < terms.Tour - served).Sum(u => u.Persons)
        + tours.Where(t => month >= (t.Start == 0 ? 0 : t.Start + terms.Overlap) && month < t.Start + terms.Tour).Sum(t => t.Persons);
}
