using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>Lower bounds of every match, computed from sums alone. They are fast, but weak where lines share units.</summary>
/// <param name="problem">The problem.</param>
/// <param name="missing">Persons that the match leaves unfilled in total, before the objective in question is optimised.</param>
internal sealed class MatchBounds(GenerationProblem problem, long missing)
{
    private readonly long _filled = problem.Lines.Sum(l => l.Needed) - missing;

    /// <summary>Persons missing on the lines of a priority.</summary>
    public static long Missing(GenerationProblem problem, int priority) => Groups(problem)
        .Sum(g => Math.Max(0, g.Where(l => l.Priority == priority).Sum(l => l.Needed) - problem.Units.Where(u => g.Any(l => l.Priority == priority && u.Fits(l))).Sum(u => u.Usable)));

    /// <summary>Objectives other than fill.</summary>
    public long Of(GenerationObjective objective) => objective switch
    {
        GenerationObjective.Earliest => Earliest(),
        GenerationObjective.FewestNations => FewestNations(),
        _ => LeastCargo(),
    };

    /// <summary>Lines that share a type of unit, directly or through others.</summary>
    private static IEnumerable<IReadOnlyList<GenerationLine>> Groups(GenerationProblem problem)
    {
        var groups = new List<(HashSet<UnitType> Types, List<GenerationLine> Lines)>();
        foreach (var line in problem.Lines)
        {
            var joined = groups.Where(g => g.Types.Overlaps(line.Types)).ToList();
            groups.RemoveAll(joined.Contains);
            groups.Add(([.. line.Types, .. joined.SelectMany(g => g.Types)], [.. joined.SelectMany(g => g.Lines), line]));
        }

        return groups.Select(g => g.Lines);
    }

    private long Earliest()
    {
        if (_filled == 0)
        {
            return 0;
        }

        var all = FirstDay(problem.Units.Where(u => problem.Lines.Any(u.Fits)), _filled);
        return missing > 0 ? all : Groups(problem).Select(g => FirstDay(problem.Units.Where(u => g.Any(u.Fits)), g.Sum(l => l.Needed))).Append(all).Max();
    }

    private static long FirstDay(IEnumerable<GenerationUnit> units, long persons)
    {
        foreach (var unit in units.OrderBy(u => u.ReadyDay))
        {
            if (persons <= 0)
            {
                break;
            }

            persons -= unit.Usable;
            if (persons <= 0)
            {
                return unit.ReadyDay;
            }
        }

        return 0;
    }

    private long FewestNations()
    {
        var open = _filled;
        return open == 0 ? 0 : problem.Units.Where(u => problem.Lines.Any(u.Fits)).GroupBy(u => u.Nation).Select(g => g.Sum(u => u.Usable)).OrderDescending().TakeWhile(n => (open -= n) > -n).Count();
    }

    private long LeastCargo() => missing > 0
        ? Cheapest(problem.Units.Where(u => problem.Lines.Any(u.Fits)), _filled)
        : Groups(problem).Sum(g => Cheapest(problem.Units.Where(u => g.Any(u.Fits)), g.Sum(l => l.Needed)));

    private static long Cheapest(IEnumerable<GenerationUnit> units, long persons)
    {
        var kilograms = 0L;
        foreach (var unit in units.OrderBy(u => u.KilogramsPerPerson).TakeWhile(_ => persons > 0))
        {
            var part = Math.Min(persons, unit.Usable);
            kilograms += part * unit.KilogramsPerPerson;
            persons -= part;
        }

        return kilograms;
    }
}
