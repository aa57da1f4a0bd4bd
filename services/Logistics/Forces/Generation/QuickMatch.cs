using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>
/// A first match by simple rules: line by line in order of priority, each time with the smallest unit that completes the line, or
/// otherwise the largest. Then days, nations and heavy units are restricted step by step as long as the match fills as much.
/// </summary>
internal sealed class QuickMatch
{
    private readonly GenerationProblem _problem;
    private readonly List<int> _order;
    private readonly List<int> _priorities;
    private readonly bool[] _allowed;
    private bool _lightFirst;
    private Dictionary<string, long> _left = [];

    private QuickMatch(GenerationProblem problem)
    {
        _problem = problem;
        _order = [.. Enumerable.Range(0, problem.Lines.Count).OrderBy(i => problem.Lines[i].Priority).ThenBy(i => problem.Lines[i].ReadyByDays ?? int.MaxValue).ThenBy(i => problem.Lines[i].Types.Count).ThenBy(i => i)];
        _priorities = [.. problem.Lines.Select(l => l.Priority).Distinct().Order()];
        _allowed = [.. problem.Units.Select(u => u.Usable > 0)];
    }

    /// <summary>A match that satisfies every rule. It is empty unless fill is the first objective.</summary>
    public static IReadOnlyList<PersonsTaken> Of(GenerationProblem problem)
    {
        if (problem.Objectives is not [GenerationObjective.Fill, ..])
        {
            return [];
        }

        var quick = new QuickMatch(problem);
        IReadOnlyList<PersonsTaken> best = quick.Fill();
        foreach (var objective in problem.Objectives.Skip(1))
        {
            best = objective switch
            {
                GenerationObjective.Earliest => quick.Earliest(best),
                GenerationObjective.FewestNations => quick.FewestNations(best),
                _ => quick.LeastCargo(best),
            };
        }

        return best;
    }

    private IReadOnlyList<PersonsTaken> Earliest(IReadOnlyList<PersonsTaken> best)
    {
        var days = _problem.Units.Select(u => u.ReadyDay).Distinct().Order().ToList();
        var (low, high) = (0, days.IndexOf(_problem.LastDay(best)));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var day = days[middle];
            (var found, low, high) = Without(u => u.ReadyDay > day, best) is { } match ? (match, low, middle) : (best, middle + 1, high);
            best = found;
        }

        return best;
    }

    private IReadOnlyList<PersonsTaken> FewestNations(IReadOnlyList<PersonsTaken> best)
    {
        Forbid(u => u.ReadyDay > _problem.LastDay(best));
        var nations = best.GroupBy(t => _problem.Units[t.Unit].Nation).OrderBy(g => g.Sum(t => t.Persons)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).ToList();
        Forbid(u => !nations.Contains(u.Nation));
        foreach (var nation in nations)
        {
            best = Without(u => u.Nation == nation, best) ?? best;
        }

        return best;
    }

    private IReadOnlyList<PersonsTaken> LeastCargo(IReadOnlyList<PersonsTaken> best)
    {
        _lightFirst = true;
        var light = Fill();
        _lightFirst = false;
        return AsFull(light, best) && _problem.Kilograms(light) < _problem.Kilograms(best) ? light : best;
    }

    /// <summary>The match without some of the units, which then stay excluded; null when it fills less.</summary>
    private IReadOnlyList<PersonsTaken>? Without(Func<GenerationUnit, bool> units, IReadOnlyList<PersonsTaken> best)
    {
        var before = (bool[])_allowed.Clone();
        Forbid(units);
        var match = Fill();
        if (AsFull(match, best))
        {
            return match;
        }

        before.CopyTo(_allowed, 0);
        return null;
    }

    private void Forbid(Func<GenerationUnit, bool> units)
    {
        for (var unit = 0; unit < _allowed.Length; unit++)
        {
            _allowed[unit] &= !units(_problem.Units[unit]);
        }
    }

    private bool AsFull(IReadOnlyList<PersonsTaken> match, IReadOnlyList<PersonsTaken> best) =>
        _priorities.All(p => _problem.Missing(match, p) == _problem.Missing(best, p));

    private List<PersonsTaken> Fill()
    {
        var byType = Enumerable.Range(0, _allowed.Length).Where(u => _allowed[u])
            .OrderBy(u => _problem.Units[u].Usable).ThenBy(u => u).GroupBy(u => _problem.Units[u].Type).ToDictionary(g => g.Key, g => g.ToList());
        _left = new(_problem.Ceilings, StringComparer.Ordinal);
        var taken = new List<PersonsTaken>();
        foreach (var line in _order)
        {
            var types = _problem.Lines[line].Types.Order().Where(byType.ContainsKey).ToList();
            for (var missing = _problem.Lines[line].Needed; missing > 0;)
            {
                if (Choose(line, types, byType, missing) is not { } unit)
                {
                    break;
                }

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

        return [.. taken.OrderBy(t => t.Line).ThenBy(t => t.Unit)];
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
