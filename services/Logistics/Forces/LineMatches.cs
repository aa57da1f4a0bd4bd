using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;
using Status = Summit.Logistics.V1.LineMatch.Types.Status;

namespace Summit.Logistics.Forces;

/// <summary>A line of the answer: what fills it, and why it is not filled.</summary>
internal static class LineMatches
{
    private const int MostOnPaper = 20;

    public static LineMatch Of(
        GenerationLine line, int index, GenerationProblem problem, GenerationResult result, IReadOnlyList<PoolUnit> considered, Func<PoolUnit, PaperUnit?> onPaper)
    {
        var taken = result.Taken.Where(t => t.Line == index).ToList();
        var filled = taken.Sum(t => t.Persons);
        var names = considered.ToDictionary(u => u.Element.Name, u => u.Element.DisplayName, StringComparer.Ordinal);
        var paper = considered.Where(u => line.Types.Contains(u.Element.UnitType))
            .Select(u => onPaper(u) ?? (line.ReadyByDays is { } by && u.NoticeDays.Mid > by ? Paper.TooLate(u, by) : null)).OfType<PaperUnit>().ToList();
        return new LineMatch
        {
            Line = line.Id,
            Status = filled == line.Needed ? Status.Filled : filled == 0 ? Status.Unfilled : Status.Partial,
            RequiredPersons = line.Needed,
            FilledPersons = filled,
            Units =
            {
                taken.Select(t => new MatchedUnit
                {
                    ForceElement = problem.Units[t.Unit].Name,
                    DisplayName = names[problem.Units[t.Unit].Name],
                    Persons = t.Persons,
                    ReadyDay = problem.Units[t.Unit].ReadyDay,
                }),
            },
            OnPaper = { paper.Take(MostOnPaper) },
            Reason = filled == line.Needed ? "" : Reason(line, filled, paper.Count),
        };
    }

    private static string Reason(GenerationLine line, long filled, int onPaper)
    {
        var types = string.Join(" or ", line.Types.Select(t => t.ToString().ToLowerInvariant()).Order(StringComparer.Ordinal));
        var paper = onPaper == 0 ? "" : $" {onPaper} more {(onPaper == 1 ? "unit counts" : "units count")} on paper only.";
        return $"{filled:N0} of {line.Needed:N0} persons: no more {types} units can be sent.{paper}";
    }
}
