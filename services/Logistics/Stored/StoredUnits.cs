using Summit.Kernel;
using Summit.Logistics.Assumptions;
using Summit.Logistics.Forces;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Store;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Stored;

/// <summary>A stored unit, or the part of it that a force takes.</summary>
/// <param name="Element">The unit.</param>
/// <param name="Persons">Persons that move.</param>
/// <param name="Priority">Priority, 1 to 5; null: the default.</param>
/// <param name="ReadyByDays">Days after the order by which its line is needed; null: none.</param>
internal sealed record MovingUnit(ForceElement Element, long Persons, int? Priority, int? ReadyByDays)
{
    /// <summary>Cargo of this part, tonnes, rounded up.</summary>
    public long CargoTonnes => (long)new Rational(Element.CargoTonnes * Persons, Math.Max(1, Element.Persons)).Ceiling();

    /// <summary>The unit's nation.</summary>
    public string Nation => NationNames.NationOf(Element.Name);

    /// <summary>Notice to move, days: the unit's own, or the assumption for its type.</summary>
    public Range NoticeDays => ForcePool.Notice(Element, Assumed.ValueOf);
}

/// <summary>Reads the units that move: those named, or those that fill the lines of a force option.</summary>
internal static class StoredUnits
{
    /// <exception cref="ResourceNotFoundException">A named unit or the option does not exist.</exception>
    public static async Task<IReadOnlyList<MovingUnit>> ReadAsync(StoredMovement stored, Snapshot snapshot, Visibility sees, CancellationToken stop)
    {
        if (stored.ForceOption.Length == 0)
        {
            var named = new List<MovingUnit>();
            foreach (var name in stored.ForceElements)
            {
                var element = await snapshot.GetAsync(Types.ForceElements, name, sees, stop);
                named.Add(new MovingUnit(element, element.Persons, null, null));
            }

            return named;
        }

        var option = await snapshot.GetAsync(Types.ForceOptions, stored.ForceOption, sees, stop);
        var elements = await snapshot.ListAllAsync(Types.ForceElements, "nations/-", sees, stop);
        var commitments = await snapshot.ListAllAsync(Types.StandingCommitments, "nations/-", sees, stop);
        return await Task.Run(() => Fill(stored, option, elements, commitments, stop), stop);
    }

    /// <summary>Units that no standing commitment binds fill the lines, at the mid availability and notice.</summary>
    private static List<MovingUnit> Fill(StoredMovement stored, ForceOption option, IReadOnlyList<ForceElement> elements, IReadOnlyList<StandingCommitment> commitments, CancellationToken stop)
    {
        var day = stored.CDay.TryDay();
        var binding = new Commitments(commitments, elements, day, day);
        var pool = elements.Where(e => binding.On(e) is null && (stored.Nations.Count == 0 || stored.Nations.Contains(NationNames.NationOf(e.Name))))
            .OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => new PoolUnit(e, ForcePool.Notice(e, Assumed.ValueOf), binding.Free(e))).ToList();
        var lines = OptionLines.Of(option.Lines, stored.HasStrengthPersons ? stored.StrengthPersons : option.StrengthPersons);
        var availability = Rational.FromWire(Assumed.ValueOf("availability").Mid);
        var problem = new GenerationProblem(lines, [.. pool.Select(u => u.At(availability))], GenerationProblem.DefaultObjectives);
        return [.. ForceGenerator.Solve(problem, stop).Taken.GroupBy(t => t.Unit).OrderBy(g => g.Key).Select(g => new MovingUnit(
            pool[g.Key].Element, g.Sum(t => t.Persons), g.Min(t => lines[t.Line].Priority), g.Min(t => lines[t.Line].ReadyByDays)))];
    }
}
