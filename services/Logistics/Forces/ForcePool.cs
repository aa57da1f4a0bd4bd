using Summit.Kernel;
using Summit.Logistics.Assumptions;
using Summit.Logistics.Forces.Generation;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Forces;

/// <summary>A unit that could be sent, with its notice to move.</summary>
/// <param name="Element">The unit.</param>
/// <param name="NoticeDays">Days from the order until it can leave barracks; one value where it is published.</param>
internal sealed record PoolUnit(ForceElement Element, Range NoticeDays)
{
    private const int KilogramsPerTonne = 1_000;

    /// <summary>The unit's nation, <c>nations/{code}</c>.</summary>
    public string Nation => NationOf(Element.Name);

    public static string NationOf(string name) => string.Join('/', name.Split('/').Take(2));

    /// <summary>Persons that can be sent at all: availability applies to each unit, rounded down.</summary>
    public long Usable(Rational availability) => (long)(Element.Persons * availability).Floor();

    /// <summary>The unit as it may be taken.</summary>
    public GenerationUnit At(Rational availability) => new(
        Element.Name, Nation, Element.UnitType, Usable(availability), (int)NoticeDays.Mid,
        (long)new Rational(Element.CargoTonnes * KilogramsPerTonne, Math.Max(1, Element.Persons)).Ceiling());
}

/// <summary>The units of one nation.</summary>
/// <param name="Units">Free ones, in order of name.</param>
/// <param name="CommittedPersons">Persons of units with a standing commitment.</param>
internal sealed record NationPool(IReadOnlyList<PoolUnit> Units, long CommittedPersons)
{
    public static readonly NationPool Empty = new([], 0);

    public long Persons => Units.Sum(u => u.Element.Persons);
}

/// <summary>Which units there are to send: the order of battle, what nations could offer.</summary>
internal static class ForcePool
{
    /// <summary>The pool of each nation: its units that can be used from C-day on, less standing commitments.</summary>
    public static IReadOnlyDictionary<string, NationPool> Of(IEnumerable<ForceElement> elements, DateOnly cDay, Assumed assumptions) => elements
        .Where(e => IsUsable(e, cDay))
        .GroupBy(e => PoolUnit.NationOf(e.Name), StringComparer.Ordinal)
        .ToDictionary(
            g => g.Key,
            g => new NationPool(
                [.. g.Where(e => e.StandingCommitment.Length == 0).Select(e => new PoolUnit(e, Notice(e, assumptions.Use)))],
                g.Where(e => e.StandingCommitment.Length > 0).Sum(e => e.Persons)),
            StringComparer.Ordinal);

    /// <summary>Notice to move: the unit's, or the assumption for its type.</summary>
    public static Range Notice(ForceElement element, Func<string, Range> assumption) => element.HasNoticeDays
        ? new Range { Low = element.NoticeDays, Mid = element.NoticeDays, High = element.NoticeDays }
        : assumption(NoticeAssumption(element.UnitType));

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
