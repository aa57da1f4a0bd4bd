using Summit.Kernel;
using Summit.Logistics.PlanningFactors;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.Sustainment;

/// <summary>The request, checked against its limits.</summary>
/// <param name="Force">The force.</param>
/// <param name="Opening">Opening stocks, tonnes, by class.</param>
/// <param name="OpeningDays">Opening stocks of all other classes, days of supply; null: none.</param>
/// <param name="Arrivals">Arrivals, tonnes.</param>
/// <param name="ResupplyPerDay">Constant lift for resupply, tonnes.</param>
/// <param name="LiftPerDay">Lift shared with deployment, tonnes; null when it is not given.</param>
/// <param name="Days">Days projected.</param>
internal sealed record StockInputs(
    SupportedForce Force,
    IReadOnlyDictionary<SupplyClass, Interval> Opening,
    Interval? OpeningDays,
    IReadOnlyList<(int Day, SupplyClass Class, Interval Tonnes)> Arrivals,
    Interval ResupplyPerDay,
    Interval? LiftPerDay,
    int Days)
{
    private const double MostTonnes = 100_000_000;
    private const int DefaultDays = 90;
    private static readonly Interval DefaultFloorDays = 10;

    /// <param name="request">The request.</param>
    /// <param name="found">Where violations are added.</param>
    public static StockInputs Of(ProjectStocksRequest request, Violations found)
    {
        var ranges = new RangeReader(found);
        found.RequireDistinct(request.Vehicles.Select(v => $"{v.VehicleKind}"), i => $"vehicles[{i}].vehicle_kind");
        found.RequireDistinct(request.OpeningStocks.Select(s => $"{s.SupplyClass}"), i => $"opening_stocks[{i}].supply_class");
        var opening = new Dictionary<SupplyClass, Interval>();
        foreach (var (i, stock) in request.OpeningStocks.Index())
        {
            opening[stock.SupplyClass] = ranges.Required(stock.Tonnes, $"opening_stocks[{i}].tonnes", 0, MostTonnes);
        }

        return new(
            new SupportedForce(
                ranges.Required(request.Persons, "persons", 0, 10_000_000, whole: true),
                [.. request.Vehicles.OrderBy(v => v.VehicleKind).Select(v => Group(v, request.Vehicles.IndexOf(v), ranges))],
                ranges.Optional(request.EquipmentTonnes, "equipment_tonnes", 0, MostTonnes, Interval.Zero),
                ranges.Optional(request.FloorDays, "floor_days", 0, 365, DefaultFloorDays, whole: true)),
            opening,
            ranges.Read(request.OpeningDays, "opening_days", 0, 365),
            [.. request.Arrivals.Select((a, i) => (a.Day, a.SupplyClass, ranges.Required(a.Tonnes, $"arrivals[{i}].tonnes", 0, MostTonnes)))],
            ranges.Optional(request.ResupplyTonnesPerDay, "resupply_tonnes_per_day", 0, MostTonnes, Interval.Zero),
            ranges.Read(request.LiftTonnesPerDay, "lift_tonnes_per_day", 0, MostTonnes),
            request.HorizonDays == 0 ? DefaultDays : request.HorizonDays);
    }

    private static (VehicleKind Kind, Interval Count, Interval? Km) Group(VehicleGroup group, int i, RangeReader ranges) => (
        group.VehicleKind,
        ranges.Required(group.VehicleCount, $"vehicles[{i}].vehicle_count", 0, 1_000_000, whole: true),
        ranges.Read(group.KmPerDay, $"vehicles[{i}].km_per_day", 0, 2_000));
}
