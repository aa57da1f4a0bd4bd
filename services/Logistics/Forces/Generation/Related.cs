namespace Summit.Logistics.Forces.Generation;

/// <summary>Which lines of a problem depend on each other: by a type of unit that fills both, or by an enabler.</summary>
internal sealed class Related
{
    private readonly GenerationProblem _problem;
    private readonly Dictionary<GenerationUnit, int> _units;
    private readonly Dictionary<int, List<int>> _groups = [];

    public Related(GenerationProblem problem)
    {
        _problem = problem;
        _units = new Dictionary<GenerationUnit, int>(ReferenceEqualityComparer.Instance);
        foreach (var (index, unit) in problem.Units.Index())
        {
            _units[unit] = index;
        }
    }

    /// <summary>Index of a unit.</summary>
    public int IndexOf(GenerationUnit unit) => _units[unit];

    /// <summary>A line and some that it shares units or an enabler with; another round names other ones.</summary>
    public IReadOnlyList<int> To(int line, int count, int round)
    {
        int[] others = [.. Enumerable.Range(0, _problem.Lines.Count).Where(l => l != line && IsRelated(line, l)).OrderByDescending(l => _problem.Lines[l].Priority).ThenBy(l => l)];
        return [line, .. Enumerable.Range(0, Math.Min(count, others.Length)).Select(i => others[(i + round) % others.Length])];
    }

    /// <summary>A line and all lines that it is related to, directly or through others.</summary>
    public IReadOnlyList<int> All(int line)
    {
        if (!_groups.TryGetValue(line, out var group))
        {
            group = [line];
            for (var next = 0; next < group.Count; next++)
            {
                var from = group[next];
                group.AddRange(Enumerable.Range(0, _problem.Lines.Count).Where(l => !group.Contains(l) && IsRelated(from, l)));
            }

            group.ForEach(l => _groups[l] = group);
        }

        return group;
    }

    private bool IsRelated(int line, int other) => _problem.Lines[line].Types.Overlaps(_problem.Lines[other].Types)
        || _problem.Enablers.Any(e => (e.Line == line || e.Dependents.Contains(line)) && (e.Line == other || e.Dependents.Contains(other)));
}
