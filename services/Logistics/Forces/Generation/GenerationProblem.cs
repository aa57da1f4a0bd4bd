using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>A line that units fill.</summary>
/// <param name="Id">Id of the line.</param>
/// <param name="Types">Types of units that fill it.</param>
/// <param name="Needed">Persons needed.</param>
/// <param name="Priority">1 is the highest.</param>
/// <param name="ReadyByDays">Latest day after the order on which a unit of the line may leave its barracks; null for any.</param>
internal sealed record GenerationLine(string Id, IReadOnlySet<UnitType> Types, long Needed, int Priority, int? ReadyByDays);

/// <summary>A unit that may be taken, for one line, whole or in part.</summary>
/// <param name="Name">Resource name.</param>
/// <param name="Nation">Nation, <c>nations/{code}</c>.</param>
/// <param name="Type">Type.</param>
/// <param name="Usable">Persons that can be sent at all.</param>
/// <param name="ReadyDay">Day after the order on which it can leave its barracks.</param>
/// <param name="KilogramsPerPerson">Cargo per person, rounded up.</param>
internal sealed record GenerationUnit(string Name, string Nation, UnitType Type, long Usable, int ReadyDay, long KilogramsPerPerson)
{
    /// <summary>Whether it fits a line.</summary>
    public bool Fits(GenerationLine line) => Usable > 0 && line.Types.Contains(Type) && !(ReadyDay > line.ReadyByDays);
}

/// <summary>
/// An enabler that lines depend on: <c>weight × (usable persons of the dependents) ≤ capacity + provided × (usable persons of the
/// enabler's own line)</c>. A scarce enabler is thus shared by its dependents, and the objectives say which of them gets it.
/// </summary>
/// <param name="Dependents">Lines that depend on it, by index.</param>
/// <param name="Weight">Weight of a dependent's person.</param>
/// <param name="Line">Line of the units that provide it, by index; null when no unit does.</param>
/// <param name="Provided">Weight of a person on that line.</param>
/// <param name="Capacity">What is there without units.</param>
internal sealed record EnablerLimit(IReadOnlyList<int> Dependents, long Weight, int? Line, long Provided, long Capacity);

/// <summary>Which units fill which lines. Units are in order of name.</summary>
internal sealed record GenerationProblem(IReadOnlyList<GenerationLine> Lines, IReadOnlyList<GenerationUnit> Units, IReadOnlyList<GenerationObjective> Objectives)
{
    /// <summary>The most persons of a nation over all lines, by nation. Nations without an entry have no ceiling.</summary>
    public IReadOnlyDictionary<string, long> Ceilings { get; init; } = new Dictionary<string, long>();

    /// <summary>Enablers that lines depend on.</summary>
    public IReadOnlyList<EnablerLimit> Enablers { get; init; } = [];

    /// <summary>The default objectives, used when none are named.</summary>
    public static readonly IReadOnlyList<GenerationObjective> DefaultObjectives =
        [GenerationObjective.Fill, GenerationObjective.Earliest, GenerationObjective.FewestNations, GenerationObjective.LeastCargo];

    /// <summary>Priorities of the lines, the highest first.</summary>
    public IEnumerable<int> Priorities => Lines.Select(l => l.Priority).Distinct().Order();

    /// <summary>Persons missing on the lines of a priority: those that the match does not have, or cannot use for lack of an enabler.</summary>
    public long Missing(Match match, int priority) => Sum(priority, i => Lines[i].Needed - match.Used[i]);

    /// <summary>Persons that the match does not have on the lines of a priority.</summary>
    public long Untaken(Match match, int priority) => Sum(priority, i => Lines[i].Needed) - match.Taken.Where(t => Lines[t.Line].Priority == priority).Sum(t => t.Persons);

    /// <summary>Day on which the last unit of a match is ready; 0 for nobody.</summary>
    public int LastDay(Match match) => match.Taken.Select(t => Units[t.Unit].ReadyDay).DefaultIfEmpty(0).Max();

    /// <summary>Cargo of a match.</summary>
    public long Kilograms(Match match) => match.Taken.Sum(t => t.Persons * Units[t.Unit].KilogramsPerPerson);

    /// <summary>The value of an objective other than fill.</summary>
    public long Value(Match match, GenerationObjective objective) => objective switch
    {
        GenerationObjective.Earliest => LastDay(match),
        GenerationObjective.FewestNations => match.Taken.Select(t => Units[t.Unit].Nation).Distinct().Count(),
        _ => Kilograms(match),
    };

    private long Sum(int priority, Func<int, long> of) => Enumerable.Range(0, Lines.Count).Where(i => Lines[i].Priority == priority).Sum(of);
}

/// <summary>Persons of a unit taken for a line, by index.</summary>
internal readonly record struct PersonsTaken(int Line, int Unit, long Persons);

/// <summary>Units taken, and what can be used of them.</summary>
/// <param name="Taken">Units taken, in order of line and unit.</param>
/// <param name="Used">Persons that can be used, by line: at most those taken, and no more than the enablers of the line allow.</param>
internal sealed record Match(IReadOnlyList<PersonsTaken> Taken, IReadOnlyList<long> Used)
{
    /// <summary>Nobody is taken.</summary>
    public static Match Empty(GenerationProblem problem) => new([], new long[problem.Lines.Count]);

    /// <summary>A match of these units in which enablers go to the lines of higher priority first.</summary>
    public static Match Of(GenerationProblem problem, IEnumerable<PersonsTaken> taken)
    {
        PersonsTaken[] ordered = [.. taken.OrderBy(t => t.Line).ThenBy(t => t.Unit)];
        var used = new long[problem.Lines.Count];
        foreach (var part in ordered)
        {
            used[part.Line] += part.Persons;
        }

        // What one line cannot use may be an enabler of another, so the limits are gone through until all hold.
        while (problem.Enablers.FirstOrDefault(e => Excess(e, used) > 0) is { } limit)
        {
            var over = (Excess(limit, used) + limit.Weight - 1) / limit.Weight;
            foreach (var line in limit.Dependents.OrderByDescending(d => problem.Lines[d].Priority).ThenByDescending(d => d))
            {
                var less = Math.Min(over, used[line]);
                used[line] -= less;
                over -= less;
            }
        }

        return new(ordered, used);
    }

    /// <summary>By how much a limit is exceeded.</summary>
    public static long Excess(EnablerLimit limit, IReadOnlyList<long> used) =>
        (limit.Weight * limit.Dependents.Sum(d => used[d])) - limit.Capacity - (limit.Line is { } line ? limit.Provided * used[line] : 0);
}

/// <summary>The value reached for an objective, and its bound.</summary>
internal readonly record struct ObjectiveReached(GenerationObjective Objective, long Value, long Bound);

/// <summary>A match, and the value reached for each objective.</summary>
internal sealed record GenerationResult(Match Match, IReadOnlyList<ObjectiveReached> Objectives)
{
    public IReadOnlyList<PersonsTaken> Taken => Match.Taken;

    public IReadOnlyList<long> Used => Match.Used;
}
