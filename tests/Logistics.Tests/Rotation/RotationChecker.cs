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

                for (var month = start; month < start + terms.Tour && month < need.End; month++)
                {
                    if (unit.Bound?.Any(b => month >= b.First && month < b.End) == true)
                    {
                        yield return $"{unit.Name} serves in month {month}, in which it is bound";
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

    /// <summary>Persons that count in a month.</summary>
    public static long InPlace(LineNeed need, RotationTerms terms, IReadOnlyList<Tour> tours, int month) =>
        need.Units.Where(u => u.Served is { } served && month < terms.Tour - served).Sum(u => u.Persons)
        + tours.Where(t => month >= (t.Start == 0 ? 0 : t.Start + terms.Overlap) && month < t.Start + terms.Tour).Sum(t => need.Units[t.Unit].Persons);
}
