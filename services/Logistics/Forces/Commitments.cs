using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>Computes which persons standing commitments leave free in units, on the days of a task.</summary>
internal sealed class Commitments
{
    public static readonly Commitments None = new([], [], null, null);

    private readonly IReadOnlyList<StandingCommitment> _binding;
    private readonly Dictionary<string, StandingCommitment> _byUnit = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Nation, UnitType Type), Rational> _taken = [];
    private readonly List<CommitmentShare> _shares = [];

    /// <param name="all">Commitments, in any order.</param>
    /// <param name="units">Units of all nations, from which commitments in numbers of persons are taken.</param>
    /// <param name="first">First day of the task; null for any day.</param>
    /// <param name="last">Last day of the task; null for no end.</param>
    public Commitments(IEnumerable<StandingCommitment> all, IReadOnlyCollection<ForceElement> units, DateOnly? first, DateOnly? last)
    {
        _binding = InForce(all, first, last);
        foreach (var commitment in _binding)
        {
            foreach (var unit in commitment.ForceElements)
            {
                _byUnit.TryAdd(unit, commitment);
            }
        }

        Spread(units);
    }

    /// <summary>The commitments that apply on these days, in order of name.</summary>
    public IReadOnlyList<StandingCommitment> Binding => _binding;

    /// <summary>The commitments that apply on some day of a span, in order of name.</summary>
    public static IReadOnlyList<StandingCommitment> InForce(IEnumerable<StandingCommitment> all, DateOnly? first, DateOnly? last) =>
        [.. all.Where(c => Binds(c, first, last)).OrderBy(c => c.Name, StringComparer.Ordinal)];

    /// <summary>What commitments in numbers take from the units of one nation and type.</summary>
    public IReadOnlyList<CommitmentShare> Shares => _shares;

    /// <summary>The commitment that binds a unit as a whole, in words; null when there is none.</summary>
    public string? On(ForceElement unit) => unit.StandingCommitment.Length > 0 ? unit.StandingCommitment
        : _byUnit.TryGetValue(unit.Name, out var commitment) ? $"{commitment.DisplayName} ({commitment.Name}, {Days(commitment)})" : null;

    /// <summary>Part of a unit that commitments in numbers leave free, 0 to 1.</summary>
    public Rational Free(ForceElement unit) => Rational.Max(Rational.Zero, Rational.One - _taken.GetValueOrDefault((NationNames.NationOf(unit.Name), unit.UnitType)));

    /// <summary>Whether two commitments share a day.</summary>
    public static bool Overlap(StandingCommitment a, StandingCommitment b) => Start(a) <= End(b) && Start(b) <= End(a);

    /// <summary>The days of a commitment, in words.</summary>
    public static string Days(StandingCommitment commitment) => (commitment.StartDate.TryDay(), commitment.EndDate.TryDay()) switch
    {
        ({ } start, { } end) => $"from {start:yyyy-MM-dd} to {end:yyyy-MM-dd}",
        ({ } start, null) => $"from {start:yyyy-MM-dd} on",
        (null, { } end) => $"until {end:yyyy-MM-dd}",
        _ => "on all days",
    };

    public static DateOnly Start(StandingCommitment commitment) => commitment.StartDate.TryDay() ?? DateOnly.MinValue;

    public static DateOnly End(StandingCommitment commitment) => commitment.EndDate.TryDay() ?? DateOnly.MaxValue;

    private static bool Binds(StandingCommitment commitment, DateOnly? first, DateOnly? last) =>
        first is not { } from || (End(commitment) >= from && Start(commitment) <= (last ?? DateOnly.MaxValue));

    /// <summary>A commitment in persons is taken in the same proportion from every unit that it may come from and that is not bound.</summary>
    private void Spread(IReadOnlyCollection<ForceElement> units)
    {
        var pools = units.Where(u => On(u) is null).GroupBy(u => (Nation: NationNames.NationOf(u.Name), u.UnitType)).ToDictionary(g => g.Key, g => g.Sum(u => u.Persons));
        foreach (var commitment in _binding.Where(c => c.Persons is not null))
        {
            var nation = NationNames.NationOf(commitment.Name);
            var from = pools.Keys.Where(k => k.Nation == nation && (commitment.UnitTypes.Count == 0 || commitment.UnitTypes.Contains(k.UnitType))).ToList();
            var pool = from.Sum(k => pools[k]);
            foreach (var key in from)
            {
                _taken[key] = _taken.GetValueOrDefault(key) + (Rational.FromWire(commitment.Persons.Mid) / pool);
                _shares.Add(new(commitment, key.Nation, key.UnitType, pool));
            }
        }
    }
}

/// <summary>A commitment in numbers that is taken from the units of one nation and type, among others.</summary>
/// <param name="Commitment">The commitment.</param>
/// <param name="Nation">Nation, <c>nations/{code}</c>.</param>
/// <param name="Type">Type of the units.</param>
/// <param name="Pool">Persons of all units that it may come from.</param>
internal sealed record CommitmentShare(StandingCommitment Commitment, string Nation, UnitType Type, long Pool);
