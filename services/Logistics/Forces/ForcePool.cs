using Summit.Kernel;
using Summit.Logistics.Assumptions;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Forces;

/// <summary>A unit that could be sent, with its notice to move.</summary>
/// <param name="Element">The unit.</param>
/// <param name="NoticeDays">Days from the order until it can leave its barracks; a single value where it is published.</param>
/// <param name="Free">Fraction of it that standing commitments in numbers leave free, 0 to 1.</param>
internal sealed record PoolUnit(ForceElement Element, Range NoticeDays, Rational Free)
{
    private const int KilogramsPerTonne = 1_000;

    /// <summary>The unit's nation, <c>nations/{code}</c>.</summary>
    public string Nation => NationNames.NationOf(Element.Name);

    /// <summary>Persons left free by standing commitments, rounded down.</summary>
    public long Persons => (long)(Element.Persons * Free).Floor();

    /// <summary>Persons that can be sent at all: availability applies to the free part of each unit, rounded down.</summary>
    public long Usable(Rational availability) => (long)(Element.Persons * Free * availability).Floor();

    /// <summary>The unit as an input of a match.</summary>
    public GenerationUnit At(Rational availability) => At(availability, (int)NoticeDays.Mid);

    /// <summary>The unit as an input of a match, at a notice.</summary>
    public GenerationUnit At(Rational availability, int noticeDays) => new(
        Element.Name, Nation, Element.UnitType, Usable(availability), noticeDays,
        (long)new Rational(Element.CargoTonnes * KilogramsPerTonne, Math.Max(1, Element.Persons)).Ceiling());
}

/// <summary>The units of one nation.</summary>
/// <param name="Units">Those that no standing commitment binds as a whole, in order of name.</param>
/// <param name="CommittedPersons">Persons bound by standing commitments: whole units, and numbers taken from the others.</param>
internal sealed record NationPool(IReadOnlyList<PoolUnit> Units, long CommittedPersons)
{
    public static readonly NationPool Empty = new([], 0);

    public long Persons => Units.Sum(u => u.Persons);
}

/// <summary>The units that can be sent: the order of battle, which is what nations could offer.</summary>
internal static class ForcePool
{
    /// <summary>The pool of each nation: its units that can be used from C-day on, minus standing commitments.</summary>
    public static IReadOnlyDictionary<string, NationPool> Of(
        IReadOnlyCollection<ForceElement> elements, IEnumerable<StandingCommitment> commitments, DateOnly cDay, Assumed assumptions)
    {
        var binding = new Commitments(commitments, elements, cDay, cDay);
        return elements
            .Where(e => IsUsable(e, cDay))
            .GroupBy(e => NationNames.NationOf(e.Name), StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => Of([.. g.Where(e => binding.On(e) is null).Select(e => new PoolUnit(e, Notice(e, assumptions.Use), binding.Free(e)))], g.Sum(e => e.Persons)),
                StringComparer.Ordinal);
    }

    /// <summary>Notice to move: the unit's, or the assumption for its type.</summary>
    public static Range Notice(ForceElement element, Func<string, Range> assumption) => element.HasNoticeDays
        ? new Range { Low = element.NoticeDays, Mid = element.NoticeDays, High = element.NoticeDays }
        : assumption(NoticeAssumption(element.UnitType));

    /// <summary>The assumption that gives the notice of a unit; null when its own is published.</summary>
    public static string? NoticeAssumptionOf(ForceElement element) => element.HasNoticeDays ? null : NoticeAssumption(element.UnitType);

    private static NationPool Of(IReadOnlyList<PoolUnit> units, long all) => new(units, all - units.Sum(u => u.Persons));

    private static bool IsUsable(ForceElement element, DateOnly cDay) =>
        (element.StartDate is null || element.StartDate.ToDateOnly() <= cDay) && (element.EndDate is null || element.EndDate.ToDateOnly() >= cDay);

    private static string NoticeAssumption(UnitType type) => type switch
    {
        UnitType.Headquarters => "notice-headquarters",
        UnitType.Armoured => "notice-armoured",
        UnitType.Mechanised => "notice-mechanised",
        UnitType.Light => "notice-light",
        UnitType.Airborne => "notice-airborne",
        UnitType.Artillery => "notice-artillery",
        UnitType.AirDefence => "notice-air-defence",
        UnitType.Engineer => "notice-engineer",
        UnitType.Logistics => "notice-logistics",
        _ => "notice-medical",
    };
}
