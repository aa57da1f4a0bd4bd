using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>
/// A match by simple rules: line by line in order of priority, each time with the smallest unit that completes the line, or otherwise
/// the largest.
/// </summary>
internal sealed class QuickMatch
{
    private readonly GenerationProblem _problem;
    private readonly bool _lightFirst;
    private readonly Dictionary<string, long> _left;

    private QuickMatch(GenerationProblem problem, bool lightFirst) => (_problem, _lightFirst, _left) = (problem, lightFirst, new(problem.Ceilings, StringComparer.Ordinal));

    /// <summary>A match that satisfies every rule.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="allowed">Which units may be taken, by index; null for all.</param>
    /// <param name="lightFirst">Whether units with little cargo go first.</param>
    public static Match Of(GenerationProblem problem, IReadOnlyList<bool>? allowed = null, bool lightFirst = false) => new QuickMatch(problem, lightFirst).Fill(allowed);

    private Match Fill(IReadOnlyList<bool>? allowed)
    {
        var byType = Enumerable.Range(0, _problem.Units.Count).Where(u => _problem.Units[u].Usable > 0 && allowed?[u] != false)
            .OrderBy(u => _problem.Units[u].Usable).ThenBy(u => u).GroupBy(u => _problem.Units[u].Type).ToDictionary(g => g.Key, g => g.ToList());
        var order = Enumerable.Range(0, _problem.Lines.Count).OrderBy(i => _problem.Lines[i].Priority).ThenBy(i => _problem.Lines[i].ReadyByDays ?? int.MaxValue)
            .ThenBy(i => _problem.Lines[i].Types.Count).ThenBy(i => i);
        var taken = new List<PersonsTaken>();
        foreach (var line in order)
        {
            var types = _problem.Lines[line].Types.Order().Where(byType.ContainsKey).ToList();
            for (var missing = _problem.Lines[line].Needed; missing > 0 && Choose(line, types, byType, missing) is { } unit;)
            {
                byType[_problem.Units[unit].Type].Remove(unit);
                var persons = Math.Min(missing, Most(_problem.Units[unit]));
                taken.Add(new(line, unit, persons));
                if (_left.TryGetValue(_problem.Units[unit].Nation, out var left))
                {
                    _left[_problem.Units[unit].Nation] = left - persons;
                }

                missing -= persons;
            }
        }

        return Match.Of(_problem, taken);
    }

    private int? Choose(int line, IReadOnlyList<UnitType> types, Dictionary<UnitType, List<int>> byType, long missing)
    {
        int? chosen = null;
        foreach (var unit in types.SelectMany(t => byType[t]).Where(u => _problem.Units[u].Fits(_problem.Lines[line]) && Most(_problem.Units[u]) > 0))
        {
            chosen = chosen is { } other && !IsBetter(_problem.Units[unit], _problem.Units[other], missing) ? other : unit;
        }

        return chosen;
    }

    /// <summary>Persons that can be taken from a unit: its own, and at most what the ceiling of its nation leaves.</summary>
    private long Most(GenerationUnit unit) => Math.Min(unit.Usable, _left.GetValueOrDefault(unit.Nation, long.MaxValue));

    private bool IsBetter(GenerationUnit unit, GenerationUnit other, long missing) => (Most(unit) >= missing, Most(other) >= missing) switch
    {
        _ when _lightFirst && unit.KilogramsPerPerson != other.KilogramsPerPerson => unit.KilogramsPerPerson < other.KilogramsPerPerson,
        (true, true) => Most(unit) < Most(other),
        (false, false) => Most(unit) > Most(other),
        var (closes, _) => closes,
    };
}
