using Summit.Kernel;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.Rotation.Planning;
using Summit.Logistics.V1;
using State = Summit.Logistics.V1.UnitStartState.StateOneofCase;

namespace Summit.Logistics.Forces;

/// <summary>Units for a rotation: the persons of each, and the months in which it can serve.</summary>
/// <param name="Units">By type, in order of name.</param>
/// <param name="Names">Names to show, by resource name.</param>
internal sealed record RotationPool(ILookup<UnitType, RotationUnit> Units, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>
    /// The pool of a request. Standing commitments of named units bind them month by month; those in numbers of persons apply as
    /// they are on the first day.
    /// </summary>
    public static RotationPool Of(
        AskedForce asked, IReadOnlyCollection<string> nations, IEnumerable<UnitStartState> states, RotationTerms terms, Rational availability, DateOnly start, int months)
    {
        var commitments = new Commitments(asked.Commitments, asked.Elements, start, start);
        var stateOf = states.ToDictionary(s => s.ForceElement, StringComparer.Ordinal);
        var spans = asked.Commitments.SelectMany(c => c.ForceElements.Select(u => (Unit: u, Span: Months(Commitments.Start(c), Commitments.End(c), start, months)))).ToLookup(p => p.Unit, p => p.Span);
        var units = asked.Elements
            .Where(e => e.StandingCommitment.Length == 0 && (nations.Count == 0 || nations.Contains(PoolUnit.NationOf(e.Name))))
            .OrderBy(e => e.Name, StringComparer.Ordinal)
            .Select(e => (e.UnitType, Unit: Of(e, commitments.Free(e), [.. spans[e.Name].Concat(Outside(e, start, months)).Where(s => s.First < s.End)])))
            .Where(u => u.Unit.Persons > 0 && Enumerable.Range(0, months).Any(m => u.Unit.Bound!.All(b => m < b.First || m >= b.End)));
        return new(units.ToLookup(u => u.UnitType, u => u.Unit), asked.Elements.ToDictionary(e => e.Name, e => e.DisplayName, StringComparer.Ordinal));

        RotationUnit Of(ForceElement element, Rational free, IReadOnlyList<MonthSpan> bound)
        {
            var state = stateOf.GetValueOrDefault(element.Name);
            return new RotationUnit(
                element.Name,
                new PoolUnit(element, new(), free).Usable(availability),
                state?.StateCase == State.ServedMonths ? state.ServedMonths : null,
                state?.StateCase == State.RestedMonths ? Math.Max(0, terms.Dwell - state.RestedMonths) : 0,
                bound);
        }
    }

    /// <summary>A line with the units that can serve on it.</summary>
    public LineNeed Need(GenerationLine line, int months) =>
        new(line.Id, line.Needed, months, [.. line.Types.SelectMany(t => Units[t]).OrderBy(u => u.Name, StringComparer.Ordinal)]);

    /// <summary>Months that overlap with a span of days.</summary>
    private static MonthSpan Months(DateOnly first, DateOnly last, DateOnly start, int months)
    {
        if (last < start)
        {
            return new(0, 0);
        }

        var from = first <= start ? 0 : Enumerable.Range(0, months).FirstOrDefault(m => start.AddMonths(m + 1) > first, months);
        var to = Enumerable.Range(from, months - from).FirstOrDefault(m => start.AddMonths(m + 1) > last, months - 1) + 1;
        return new(from, Math.Min(months, to));
    }

    /// <summary>Months in which a unit cannot be used: those with a day before its first day or after its last day.</summary>
    private static IEnumerable<MonthSpan> Outside(ForceElement element, DateOnly start, int months)
    {
        if (element.StartDate.TryDay() is { } first && first > start)
        {
            yield return Months(start, first.AddDays(-1), start, months);
        }

        if (element.EndDate.TryDay() is { } last && last < start.AddMonths(months).AddDays(-1))
        {
            yield return last < start ? new(0, months) : Months(last.AddDays(1), DateOnly.MaxValue, start, months);
        }
    }
}
