using Summit.Kernel;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.Rotation;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>Step 3: how long each line of the force can be sustained, and which line breaks first. Enablers rotate like all other lines.</summary>
internal static class RotationStep
{
    public static RotationSection Section(CaseInputs inputs, Force force, CancellationToken cancellationToken)
    {
        var plans = new LineRotations(inputs, force, cancellationToken);
        IReadOnlyList<PlannedRotation> PlansAt(double availability) => plans.Plan(force.PersonsOf, force.Offering, Rational.FromWire(availability));
        var mid = PlansAt(inputs.Availability.Mid);
        var (question, rule) = (inputs.Question, inputs.Question.Rotation);
        var section = new RotationSection
        {
            State = Sections.Available(),
            Factor = rule.Factor.ToDisplay(),
            PoolNeededPersons = rule.PoolNeeded(inputs.Strength, Rational.FromWire(inputs.Availability.Mid)),
            PoolPersons = force.Offered.Sum(u => u.Persons),
            SustainablePersons = Levels.At(inputs.Availability, a => Sustainable(force, rule, inputs.Strength, a)),
            Lines = { force.Lines.Select(l => Line(l, inputs, force, rule, plans, mid.FirstOrDefault(p => p.Line == l))) },
        };
        var breaks = FirstBreak(mid);
        section.Holds = force.Persons == force.Lines.Sum(l => l.Needed) && (breaks is null || breaks.Value.Month >= question.DurationMonths);
        if (breaks is { } first)
        {
            section.FirstBreakMonth = first.Month;
            section.FirstBreakDate = question.CDay.AddMonths(first.Month).ToDate();
            section.FirstBreakLine = first.Line;
            section.MissingPersons = section.Lines.Where(l => l.Line == first.Line).Sum(l => l.MissingPersons);
        }

        if (breaks is { } between && FirstBreak(PlansAt(inputs.Availability.Low)) is { } early && FirstBreak(PlansAt(inputs.Availability.High)) is { } late)
        {
            section.FirstBreakMonthRange = new Range { Low = early.Month, Mid = between.Month, High = late.Month };
        }

        if (FirstBreakIfApproved(inputs, force, plans, cancellationToken) is { } month)
        {
            section.FirstBreakMonthIfApproved = month;
        }

        return section;

        // The persons that the force has are those to sustain. A force without persons cannot be raised at all.
        (int Month, string Line)? FirstBreak(IReadOnlyList<PlannedRotation> planned) => force.Persons == 0 ? (0, "")
            : planned.Where(p => p.ShortMonth is not null).Select(p => ((int, string)?)(p.ShortMonth!.Value, p.Line.Id)).MinBy(b => b!.Value.Item1);
    }

    /// <summary>As for the force itself: the persons that these nations can have in place are those to sustain.</summary>
    private static int? FirstBreakIfApproved(CaseInputs inputs, Force force, LineRotations plans, CancellationToken cancellationToken)
    {
        var availability = Rational.FromWire(inputs.Availability.Mid);
        var filled = Fillable.Of(force.Lines, force.IfApproved.Select(u => u.At(availability)), force.Ceilings, cancellationToken);
        return filled.Values.All(persons => persons == 0) ? 0 : plans.Plan(l => filled[l.Id], force.OfferingIfApproved, availability).Min(p => p.ShortMonth);
    }

    /// <summary>With all lines in proportion, the line with the shortest endurance decides.</summary>
    private static double Sustainable(Force force, RotationRule rule, long strength, Rational availability) => force.Lines.Where(l => l.Needed > 0)
        .Select(l => (double)(new Rational(rule.Sustainable(Force.Usable(l, force.Offered, availability), Rational.One), l.Needed) * strength).Floor())
        .Append(force.AtOnce(force.Offered, u => u.Usable(availability))).Min();

    private static LineRotation Line(GenerationLine line, CaseInputs inputs, Force force, RotationRule rule, LineRotations plans, PlannedRotation? planned)
    {
        var mid = Rational.FromWire(inputs.Availability.Mid);
        var persons = force.PersonsOf(line);
        var rotation = new LineRotation
        {
            Line = line.Id,
            RequiredPersons = persons,
            PoolPersons = force.Offered.Where(u => line.Types.Contains(u.Element.UnitType)).Sum(u => u.Persons),
            PoolNeededPersons = rule.PoolNeeded(persons, mid),
            SustainablePersons = Levels.At(inputs.Availability, a => Math.Min(
                rule.Sustainable(Force.Usable(line, force.Offered, a), Rational.One), force.AtOnce(force.Offered.Where(u => u.At(a).Fits(line)), u => u.Usable(a)))),
        };
        if (planned is null)
        {
            return rotation;
        }

        if (planned.FormulaMonth is { } formula)
        {
            rotation.FormulaFirstBreakMonth = formula;
        }

        rotation.Tours.Add(plans.Tours(planned));
        rotation.InPlacePersons.Add(planned.Plan.InPlace);
        rotation.MissingPersons = planned.Plan.Missing;
        if (planned.ShortMonth is { } month)
        {
            rotation.FirstBreakMonth = month;
        }

        return rotation;
    }
}
