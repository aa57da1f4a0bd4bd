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
        var plans = new LineRotations(inputs.Question, cancellationToken);
        var (question, rule) = (inputs.Question, inputs.Question.Rotation);
        var section = new RotationSection
        {
            State = Sections.Available(),
            Factor = rule.Factor.ToDisplay(),
            PoolNeededPersons = rule.PoolNeeded(inputs.Strength, Rational.FromWire(inputs.Availability.Mid)),
            PoolPersons = force.Offered.Sum(u => u.Persons),
            SustainablePersons = Levels.At(inputs.Availability, a => Sustainable(force, rule, inputs.Strength, a)),
            Lines = { force.Lines.Select(l => Line(l, inputs, force, rule, plans)) },
        };
        var breaks = FirstBreak(inputs.Availability.Mid);
        section.Holds = force.Persons == force.Lines.Sum(l => l.Needed) && (breaks is null || breaks.Value.Month >= question.DurationMonths);
        if (breaks is { } first)
        {
            section.FirstBreakMonth = first.Month;
            section.FirstBreakDate = question.CDay.AddMonths(first.Month).ToDate();
            section.FirstBreakLine = first.Line;
            section.MissingPersons = section.Lines.Where(l => l.Line == first.Line).Sum(l => l.MissingPersons);
        }

        if (FirstBreak(inputs.Availability.Low) is { } early && breaks is { } between && FirstBreak(inputs.Availability.High) is { } late)
        {
            section.FirstBreakMonthRange = new Range { Low = early.Month, Mid = between.Month, High = late.Month };
        }

        if (FirstBreakIfApproved(inputs, force, plans) is { } month)
        {
            section.FirstBreakMonthIfApproved = month;
        }

        return section;

        // The persons that the force has are those to sustain. A force without persons cannot be raised at all.
        (int Month, string Line)? FirstBreak(double availability)
        {
            if (force.Persons == 0)
            {
                return (0, "");
            }

            var usable = Rational.FromWire(availability);
            return force.Lines.Where(l => force.PersonsOf(l) > 0)
                .Select(l => (Month: plans.FirstShort(l, force.PersonsOf(l), force.Offered, usable), l.Id))
                .Where(b => b.Month is not null).Select(b => ((int, string)?)(b.Month!.Value, b.Id)).MinBy(b => b!.Value.Item1);
        }
    }

    /// <summary>As for the force itself: the persons that these nations can have in place are those to sustain.</summary>
    private static int? FirstBreakIfApproved(CaseInputs inputs, Force force, LineRotations plans)
    {
        var availability = Rational.FromWire(inputs.Availability.Mid);
        var filled = Fillable.Of(force.Lines, force.IfApproved.Select(u => u.At(availability)), force.Ceilings, CancellationToken.None);
        return filled.Values.All(persons => persons == 0) ? 0
            : force.Lines.Where(l => filled[l.Id] > 0).Select(l => plans.FirstShort(l, filled[l.Id], force.IfApproved, availability)).Min();
    }

    /// <summary>With all lines in proportion, the line with the shortest endurance decides.</summary>
    private static double Sustainable(Force force, RotationRule rule, long strength, Rational availability) => force.Lines.Where(l => l.Needed > 0)
        .Select(l => (double)(new Rational(rule.Sustainable(Force.Usable(l, force.Offered, availability), Rational.One), l.Needed) * strength).Floor())
        .Append(force.AtOnce(force.Offered, u => u.Usable(availability))).Min();

    private static LineRotation Line(GenerationLine line, CaseInputs inputs, Force force, RotationRule rule, LineRotations plans)
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
        if (persons == 0)
        {
            return rotation;
        }

        var formula = rule.FirstBreakMonth(persons, Force.Usable(line, force.Offered, mid), Rational.One);
        if (formula is { } bound)
        {
            rotation.FormulaFirstBreakMonth = bound;
        }

        var (need, plan) = plans.Plan(line, persons, force.Offered, mid);
        rotation.Tours.Add(plans.Tours(need, plan, force.Offered.ToDictionary(u => u.Element.Name, u => u.Element.DisplayName, StringComparer.Ordinal)));
        rotation.InPlacePersons.Add(plan.InPlace);
        rotation.MissingPersons = plan.Missing;
        if ((plan.ShortMonth ?? plans.Later(formula)) is { } month)
        {
            rotation.FirstBreakMonth = month;
        }

        return rotation;
    }
}
