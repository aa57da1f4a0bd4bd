using Summit.Kernel;
using Summit.Logistics.PlanningFactors;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;
using Measure = Summit.Logistics.V1.SustainmentFactor.Types.Measure;

namespace Summit.Logistics.Sustainment;

/// <summary>The allowed values of each measure of a sustainment factor: its range, its unit and the class it belongs to.</summary>
internal static class FactorMeasures
{
    private readonly record struct Limit(double Min, double Max, string Unit, SupplyClass? OnlyClass = null);

    private static readonly Dictionary<Measure, Limit> Limits = new()
    {
        [Measure.KgPerPersonDay] = new(0, 1_000, "kg per person and day"),
        [Measure.LitresPerPersonDay] = new(0, 1_000, "litres per person and day", SupplyClass.Fuel),
        [Measure.LitresPerVehicle100Km] = new(0, 10_000, "litres per vehicle and 100 km", SupplyClass.Fuel),
        [Measure.KmPerVehicleDay] = new(0, 2_000, "km per vehicle and day", SupplyClass.Fuel),
        [Measure.KgPerLitre] = new(0.1, 2, "kg per litre", SupplyClass.Fuel),
        [Measure.PercentOfEquipmentPerMonth] = new(0, 100, "percent of the equipment's weight per month"),
        [Measure.HoldingKgPerPersonDayOfSupply] = new(0, 1_000, "kg per person and day of supply", SupplyClass.Ammunition),
        [Measure.HoldingDays] = new(0, 365, "days of supply", SupplyClass.Ammunition),
        [Measure.PercentCarried] = new(0, 100, "percent of the need"),
    };

    /// <summary>Unit of the measure, in words.</summary>
    public static string UnitOf(Measure measure) => Limits[measure].Unit;

    /// <summary>Checks that the values of a factor fit its measure.</summary>
    public static void Check(SustainmentFactor factor, string path, Violations violations)
    {
        if (!Limits.TryGetValue(factor.Measure, out var limit))
        {
            return; // not said or not known: the rules of single fields say so
        }

        new RangeReader(violations).Read(factor.Value, $"{path}.value", limit.Min, limit.Max);
        violations.Require(limit.OnlyClass is not { } only || factor.SupplyClass == only || factor.SupplyClass == SupplyClass.Unspecified,
            $"{path}.supply_class", $"{factor.SupplyClass} does not go with {factor.Measure}; it must be {limit.OnlyClass}");
        // Ammunition is a holding. A daily need would require a model of its use.
        violations.Require(factor is not { SupplyClass: SupplyClass.Ammunition, Measure: Measure.KgPerPersonDay or Measure.PercentOfEquipmentPerMonth },
            $"{path}.measure", $"{factor.Measure} does not go with Ammunition, which is held and not used; use one of HoldingKgPerPersonDayOfSupply, HoldingDays and PercentCarried");
        var byKind = factor.Measure == Measure.LitresPerVehicle100Km;
        violations.Require(byKind == (factor.VehicleKind != VehicleKind.Unspecified), $"{path}.vehicle_kind",
            byKind ? "is not set; needed with LitresPerVehicle100Km" : $"{factor.VehicleKind} is set; allowed only with LitresPerVehicle100Km");
    }

    /// <summary>The value of a factor that has passed its checks; null for one that has not.</summary>
    public static Interval? ValueOf(SustainmentFactor factor) =>
        Limits.TryGetValue(factor.Measure, out var limit) ? new RangeReader(new Violations()).Read(factor.Value, "value", limit.Min, limit.Max) : null;
}
