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
    /// <summary>The pool of a request. Standing commitments bind units, or parts of them, month by month.</summary>
    public static RotationPool Of(
        AskedForce asked, IReadOnlyCollection<string> nations, IEnumerable<UnitStartState> states, RotationTerms terms, Rational availability, DateOnly start, int months)
    {
        var free = new FreeMonths(asked.Elements, asked.Commitments, start, months);
        var stateOf = states.ToDictionary(s => s.ForceElement, StringComparer.Ordinal);
        var units = asked.Elements
            .Where(e => nations.Count == 0 || nations.Contains(NationNames.NationOf(e.Name)))
            .OrderBy(e => e.Name, StringComparer.Ordinal)
            .Select(e => (e.UnitType, Unit: free.Unit(e, availability))).Where(u => u.Unit is not null).Select(u => (u.UnitType, Unit: AsItIs(u.Unit!)));
        return new(units.ToLookup(u => u.UnitType, u => u.Unit), asked.Elements.ToDictionary(e => e.Name, e => e.DisplayName, StringComparer.Ordinal));

        RotationUnit AsItIs(RotationUnit unit)
        {
            var state = stateOf.GetValueOrDefault(unit.Name);
            return unit with
            {
                Served = state?.StateCase == State.ServedMonths ? state.ServedMonths : null,
                Ready = state?.StateCase == State.RestedMonths ? Math.Max(0, terms.Dwell - state.RestedMonths) : 0,
            };
        }
    }

    /// <summary>A line with the units that can serve on it.</summary>
    public LineNeed Need(GenerationLine line, int months) =>
        new(line.Id, line.Needed, months, [.. line.Types.SelectMany(t => Units[t]).OrderBy(u => u.Name, StringComparer.Ordinal)]);
}
