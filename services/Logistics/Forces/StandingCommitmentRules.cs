using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>Rules that a standing commitment must satisfy before it is stored: units of the nation's own, each bound only once at a time.</summary>
internal sealed class StandingCommitmentRules : ResourceRules<StandingCommitment>
{
    private const string Field = "standing_commitment";

    public override void OnCreate(WriteContext write, StandingCommitment resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, StandingCommitment current, StandingCommitment next) => Check(write, next);

    private static void Check(WriteContext write, StandingCommitment commitment)
    {
        var nation = NationNames.NationOf(commitment.Name);
        var violations = new Violations();
        Check(commitment, Field, violations);
        CheckUnits(commitment, Field, write.Transaction.List(Types.ForceElements, nation).Select(e => e.Name).ToHashSet(StringComparer.Ordinal), violations);
        CheckOverlap(commitment, Field, write.Transaction.List(Types.StandingCommitments, nation), violations);
        violations.ThrowIfAny();
    }

    /// <summary>Checks a commitment by itself, stored or inline.</summary>
    internal static void Check(StandingCommitment commitment, string field, Violations violations)
    {
        violations.RequireSource(commitment.Source, field);
        if (commitment.StartDate.TryDay() is { } start && commitment.EndDate.TryDay() is { } end)
        {
            violations.Require(end >= start, $"{field}.end_date", $"{end:yyyy-MM-dd} is before start_date {start:yyyy-MM-dd}");
        }

        var named = commitment.ForceElements.Count > 0;
        violations.Require(!named || commitment.Persons is null, $"{field}.persons", "is set with force_elements; a named unit is bound as a whole, set one of them");
        violations.Require(named || commitment.Persons is not null, $"{field}.force_elements", "is not set, and persons is not set; say which units or how many persons are bound");
        violations.Require(!named || commitment.UnitTypes.Count == 0, $"{field}.unit_types", "is set with force_elements; allowed only with persons");
        violations.Require(!commitment.UnitTypes.Contains(UnitType.Unspecified), $"{field}.unit_types", "names UNIT_TYPE_UNSPECIFIED; name the types, or none for all");
        if (commitment.Persons is { } persons)
        {
            violations.RequireOrder(persons, $"{field}.persons");
            violations.Require(persons.Low >= 0, $"{field}.persons.low", $"{persons.Low} is negative");
        }
    }

    /// <summary>Checks that every unit exists and belongs to the nation.</summary>
    internal static void CheckUnits(StandingCommitment commitment, string field, IReadOnlySet<string> units, Violations violations)
    {
        var nation = NationNames.NationOf(commitment.Name);
        foreach (var (index, unit) in commitment.ForceElements.Index())
        {
            if (violations.Require(NationNames.NationOf(unit) == nation, $"{field}.force_elements[{index}]", $"\"{unit}\" is not a unit of {nation}; a nation binds its own"))
            {
                violations.Require(units.Contains(unit), $"{field}.force_elements[{index}]", $"\"{unit}\" does not exist");
            }
        }
    }

    /// <summary>Checks that no unit is bound by two commitments on the same day.</summary>
    internal static void CheckOverlap(StandingCommitment commitment, string field, IEnumerable<StandingCommitment> others, Violations violations)
    {
        var clashing = others.Where(o => o.Name != commitment.Name && Commitments.Overlap(o, commitment)).OrderBy(o => o.Name, StringComparer.Ordinal).ToList();
        foreach (var (index, unit) in commitment.ForceElements.Index())
        {
            foreach (var other in clashing.Where(o => o.ForceElements.Contains(unit)))
            {
                violations.Require(false, $"{field}.force_elements[{index}]", $"\"{unit}\" is bound by {other.Name} {Commitments.Days(other)}; end that first, or choose other days");
            }
        }
    }
}
