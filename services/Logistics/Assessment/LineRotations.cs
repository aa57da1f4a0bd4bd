using Summit.Kernel;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.Rotation.Planning;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>
/// Plans which unit serves in which months on the lines of the force, within the ceilings of nations and by the dates of standing
/// commitments. The closed formula is used as a bound.
/// </summary>
internal sealed class LineRotations(CaseInputs inputs, Force force, CancellationToken cancellationToken)
{
    // Enough for consecutive parts to cover a line for the longest plan that can be requested.
    private const int MostParts = 64;

    private readonly Question _question = inputs.Question;
    private readonly Dictionary<string, string> _names = inputs.Units.ToDictionary(u => u.Element.Name, u => u.Element.DisplayName, StringComparer.Ordinal);
    private readonly RotationTerms _terms = inputs.Question.RotationTerms;

    /// <summary>The plans of lines with the persons to keep on each, in the order of the force.</summary>
    /// <param name="persons">Persons by line. Lines without persons have no plan.</param>
    /// <param name="nations">Nations whose units serve.</param>
    /// <param name="availability">Part of each unit that can be sent.</param>
    public IReadOnlyList<PlannedRotation> Plan(Func<GenerationLine, long> persons, IReadOnlySet<string> nations, Rational availability)
    {
        var lines = force.Lines.Where(l => persons(l) > 0).ToList();
        var units = inputs.Units.Where(u => nations.Contains(u.Nation)).Select(u => (Pool: u, Unit: inputs.Free.Unit(u.Element, availability))).Where(u => u.Unit is not null).ToList();
        var needs = lines.Select(l => Need(l, persons(l), units.Where(u => u.Pool.At(Rational.One).Fits(l)).Select(u => u.Unit!))).ToList();
        return [.. lines.Zip(needs, new JointPlanner(needs, _terms, force.Ceilings, cancellationToken).Plan()).Select(p => Planned(p.First, p.Second, p.Third))];
    }

    /// <summary>Converts the tours of a plan to messages of the contract.</summary>
    public IEnumerable<PlannedTour> Tours(PlannedRotation planned) => planned.Plan.Tours.Select(t => new PlannedTour
    {
        ForceElement = planned.Need.Units[t.Unit].Name,
        DisplayName = _names[planned.Need.Units[t.Unit].Name],
        Persons = t.Persons,
        FirstMonth = t.Start,
        FirstCountedMonth = _terms.CountsFrom(t.Start),
        EndMonth = Math.Min(t.Start + _terms.Tour, planned.Need.End),
    });

    private PlannedRotation Planned(GenerationLine line, LineNeed need, LinePlan plan)
    {
        var formula = _question.Rotation.FirstBreakMonth(need.Persons, need.Units.Sum(u => u.Persons), Rational.One);
        // A month given by the formula is not before the end of the plan: the plan already covers the months before that.
        return new(line, need, plan, formula, plan.ShortMonth ?? (formula is { } month ? Math.Max(month, _question.DurationMonths) : null));
    }

    /// <summary>A unit with more than twice the persons that the line needs is split into parts. Each part is large enough for the line and rotates on its own.</summary>
    private LineNeed Need(GenerationLine line, long persons, IEnumerable<RotationUnit> units) =>
        new(line.Id, persons, _question.DurationMonths, [.. units.OrderBy(u => u.Name, StringComparer.Ordinal).SelectMany(u => Parts(u, persons))]) { Priority = line.Priority };

    private static IEnumerable<RotationUnit> Parts(RotationUnit unit, long persons)
    {
        var parts = (int)Math.Clamp(unit.Persons / persons, 1, MostParts);
        return Enumerable.Repeat(unit with { Persons = unit.Persons / parts, ByMonth = unit.ByMonth?.Select(p => p / parts).ToList() }, parts);
    }
}

/// <summary>The plan of a line.</summary>
/// <param name="Line">The line.</param>
/// <param name="Need">Persons to keep, and the units that can serve.</param>
/// <param name="Plan">The plan.</param>
/// <param name="FormulaMonth">First month with too few persons by the closed formula, which takes each unit with its largest part in any month; null for never.</param>
/// <param name="ShortMonth">First month with too few persons: from the plan within the requested months, from the formula after them; null for never.</param>
internal sealed record PlannedRotation(GenerationLine Line, LineNeed Need, LinePlan Plan, int? FormulaMonth, int? ShortMonth);
