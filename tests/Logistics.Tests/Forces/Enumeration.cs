using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Forces;

/// <summary>Every match of a small problem, tried one after the other.</summary>
internal static class Enumeration
{
    /// <summary>The best values, in the order of the objectives; to fill gives one value a priority.</summary>
    public static IReadOnlyList<long> Best(GenerationProblem problem) =>
        All(problem, 0, []).SelectMany(taken => Used(problem, taken).Select(used => Values(problem, new Match(taken, used)))).Min(Comparer<IReadOnlyList<long>>.Create((a, b) => a.Zip(b, (x, y) => x.CompareTo(y)).FirstOrDefault(c => c != 0)))!;

    /// <summary>The values of a match, in the order of the objectives. Where there are enablers, what is not taken comes after what is missing.</summary>
    public static IReadOnlyList<long> Values(GenerationProblem problem, Match match)
    {
        var units = match.Taken.Where(t => t.Persons > 0).Select(t => problem.Units[t.Unit]).ToList();
        IEnumerable<long> Short(IReadOnlyList<long> has) =>
            problem.Lines.Select(l => l.Priority).Distinct().Order().Select(p => problem.Lines.Select((l, i) => l.Priority == p ? l.Needed - has[i] : 0).Sum());
        return [.. problem.Objectives.SelectMany(IEnumerable<long> (o) => o switch
        {
            GenerationObjective.Fill => problem.Enablers.Count == 0 ? Short(match.Used) : [.. Short(match.Used), .. Short(Filled(problem, match.Taken))],
            GenerationObjective.Earliest => [units.Select(u => u.ReadyDay).DefaultIfEmpty(0).Max()],
            GenerationObjective.FewestNations => [units.Select(u => u.Nation).Distinct().Count()],
            _ => [match.Taken.Sum(t => t.Persons * problem.Units[t.Unit].KilogramsPerPerson)],
        })];
    }

    /// <summary>What is wrong with a match; empty when it keeps every rule.</summary>
    public static IEnumerable<string> Faults(GenerationProblem problem, Match match)
    {
        foreach (var part in match.Taken.Where(t => t.Persons <= 0 || t.Persons > problem.Units[t.Unit].Usable || !problem.Units[t.Unit].Fits(problem.Lines[t.Line])))
        {
            yield return $"{part} is not possible";
        }

        foreach (var unit in match.Taken.GroupBy(t => t.Unit).Where(g => g.Count() > 1))
        {
            yield return $"unit {unit.Key} is taken twice";
        }

        var filled = Filled(problem, match.Taken);
        foreach (var (line, index) in problem.Lines.Select((l, i) => (l, i)).Where(l => filled[l.i] > l.l.Needed || match.Used[l.i] > filled[l.i] || match.Used[l.i] < 0))
        {
            yield return $"line {index} has {filled[index]} of {line.Needed} and uses {match.Used[index]}";
        }

        foreach (var nation in problem.Ceilings.Where(c => match.Taken.Where(t => problem.Units[t.Unit].Nation == c.Key).Sum(t => t.Persons) > c.Value))
        {
            yield return $"{nation.Key} is above its ceiling";
        }

        foreach (var limit in problem.Enablers.Where(e => !Holds(e, match.Used)))
        {
            yield return $"{limit} does not hold";
        }
    }

    private static bool Holds(EnablerLimit limit, IReadOnlyList<long> used) =>
        limit.Weight * limit.Dependents.Sum(d => used[d]) <= limit.Capacity + (limit.Line is { } line ? limit.Provided * used[line] : 0);

    private static long[] Filled(GenerationProblem problem, IReadOnlyList<PersonsTaken> taken) =>
        [.. problem.Lines.Select((_, i) => taken.Where(t => t.Line == i).Sum(t => t.Persons))];

    /// <summary>Everything that can be used of what is taken.</summary>
    private static IEnumerable<IReadOnlyList<long>> Used(GenerationProblem problem, IReadOnlyList<PersonsTaken> taken)
    {
        var filled = Filled(problem, taken);
        if (problem.Enablers.Count == 0)
        {
            return [filled];
        }

        IEnumerable<IReadOnlyList<long>> all = [[]];
        foreach (var persons in filled)
        {
            all = all.SelectMany(u => Enumerable.Range(0, (int)persons + 1).Select(p => (IReadOnlyList<long>)[.. u, p])).ToList();
        }

        return all.Where(u => problem.Enablers.All(e => Holds(e, u)));
    }

    private static IEnumerable<IReadOnlyList<PersonsTaken>> All(GenerationProblem problem, int unit, IReadOnlyList<PersonsTaken> taken)
    {
        if (unit == problem.Units.Count)
        {
            return problem.Ceilings.All(c => taken.Where(t => problem.Units[t.Unit].Nation == c.Key).Sum(t => t.Persons) <= c.Value) ? [taken] : [];
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
