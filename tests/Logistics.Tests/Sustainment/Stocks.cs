using Summit.Logistics.Sustainment;
using Summit.Logistics.V1;
using Measure = Summit.Logistics.V1.SustainmentFactor.Types.Measure;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Tests.Sustainment;

/// <summary>Questions about stocks with inline factors.</summary>
internal static class Stocks
{
    public static Range Only(double value) => new() { Mid = value };

    public static Range Between(double low, double mid, double high) => new() { Low = low, Mid = mid, High = high };

    public static SustainmentFactor Factor(SupplyClass supplyClass, Measure measure, Range value, VehicleKind kind = VehicleKind.Unspecified) =>
        new() { SupplyClass = supplyClass, Measure = measure, Value = value, VehicleKind = kind };

    public static SustainmentFactor PerPerson(SupplyClass supplyClass, double kg) => Factor(supplyClass, Measure.KgPerPersonDay, Only(kg));

    public static OpeningStock Stock(SupplyClass supplyClass, double tonnes) => new() { SupplyClass = supplyClass, Tonnes = Only(tonnes) };

    public static ProjectStocksResponse Project(this ProjectStocksRequest request) => ProjectStocks.Answer(request, []);

    /// <summary>The example of the handbook: 8,000 persons at 20 kg.</summary>
    public static ProjectStocksRequest Handbook(double openingTonnes) => new()
    {
        Persons = Only(8_000),
        InlineFactors = { PerPerson(SupplyClass.General, 20) },
        OnlyInlineFactors = true,
        OpeningStocks = { Stock(SupplyClass.General, openingTonnes) },
    };
}
