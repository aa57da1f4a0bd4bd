using Summit.Kernel;
using Summit.Logistics.Forces;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.Rotation.Planning;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Plans which unit serves in which months on the lines of the force. The closed formula is used as a bound.</summary>
internal sealed class LineRotations(Question question, CancellationToken cancellationToken)
{
    // Enough for consecutive parts to cover a line for the longest plan that can be requested.
    private const int MostParts = 64;

    private readonly RotationTerms _terms = question.RotationTerms;

    /// <summary>The plan of a line.</summary>
    public (LineNeed Need, LinePlan Plan) Plan(GenerationLine line, long persons, IEnumerable<PoolUnit> units, Rational availability)
    {
        var need = Need(line, persons, units, availability);
        return (need, LinePlanner.Plan(need, _terms, cancellationToken));
    }

    /// <summary>The first month with too few persons: from the plan within the requested months, from the formula after them; null when there is none.</summary>
    public int? FirstShort(GenerationLine line, long persons, IEnumerable<PoolUnit> units, Rational availability)
    {
        var pool = units.ToList();
        return Plan(line, persons, pool, availability).Plan.ShortMonth ?? Later(question.Rotation.FirstBreakMonth(persons, Force.Usable(line, pool, availability), Rational.One));
    }

    /// <summary>A month given by the formula, but not before the end of the plan: the plan already covers the months before that.</summary>
    public int? Later(int? month) => month is { } formula ? Math.Max(formula, question.DurationMonths) : null;

    /// <summary>Converts the tours of a plan to messages of the contract.</summary>
    public IEnumerable<PlannedTour> Tours(LineNeed need, LinePlan plan, IReadOnlyDictionary<string, string> names) => plan.Tours.Select(t => new PlannedTour
    {
        ForceElement = need.Units[t.Unit].Name,
        DisplayName = names[need.Units[t.Unit].Name],
        Persons = need.Units[t.Unit].Persons,
        FirstMonth = t.Start,
        FirstCountedMonth = _terms.CountsFrom(t.Start),
        EndMonth = Math.Min(t.Start + _terms.Tour, need.End),
    });

    /// <summary>A unit with more than twice the persons that the line needs is split into parts. Each part is large enough for the line and rotates on its own.</summary>
    private LineNeed Need(GenerationLine line, long persons, IEnumerable<PoolUnit> units, Rational availability) => new(
        line.Id, persons, question.DurationMonths,
        [.. units.Select(u => u.At(availability)).Where(u => u.Fits(line)).OrderBy(u => u.Name, StringComparer.Ordinal).SelectMany(u => Parts(u, persons))]);

    private static IEnumerable<RotationUnit> Parts(GenerationUnit unit, long persons)
    {
        var parts = persons == 0 ? 1 : (int)Math.Clamp(unit.Usable / persons, 1, MostParts);
        return Enumerable.Range(0, parts).Select(_ => new RotationUnit(unit.Name, unit.Usable / parts));
    }
}
