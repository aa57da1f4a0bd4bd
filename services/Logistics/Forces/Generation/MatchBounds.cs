namespace Summit.Logistics.Forces.Generation;

/// <summary>Lower bounds of every match from a maximum flow, in which units may be divided between lines and enablers never lack.</summary>
internal sealed class MatchBounds
{
    private readonly GenerationProblem _problem;
    private readonly CancellationToken _cancellationToken;
    private readonly IReadOnlyDictionary<int, long> _most;

    /// <param name="problem">The problem.</param>
    /// <param name="allowed">Which units may be taken.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public MatchBounds(GenerationProblem problem, Func<GenerationUnit, bool> allowed, CancellationToken cancellationToken)
    {
        (_problem, _cancellationToken) = (problem, cancellationToken);
        _most = Most(allowed);
    }

    /// <summary>Persons missing on the lines of a priority when those of higher priority miss as many as they do.</summary>
    public long Missing(int priority, Func<int, long> missing)
    {
        var upTo = _problem.Lines.Where(l => l.Priority <= priority).Sum(l => l.Needed) - _problem.Priorities.Where(p => p < priority).Sum(missing);
        return Math.Max(0, upTo - _most[priority]);
    }

    /// <summary>The first day by which enough units are ready for a match that misses as many persons as this one.</summary>
    public int Earliest(Func<GenerationUnit, bool> allowed, Func<int, long> missing)
    {
        int[] days = [0, .. _problem.Units.Where(allowed).Select(u => u.ReadyDay).Distinct().Order()];
        var (low, high) = (0, days.Length - 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var most = Most(u => allowed(u) && u.ReadyDay <= days[middle]);
            (low, high) = Suffices(most, missing) ? (low, middle) : (middle + 1, high);
        }

        return days[low];
    }

    private bool Suffices(Dictionary<int, long> most, Func<int, long> missing)
    {
        var needed = 0L;
        foreach (var priority in _problem.Priorities)
        {
            needed += _problem.Lines.Where(l => l.Priority == priority).Sum(l => l.Needed) - missing(priority);
            if (most[priority] < needed)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The most persons on the lines of a priority and all higher ones.</summary>
    private Dictionary<int, long> Most(Func<GenerationUnit, bool> allowed)
    {
        var filled = Fillable.Of(_problem.Lines, _problem.Units.Where(allowed), _problem.Ceilings, _cancellationToken);
        return _problem.Priorities.ToDictionary(p => p, p => _problem.Lines.Where(l => l.Priority <= p).Sum(l => filled[l.Id]));
    }
}
