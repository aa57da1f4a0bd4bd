using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Forces;

/// <summary>Every match of a small problem, tried one after the other.</summary>
internal static class Enumeration
{
    /// <summary>The best values, in the order of the objectives; to fill gives one value a priority.</summary>
    public static IReadOnlyList<long> Best(GenerationProblem problem) =>
        All(problem, 0, []).Select(taken => Values(problem, taken)).Min(Comparer<IReadOnlyList<long>>.Create((a, b) => a.Zip(b, (x, y) => x.CompareTo(y)).FirstOrDefault(c => c != 0)))!;

    public static IReadOnlyList<long> Values(GenerationProblem problem, IReadOnlyList<PersonsTaken> taken)
    {
        var units = taken.Where(t => t.Persons > 0).Select(t => problem.Units[t.Unit]).ToList();
        return [.. problem.Objectives.SelectMany(IEnumerable<long> (o) => o switch
        {
            GenerationObjective.Fill => problem.Lines.Select(l => l.Priority).Distinct().Order().Select(p => Missing(problem, taken, p)),
            GenerationObjective.Earliest => [units.Select(u => u.ReadyDay).DefaultIfEmpty(0).Max()],
            GenerationObjective.FewestNations => [units.Select(u => u.Nation).Distinct().Count()],
            _ => [taken.Sum(t => t.Persons * problem.Units[t.Unit].KilogramsPerPerson)],
        })];
    }

    private static long Missing(GenerationProblem problem, IReadOnlyList<PersonsTaken> taken, int priority) =>
        problem.Lines.Select((l, i) => l.Priority == priority ? l.Needed - taken.Where(t => t.Line == i).Sum(t => t.Persons) : 0).Sum();

    private static IEnumerable<IReadOnlyList<PersonsTaken>> All(GenerationProblem problem, int unit, IReadOnlyList<PersonsTaken> taken)
    {
        if (unit == problem.Units.Count)
        {
            return [taken];
        }

        var choices = new List<IReadOnlyList<PersonsTaken>> { taken };
        for (var line = 0; line < problem.Lines.Count; line++)
        {
            var open = problem.Lines[line].Needed - taken.Where(t => t.Line == line).Sum(t => t.Persons);
            for (var persons = 1; problem.Units[unit].Fits(problem.Lines[line]) && persons <= Math.Min(open, problem.Units[unit].Usable); persons++)
            {
                choices.Add([.. taken, new PersonsTaken(line, unit, persons)]);
            }
        }

        return choices.SelectMany(c => All(problem, unit + 1, c));
    }
}
