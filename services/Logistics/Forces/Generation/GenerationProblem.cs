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

/// <summary>Which units fill which lines. Units are in order of name.</summary>
internal sealed record GenerationProblem(IReadOnlyList<GenerationLine> Lines, IReadOnlyList<GenerationUnit> Units, IReadOnlyList<GenerationObjective> Objectives)
{
    /// <summary>The most persons of a nation over all lines, by nation. Nations without an entry have no ceiling.</summary>
    public IReadOnlyDictionary<string, long> Ceilings { get; init; } = new Dictionary<string, long>();

    /// <summary>The default objectives, used when none are named.</summary>
    public static readonly IReadOnlyList<GenerationObjective> DefaultObjectives =
        [GenerationObjective.Fill, GenerationObjective.Earliest, GenerationObjective.FewestNations, GenerationObjective.LeastCargo];

    /// <summary>Persons that a match misses on the lines of a priority.</summary>
    public long Missing(IReadOnlyList<PersonsTaken> match, int priority) =>
        Lines.Where(l => l.Priority == priority).Sum(l => l.Needed) - match.Where(t => Lines[t.Line].Priority == priority).Sum(t => t.Persons);

    /// <summary>Day on which the last unit of a match is ready; 0 for nobody.</summary>
    public int LastDay(IReadOnlyList<PersonsTaken> match) => match.Select(t => Units[t.Unit].ReadyDay).DefaultIfEmpty(0).Max();

    /// <summary>Cargo of a match.</summary>
    public long Kilograms(IReadOnlyList<PersonsTaken> match) => match.Sum(t => t.Persons * Units[t.Unit].KilogramsPerPerson);

    /// <summary>The value of an objective other than fill.</summary>
    public long Value(IReadOnlyList<PersonsTaken> match, GenerationObjective objective) => objective switch
    {
        GenerationObjective.Earliest => LastDay(match),
        GenerationObjective.FewestNations => match.Select(t => Units[t.Unit].Nation).Distinct().Count(),
        _ => Kilograms(match),
    };
}

/// <summary>Persons of a unit taken for a line, by index.</summary>
internal readonly record struct PersonsTaken(int Line, int Unit, long Persons);

/// <summary>The value reached for an objective, and its bound.</summary>
internal readonly record struct ObjectiveReached(GenerationObjective Objective, long Value, long Bound);

/// <summary>A match, in order of line and unit.</summary>
internal sealed record GenerationResult(IReadOnlyList<PersonsTaken> Taken, IReadOnlyList<ObjectiveReached> Objectives);
