using Summit.Kernel;
using Summit.Logistics.Rotation.Planning;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.RotationMend.Types.Kind;

namespace Summit.Logistics.Forces;

/// <summary>Converts plans of lines to messages of the contract.</summary>
internal static class RotationAnswers
{
    public static PlanRotationResponse Of(
        ForceOption option, IReadOnlyList<LineNeed> needs, RotationPool pool, RotationTerms terms, Rational availability, DateOnly start, CancellationToken cancellationToken)
    {
        var plans = needs.Select(n => LinePlanner.Plan(n, terms, cancellationToken)).ToList();
        var levels = needs.Select(n => LinePlanner.Level(n, terms, cancellationToken)).ToList();
        var answer = new PlanRotationResponse
        {
            Holds = plans.All(p => p.ShortMonth is null),
            RequiredPersons = needs.Sum(n => n.Persons),
            SustainablePersons = InAll(needs, levels, l => l.Persons),
            SustainableBoundPersons = InAll(needs, levels, l => l.Bound),
            Lines = { needs.Select((n, i) => Line(n, plans[i], levels[i], pool, terms, availability)) },
            Factor = ClosedBound.Rule(terms).Factor.ToDisplay(),
            NotByUnits = { option.Lines.Where(l => l.UnitTypes.Count == 0).Select(l => l.Id) },
        };
        var first = Enumerable.Range(0, needs.Count).Where(i => plans[i].ShortMonth is not null).OrderBy(i => plans[i].ShortMonth).ThenByDescending(i => plans[i].Missing).Cast<int?>().FirstOrDefault();
        if (first is { } line)
        {
            answer.FirstShortMonth = plans[line].ShortMonth!.Value;
            answer.FirstShortDate = start.AddMonths(answer.FirstShortMonth).ToDate();
            answer.FirstShortLine = needs[line].Id;
            answer.MissingPersons = plans[line].Missing;
            answer.Mends.Add(Mends(LineMends.Of(needs[line], terms, cancellationToken), needs[line], levels[line]));
        }

        return answer;
    }

    /// <summary>With all lines in proportion, the line that sustains the least decides.</summary>
    private static long InAll(IReadOnlyList<LineNeed> needs, IReadOnlyList<LineLevel> levels, Func<LineLevel, long> of)
    {
        var whole = needs.Sum(n => n.Persons);
        return needs.Zip(levels).Where(p => p.First.Persons > 0).Select(p => (long)new Rational(of(p.Second) * whole, p.First.Persons).Floor()).DefaultIfEmpty(0).Min();
    }

    private static PlannedLine Line(LineNeed need, LinePlan plan, LineLevel level, RotationPool pool, RotationTerms terms, Rational availability)
    {
        var usable = need.Units.Sum(u => u.Persons);
        var rule = ClosedBound.Rule(terms);
        var line = new PlannedLine
        {
            Line = need.Id,
            RequiredPersons = need.Persons,
            MonthCount = need.End,
            UnitCount = need.Units.Count,
            UsablePersons = usable,
            MissingPersons = plan.Missing,
            Proven = plan.IsProven,
            SustainablePersons = level.Persons,
            SustainableBoundPersons = level.Bound,
            FormulaPoolNeededPersons = rule.PoolNeeded(need.Persons, availability),
            FormulaSustainablePersons = rule.Sustainable(usable, Rational.One),
            Tours = { InPlace(need, pool, terms).Concat(plan.Tours.Select(t => Tour(need.Units[t.Unit], t.Start, t.Persons, pool, terms, need.End))) },
            InPlacePersons = { plan.InPlace },
        };
        if (plan.ShortMonth is { } month)
        {
            (line.FirstShortMonth, line.FirstShortMonthBound) = (month, plan.ShortMonthBound);
        }

        return line;
    }

    private static IEnumerable<PlannedTour> InPlace(LineNeed need, RotationPool pool, RotationTerms terms) =>
        need.Units.Where(u => u.Served is not null).OrderByDescending(u => u.Served).ThenBy(u => u.Name, StringComparer.Ordinal).Select(u => Tour(u, -u.Served!.Value, u.Persons, pool, terms, need.End));

    private static PlannedTour Tour(RotationUnit unit, int start, long persons, RotationPool pool, RotationTerms terms, int end) => new()
    {
        ForceElement = unit.Name,
        DisplayName = pool.Names[unit.Name],
        Persons = persons,
        FirstMonth = start,
        FirstCountedMonth = start < 0 ? 0 : terms.CountsFrom(start),
        EndMonth = Math.Min(start + terms.Tour, end),
    };

    private static IEnumerable<RotationMend> Mends(LineMends mends, LineNeed need, LineLevel level)
    {
        var units = mends.MoreUnits == 1 ? $"1 more unit of {mends.UnitPersons:N0} persons" : $"{mends.MoreUnits} more units of {mends.UnitPersons:N0} persons each";
        yield return new() { Kind = Kind.MoreUnits, Value = mends.MoreUnits, UnitPersons = mends.UnitPersons, Sentence = $"{units} for {need.Id}, at home and rested in month 0." };
        if (mends.DwellMonths is { } dwell)
        {
            yield return new() { Kind = Kind.ShorterDwell, Value = dwell, Sentence = $"{dwell} months at home between two tours." };
        }

        if (mends.TourMonths is { } tour)
        {
            yield return new() { Kind = Kind.LongerTour, Value = tour, Sentence = $"Tours of {tour} months, with the same time at home." };
        }

        yield return new() { Kind = Kind.FewerPersons, Value = level.Persons, Sentence = $"{level.Persons:N0} persons on {need.Id} in place of {need.Persons:N0}." };
    }
}
