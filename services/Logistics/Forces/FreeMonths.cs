using Summit.Kernel;
using Summit.Logistics.Rotation.Planning;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>
/// Which part of each unit is free, month by month. A unit that a standing commitment binds on any day of a month, or that may not be
/// used on one, is not free in that month. Commitments in numbers of persons take the same part of every unit that they may come from.
/// </summary>
internal sealed class FreeMonths
{
    private readonly IReadOnlyList<Commitments> _byMonth;
    private readonly DateOnly _start;

    /// <param name="units">Units of all nations.</param>
    /// <param name="commitments">Their standing commitments.</param>
    /// <param name="start">First day of month 0.</param>
    /// <param name="months">Number of months.</param>
    public FreeMonths(IReadOnlyCollection<ForceElement> units, IReadOnlyCollection<StandingCommitment> commitments, DateOnly start, int months)
    {
        _start = start;
        var byMonth = new List<Commitments>();
        for (var month = 0; month < months; month++)
        {
            var next = Commitments.InForce(commitments, First(month), Last(month));
            // Most months have the same commitments as the month before.
            byMonth.Add(month > 0 && next.SequenceEqual(byMonth[^1].Binding) ? byMonth[^1] : new Commitments(next, units, null, null));
        }

        _byMonth = byMonth;
    }

    /// <summary>The free part of a unit by month, 0 to 1. 0: it cannot serve in that month.</summary>
    public IReadOnlyList<Rational> Of(ForceElement unit)
    {
        var free = new Rational[_byMonth.Count];
        for (var month = 0; month < free.Length; month++)
        {
            var same = month > 0 && ReferenceEquals(_byMonth[month], _byMonth[month - 1]) && IsUsable(unit, month) == IsUsable(unit, month - 1);
            free[month] = same ? free[month - 1] : !IsUsable(unit, month) || _byMonth[month].On(unit) is not null ? Rational.Zero : _byMonth[month].Free(unit);
        }

        return free;
    }

    /// <summary>A unit for a rotation; null when it cannot serve in any month.</summary>
    public RotationUnit? Unit(ForceElement unit, Rational availability)
    {
        var persons = Of(unit).Select(free => new PoolUnit(unit, new(), free).Usable(availability)).ToList();
        var most = persons.Max();
        return most == 0 ? null : new RotationUnit(unit.Name, most) { Nation = NationNames.NationOf(unit.Name), ByMonth = persons.TrueForAll(p => p == most) ? null : persons };
    }

    private DateOnly First(int month) => _start.AddMonths(month);

    private DateOnly Last(int month) => _start.AddMonths(month + 1).AddDays(-1);

    private bool IsUsable(ForceElement unit, int month) => !(unit.StartDate.TryDay() > First(month)) && !(unit.EndDate.TryDay() < Last(month));
}
