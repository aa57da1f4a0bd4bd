using Summit.Kernel;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.PaperUnit.Types.Kind;
using Status = Summit.Logistics.V1.LineMatch.Types.Status;

namespace Summit.Logistics.Forces;

/// <summary>A line of the answer: what fills it, and why it is not filled.</summary>
internal static class LineMatches
{
    private const int MostOnPaper = 20;

    /// <summary>What fills the line, and the units that would fit but count on paper only.</summary>
    public static LineMatch Of(
        GenerationLine line, int index, GenerationProblem problem, GenerationResult result, IReadOnlyList<PoolUnit> considered, IReadOnlyDictionary<string, PaperUnit> onPaper)
    {
        var taken = result.Taken.Where(t => t.Line == index).ToList();
        var elements = considered.ToDictionary(u => u.Element.Name, u => u.Element, StringComparer.Ordinal);
        return new LineMatch
        {
            Line = line.Id,
            RequiredPersons = line.Needed,
            FilledPersons = taken.Sum(t => t.Persons),
            Units =
            {
                taken.Select(t => Taken(elements[problem.Units[t.Unit].Name], t.Persons, problem.Units[t.Unit].ReadyDay)),
            },
            OnPaper =
            {
                considered.Where(u => line.Types.Contains(u.Element.UnitType))
                    .Select(u => onPaper.GetValueOrDefault(u.Element.Name) ?? (line.ReadyByDays is { } by && u.NoticeDays.Mid > by ? Paper.TooLate(u, by) : null)).OfType<PaperUnit>(),
            },
        };
    }

    private static MatchedUnit Taken(ForceElement element, long persons, int readyDay)
    {
        var unit = new MatchedUnit { ForceElement = element.Name, DisplayName = element.DisplayName, Persons = persons, ReadyDay = readyDay };
        if (Readiness.Of(element) is { } readiness)
        {
            unit.Readiness = readiness.Value;
        }

        return unit;
    }

    /// <summary>Sets the state from the usable persons, and the reason why the line is not filled. The list of paper units is cut to its maximum length.</summary>
    public static void Conclude(LineMatch match, GenerationLine line, IReadOnlyList<PoolUnit> considered, Rational availability)
    {
        match.Status = match.UsablePersons == line.Needed ? Status.Filled : match.UsablePersons == 0 ? Status.Unfilled : Status.Partial;
        if (match.Status != Status.Filled)
        {
            if (match.FilledPersons < line.Needed)
            {
                var units = considered.ToDictionary(u => u.Element.Name, StringComparer.Ordinal);
                match.Shortfalls.Add(match.OnPaper.GroupBy(p => p.Kind).OrderBy(g => g.Key)
                    .Select(g => new LineShortfall { Kind = g.Key, UnitCount = g.Count(), Persons = g.Sum(p => units[p.ForceElement].Usable(availability)) }));
                if (match.OnPaper.Count == 0)
                {
                    match.Shortfalls.Add(new LineShortfall { Persons = line.Needed - match.FilledPersons });
                }
            }

            if (match.UsablePersons < match.FilledPersons)
            {
                match.Shortfalls.Add(new LineShortfall { Kind = Kind.EnablerMissing, UnitCount = match.Units.Count, Persons = match.FilledPersons - match.UsablePersons });
            }

            match.Reason = Reason(match, line);
        }

        while (match.OnPaper.Count > MostOnPaper)
        {
            match.OnPaper.RemoveAt(match.OnPaper.Count - 1);
        }
    }

    private static string Reason(LineMatch match, GenerationLine line)
    {
        var types = string.Join(" or ", line.Types.Select(t => t.ToString().ToLowerInvariant()).Order(StringComparer.Ordinal));
        var onPaper = match.OnPaper.Count;
        var paper = onPaper == 0 ? "" : $" {onPaper} more {(onPaper == 1 ? "unit counts" : "units count")} on paper only.";
        var taken = match.FilledPersons < line.Needed ? $"{match.FilledPersons:N0} of {line.Needed:N0} persons: no more {types} units can be sent.{paper}" : "";
        var unusable = match.FilledPersons - match.UsablePersons;
        return unusable == 0 ? taken : $"{taken} {unusable:N0} of those taken cannot be used: an enabler of the line is missing.".TrimStart();
    }
}
