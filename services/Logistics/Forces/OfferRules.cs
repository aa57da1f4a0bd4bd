using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>Rules that an offer must satisfy before it is stored: units of the nation's own, and not more than it has.</summary>
internal sealed class OfferRules : ResourceRules<Offer>
{
    public override void OnCreate(WriteContext write, Offer resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, Offer current, Offer next) => Check(write, next);

    private static void Check(WriteContext write, Offer offer)
    {
        var nation = NationNames.NationOf(offer.Name);
        var units = write.Transaction.List(Types.ForceElements, nation).ToList();
        var violations = new Violations();
        Check(offer, nation, units, write.Transaction.List(Types.StandingCommitments, nation), violations);
        violations.ThrowIfAny();
    }

    internal static void Check(Offer offer, string nation, IReadOnlyList<ForceElement> units, IEnumerable<StandingCommitment> held, Violations violations)
    {
        violations.RequireSource(offer.Source, "offer");
        if (offer.StartDate.TryDay() is { } start && offer.EndDate.TryDay() is { } end)
        {
            violations.Require(end >= start, "offer.end_date", $"{end:yyyy-MM-dd} is before start_date {start:yyyy-MM-dd}");
        }

        violations.RequireDistinct(offer.Lines.Where(l => l.ForceElement.Length > 0).Select(l => l.ForceElement), i => $"offer.lines[{i}].force_element");
        var commitments = new Commitments(held, units, offer.StartDate.TryDay(), offer.EndDate.TryDay());
        for (var i = 0; i < offer.Lines.Count; i++)
        {
            Check(offer.Lines[i], $"offer.lines[{i}]", nation, units, commitments, violations);
        }

        CheckPool(offer, nation, units, commitments, violations);
    }

    private static void Check(OfferLine line, string field, string nation, IReadOnlyList<ForceElement> units, Commitments commitments, Violations violations)
    {
        if (line.ForceElement.Length == 0)
        {
            violations.Require(line.HasPersons, $"{field}.persons", "is not set; needed without a force_element");
            return;
        }

        if (!violations.Require(NationNames.NationOf(line.ForceElement) == nation, $"{field}.force_element", $"\"{line.ForceElement}\" is not a unit of {nation}; a nation offers its own"))
        {
            return;
        }

        var unit = units.FirstOrDefault(u => u.Name == line.ForceElement);
        violations.Require(unit is not null, $"{field}.force_element", $"\"{line.ForceElement}\" does not exist");
        violations.Require(unit is null || !line.HasPersons || line.Persons <= unit.Persons, $"{field}.persons", $"{line.Persons} is more than the {unit?.Persons} persons of the unit");
        var bound = unit is null ? null : commitments.On(unit);
        violations.Require(bound is null, $"{field}.force_element", $"\"{line.ForceElement}\" is bound by a standing commitment on these days: {bound}");
    }

    /// <summary>Checks that all lines together stay within what standing commitments leave: for each type, and for all types.</summary>
    private static void CheckPool(Offer offer, string nation, IReadOnlyList<ForceElement> units, Commitments commitments, Violations violations)
    {
        var free = units.Where(u => commitments.On(u) is null).GroupBy(u => u.UnitType)
            .ToDictionary(g => g.Key, g => g.Sum(u => (long)(u.Persons * commitments.Free(u)).Floor()));
        var offered = new Dictionary<UnitType, long>();
        var within = true;
        for (var i = 0; i < offer.Lines.Count; i++)
        {
            var line = offer.Lines[i];
            var unit = units.FirstOrDefault(u => u.Name == line.ForceElement);
            var type = unit?.UnitType ?? line.UnitType;
            // A line that names a unit of another nation is already reported above.
            if (line.ForceElement.Length > 0 && (unit is null || commitments.On(unit) is not null))
            {
                continue;
            }

            var persons = line.HasPersons ? line.Persons : unit is null ? 0 : (long)(unit.Persons * commitments.Free(unit)).Floor();
            offered[type] = offered.GetValueOrDefault(type) + persons;
            var pool = type == UnitType.Unspecified ? free.Values.Sum() : free.GetValueOrDefault(type);
            var sum = type == UnitType.Unspecified ? offered.Values.Sum() : offered[type];
            within &= violations.Require(sum <= pool, $"offer.lines[{i}].persons",
                $"brings the offer to {sum} persons {(type == UnitType.Unspecified ? "in all" : $"of {type}")}; {nation} has {pool} after standing commitments. Offer at most these, or record the units first");
        }

        violations.Require(!within || offered.Values.Sum() <= free.Values.Sum(), "offer.lines", $"sum to {offered.Values.Sum()} persons; {nation} has {free.Values.Sum()} after standing commitments");
    }
}
