using Summit.Kernel;
using Summit.Logistics.Forces;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;
using Scope = Summit.Logistics.V1.ReportedOffer.Types.Scope;

namespace Summit.Logistics.Assessment;

/// <summary>Step 2, continued: the force, what nations could offer, and beside it what they offered or were reported to offer.</summary>
internal static class StrengthStep
{
    public static StrengthSection Section(CaseInputs inputs, Force force)
    {
        var availability = Rational.FromWire(inputs.Availability.Mid);
        return new StrengthSection
        {
            State = Sections.Available(),
            OnRecord = Column(inputs, force.Offered),
            IfApproved = Column(inputs, force.IfApproved),
            ReadyCurve = { ReadyCurve(inputs.Question, force.Offered, availability) },
            UnitsTaken = { force.Taken },
            Lines =
            {
                force.Lines.Select(l => new FilledLine
                {
                    Line = l.Id,
                    RequiredPersons = l.Needed,
                    FilledPersons = Levels.At(inputs.Availability, a => Force.CanFill(l, force.Offered, a)),
                }),
            },
            ForcePersons = force.Persons,
            OfferedOrReportedPersons = OfferedOrReported(inputs),
            ReportedTotals =
            {
                inputs.Held.ReportsBy(inputs.Question.AsOf).Where(r => r.Scope == Scope.Total).Select(r => new ReportedTotal { ReportedOffer = r.Name, Persons = r.Persons, Summary = r.Summary }),
            },
        };
    }

    /// <summary>Of each nation the larger of offer and report; null when there is neither.</summary>
    private static Range? OfferedOrReported(CaseInputs inputs)
    {
        var said = inputs.Contributions.Contributions.Where(c => c.OfferedPersons > 0 || c.ReportedPersons is not null).ToList();
        double Sum(Func<Range, double> end) => said.Sum(c => Math.Max(c.OfferedPersons, c.ReportedPersons is { } r ? end(r) : 0));
        return said.Count == 0 ? null : new Range { Low = Sum(r => r.Low), Mid = Sum(r => r.Mid), High = Sum(r => r.High) };
    }

    private static StrengthColumn Column(CaseInputs inputs, IReadOnlyList<PoolUnit> units)
    {
        var (question, availability) = (inputs.Question, Rational.FromWire(inputs.Availability.Mid));
        return new StrengthColumn
        {
            PoolPersons = units.Sum(u => u.Persons),
            CouldOfferPersons = Levels.At(inputs.Availability, a => units.Sum(u => u.Usable(a))),
            // A long notice leaves fewer units ready: the high end of notice is the low end of strength.
            ReadyByCDayPersons = new Range
            {
                Low = Ready(units, u => u.NoticeDays.High, question.CDayOffsetDays, availability),
                Mid = Ready(units, u => u.NoticeDays.Mid, question.CDayOffsetDays, availability),
                High = Ready(units, u => u.NoticeDays.Low, question.CDayOffsetDays, availability),
            },
            SustainablePersons = question.Rotation.Sustainable(units.Sum(u => u.Usable(availability)), Rational.One),
        };
    }

    private static long Ready(IEnumerable<PoolUnit> units, Func<PoolUnit, double> notice, int days, Rational availability) =>
        units.Where(u => notice(u) <= days).Sum(u => u.Usable(availability));

    private static IEnumerable<ReadyPoint> ReadyCurve(Question question, IReadOnlyList<PoolUnit> units, Rational availability) =>
        units.Select(u => (int)u.NoticeDays.Mid).Distinct().Order().Select(day => new ReadyPoint
        {
            DaysAfterOrder = day,
            Date = question.Ceasefire.AddDays(day).ToDate(),
            Persons = Ready(units, u => u.NoticeDays.Mid, day, availability),
        });
}
