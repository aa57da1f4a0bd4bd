using Summit.Kernel;
using Summit.Logistics.Forces;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;
using Scope = Summit.Logistics.V1.ReportedOffer.Types.Scope;

namespace Summit.Logistics.Assessment;

/// <summary>Step 2, continued: the force, what nations could offer, and for comparison what they offered or were reported to offer.</summary>
internal static class StrengthStep
{
    public static StrengthSection Section(CaseInputs inputs, Force force, UsaPosture posture, CancellationToken cancellationToken)
    {
        var byUsa = EnablerStep.ByUsa(posture);
        var availability = Rational.FromWire(inputs.Availability.Mid);
        IReadOnlyDictionary<string, long> Fills(double available) =>
            Fillable.Of(force.Lines, force.Offered.Select(u => u.At(Rational.FromWire(available))), force.Ceilings, cancellationToken);
        var (low, high) = (Fills(inputs.Availability.Low), Fills(inputs.Availability.High));
        return new StrengthSection
        {
            State = Sections.Available(),
            OnRecord = Column(inputs, force, force.Offered),
            IfApproved = Column(inputs, force, force.IfApproved),
            ReadyCurve = { ReadyCurve(inputs.Question, force, availability) },
            UnitsTaken = { force.Taken },
            Lines =
            {
                force.Lines.Select((l, i) => new FilledLine
                {
                    Line = l.Id,
                    RequiredPersons = l.Needed,
                    FilledPersons = Filled(force.PersonsOf(l), low[l.Id], high[l.Id]),
                    UsablePersons = force.Used[i],
                    LackingEnablers = { force.Used[i] < force.PersonsOf(l) ? force.Enablers.Lacking(l.Id, force.Used, byUsa) : [] },
                }),
            },
            ForcePersons = force.Persons,
            UsablePersons = force.Used.Sum(),
            OfferedOrReportedPersons = OfferedOrReported(inputs),
            BindingCeilings = { Binding(force, availability) },
            ReportedTotals =
            {
                inputs.HeldForces.ReportsBy(inputs.Question.AsOf).Where(r => r.Scope == Scope.Total).Select(r => new ReportedTotal { ReportedOffer = r.Name, Persons = r.Persons, Summary = r.Summary }),
            },
        };
    }

    /// <summary>For each nation the larger of offer and report; null when there is neither.</summary>
    private static Range? OfferedOrReported(CaseInputs inputs)
    {
        var said = inputs.Contributions.Contributions.Where(c => c.OfferedPersons > 0 || c.ReportedPersons is not null).ToList();
        double Sum(Func<Range, double> end) => said.Sum(c => Math.Max(c.OfferedPersons, c.ReportedPersons is { } r ? end(r) : 0));
        return said.Count == 0 ? null : new Range { Low = Sum(r => r.Low), Mid = Sum(r => r.Mid), High = Sum(r => r.High) };
    }

    // The force's own persons are the mid value. Which of two short lines a nation fills up to its ceiling differs between the ends.
    private static Range Filled(long has, long low, long high) => new() { Low = Math.Min(has, low), Mid = has, High = Math.Max(has, high) };

    private static IEnumerable<NationCeiling> Binding(Force force, Rational availability)
    {
        var shorts = force.Lines.Where(l => force.PersonsOf(l) < l.Needed).ToList();
        return force.Offered.Where(u => shorts.Any(l => u.At(availability).Fits(l))).GroupBy(u => u.Nation, StringComparer.Ordinal).OrderBy(n => n.Key, StringComparer.Ordinal)
            .Where(n => force.Ceilings.TryGetValue(n.Key, out var ceiling) && force.Taken.Where(t => NationNames.NationOf(t.ForceElement) == n.Key).Sum(t => t.Persons) == ceiling)
            .Select(n => new NationCeiling { Nation = n.Key, CeilingPersons = force.Ceilings[n.Key], UsablePersons = force.Offered.Where(u => u.Nation == n.Key).Sum(u => u.Usable(availability)) });
    }

    private static StrengthColumn Column(CaseInputs inputs, Force force, IReadOnlyList<PoolUnit> units)
    {
        var (question, availability) = (inputs.Question, Rational.FromWire(inputs.Availability.Mid));
        return new StrengthColumn
        {
            PoolPersons = units.Sum(u => u.Persons),
            CouldOfferPersons = Levels.At(inputs.Availability, a => force.AtOnce(units, u => u.Usable(a))),
            // A long notice leaves fewer units ready: the high end of notice gives the low end of strength.
            ReadyByCDayPersons = new Range
            {
                Low = Ready(force, units, u => u.NoticeDays.High, question.CDayOffsetDays, availability),
                Mid = Ready(force, units, u => u.NoticeDays.Mid, question.CDayOffsetDays, availability),
                High = Ready(force, units, u => u.NoticeDays.Low, question.CDayOffsetDays, availability),
            },
            SustainablePersons = Math.Min(
                question.Rotation.Sustainable(units.Sum(u => u.Usable(availability)), Rational.One), force.AtOnce(units, u => u.Usable(availability))),
        };
    }

    private static long Ready(Force force, IEnumerable<PoolUnit> units, Func<PoolUnit, double> notice, int days, Rational availability) =>
        force.AtOnce(units.Where(u => notice(u) <= days), u => u.Usable(availability));

    private static IEnumerable<ReadyPoint> ReadyCurve(Question question, Force force, Rational availability) =>
        force.Offered.Select(u => (int)u.NoticeDays.Mid).Distinct().Order().Select(day => new ReadyPoint
        {
            DaysAfterOrder = day,
            Date = question.Ceasefire.AddDays(day).ToDate(),
            Persons = Ready(force, force.Offered, u => u.NoticeDays.Mid, day, availability),
        });
}
