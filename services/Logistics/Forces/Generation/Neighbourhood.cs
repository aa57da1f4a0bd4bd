namespace Summit.Logistics.Forces.Generation;

/// <summary>A part of a match that is solved anew while the rest stays: some lines, the units on them, and free units that fit them.</summary>
internal sealed class Neighbourhood
{
    private readonly GenerationProblem _whole;
    private readonly Match _match;
    private readonly int[] _lines;
    private readonly int[] _units;

    /// <param name="whole">The whole problem.</param>
    /// <param name="match">A match of it.</param>
    /// <param name="lines">Lines that are solved anew.</param>
    /// <param name="free">Units that are taken by no line and may be.</param>
    public Neighbourhood(GenerationProblem whole, Match match, IEnumerable<int> lines, IEnumerable<int> free)
    {
        (_whole, _match) = (whole, match);
        _lines = [.. lines.Order()];
        _units = [.. match.Taken.Where(t => _lines.Contains(t.Line)).Select(t => t.Unit).Concat(free).Distinct().Order()];
        Problem = Part();
        Start = new([.. match.Taken.Where(t => _lines.Contains(t.Line)).Select(t => new PersonsTaken(Array.IndexOf(_lines, t.Line), Array.IndexOf(_units, t.Unit), t.Persons))], [.. _lines.Select(l => match.Used[l])]);
    }

    /// <summary>The part as a problem of its own.</summary>
    public GenerationProblem Problem { get; }

    /// <summary>Its part of the match.</summary>
    public Match Start { get; }

    /// <summary>The whole match with another match of this part.</summary>
    public Match With(Match part)
    {
        var used = _match.Used.ToArray();
        foreach (var (index, line) in _lines.Index())
        {
            used[line] = part.Used[index];
        }

        return new([.. _match.Taken.Where(t => !_lines.Contains(t.Line)).Concat(part.Taken.Select(t => new PersonsTaken(_lines[t.Line], _units[t.Unit], t.Persons))).OrderBy(t => t.Line).ThenBy(t => t.Unit)], used);
    }

    private GenerationProblem Part()
    {
        var outside = _match.Taken.Where(t => !_lines.Contains(t.Line)).GroupBy(t => _whole.Units[t.Unit].Nation, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(t => t.Persons), StringComparer.Ordinal);
        return new([.. _lines.Select(l => _whole.Lines[l])], [.. _units.Select(u => _whole.Units[u])], _whole.Objectives)
        {
            Ceilings = _whole.Ceilings.ToDictionary(c => c.Key, c => c.Value - outside.GetValueOrDefault(c.Key), StringComparer.Ordinal),
            Enablers = [.. _whole.Enablers.Where(e => e.Dependents.Any(_lines.Contains) || (e.Line is { } line && _lines.Contains(line))).Select(Part)],
        };
    }

    /// <summary>An enabler's limit after what the rest of the match uses and provides.</summary>
    private EnablerLimit Part(EnablerLimit limit)
    {
        var inside = limit.Line is { } own ? Array.IndexOf(_lines, own) : -1;
        return limit with
        {
            Dependents = [.. limit.Dependents.Select(d => Array.IndexOf(_lines, d)).Where(d => d >= 0)],
            Line = inside >= 0 ? inside : null,
            Capacity = limit.Capacity - (limit.Weight * limit.Dependents.Where(d => !_lines.Contains(d)).Sum(d => _match.Used[d]))
                + (inside < 0 && limit.Line is { } line ? limit.Provided * _match.Used[line] : 0),
        };
    }
}
