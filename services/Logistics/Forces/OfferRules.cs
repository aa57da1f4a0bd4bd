using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>What an offer must hold before it is stored: units of the nation's own, and not more than it has.</summary>
internal sealed class OfferRules : ResourceRules<Offer>
{
    public override void OnCreate(WriteContext write, Offer resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, Offer current, Offer next) => Check(write, next);

    private static void Check(WriteContext write, Offer offer)
    {
        var nation = PoolUnit.NationOf(offer.Name);
        var units = write.Transaction.List(Types.ForceElements, nation).ToList();
        var violations = new Violations();
        Check(offer, nation, units, violations);
        violations.ThrowIfAny();
    }

    internal static void Check(Offer offer, string nation, IReadOnlyList<ForceElement> units, Violations violations)
    {
        violations.RequireSource(offer.Source, "offer");
        if (offer.StartDate.TryDay() is { } start && offer.EndDate.TryDay() is { } end)
        {
            violations.Require(end >= start, "offer.end_date", $"{end:yyyy-MM-dd} is before start_date {start:yyyy-MM-dd}");
        }

        violations.RequireDistinct(offer.Lines.Where(l => l.ForceElement.Length > 0).Select(l => l.ForceElement), i => $"offer.lines[{i}].force_element");
        for (var i = 0; i < offer.Lines.Count; i++)
        {
            Check(offer.Lines[i], $"offer.lines[{i}]", nation, units, violations);
        }
    }

    private static void Check(OfferLine line, string field, string nation, IReadOnlyList<ForceElement> units, Violations violations)
    {
        if (line.ForceElement.Length == 0)
        {
            violations.Require(line.HasPersons, $"{field}.persons", "is not set; needed without a force_element");
            var pool = units.Where(u => line.UnitType == UnitType.Unspecified || u.UnitType == line.UnitType).Sum(u => u.Persons);
            violations.Require(!line.HasPersons || line.Persons <= pool, $"{field}.persons", $"{line.Persons} is more than the {pool} persons of such units that {nation} has; offer at most these, or record the units first");
            return;
        }

        if (!violations.Require(PoolUnit.NationOf(line.ForceElement) == nation, $"{field}.force_element", $"\"{line.ForceElement}\" is not a unit of {nation}; a nation offers its own"))
        {
            return;
        }

        var unit = units.FirstOrDefault(u => u.Name == line.ForceElement);
        violations.Require(unit is not null, $"{field}.force_element", $"\"{line.ForceElement}\" does not exist");
        violations.Require(unit is null || !line.HasPersons || line.Persons <= unit.Persons, $"{field}.persons", $"{line.Persons} is more than the {unit?.Persons} persons of the unit");
    }
}
