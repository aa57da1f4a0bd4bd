using Summit.Kernel;
using Summit.Logistics.PlanningFactors;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;
using Measure = Summit.Logistics.V1.SustainmentFactor.Types.Measure;

namespace Summit.Logistics.Sustainment;

/// <summary>The force whose needs are computed.</summary>
/// <param name="Persons">Persons.</param>
/// <param name="Vehicles">Vehicles by kind. Without a distance, that of the factor is used.</param>
/// <param name="EquipmentTonnes">Weight of the equipment.</param>
/// <param name="FloorDays">Floor of all classes but ammunition, days of supply.</param>
internal sealed record SupportedForce(Interval Persons, IReadOnlyList<(VehicleKind Kind, Interval Count, Interval? KmPerDay)> Vehicles, Interval EquipmentTonnes, Interval FloorDays);

/// <summary>The needs of one class.</summary>
/// <param name="Class">Class.</param>
/// <param name="TonnesPerDay">Need that lift brings in.</param>
/// <param name="FloorTonnes">Amount that must be held.</param>
/// <param name="Formula">The formula used.</param>
internal sealed record SupplyNeed(SupplyClass Class, Interval TonnesPerDay, Interval FloorTonnes, Formula Formula);

/// <summary>The needs of a force by class. A need whose factor is not stored is reported and not counted.</summary>
internal sealed class SupplyNeeds(SupportedForce force, FactorBook book)
{
    private const string Kilograms = "kg per day";
    private static readonly Rational KilogramsPerTonne = 1_000;
    private static readonly Rational DaysPerMonth = 30;
    private static readonly Rational Hundred = Rational.Hundred;

    /// <summary>Missing factors: the class, and a description of what is missing.</summary>
    public List<(SupplyClass Class, string What)> Missing { get; } = [];

    /// <summary>Each class that has a factor, in order.</summary>
    public IReadOnlyList<SupplyNeed> All() => [.. Enum.GetValues<SupplyClass>().Where(c => c != SupplyClass.Unspecified && book.Has(c)).Select(Of)];

    private SupplyNeed Of(SupplyClass supplyClass)
    {
        var carried = (book.Find(supplyClass, Measure.PercentCarried) ?? Hundred) / Hundred;
        return supplyClass == SupplyClass.Ammunition ? Holding(carried) : Used(supplyClass, carried);
    }

    private SupplyNeed Used(SupplyClass supplyClass, Interval carried)
    {
        var words = new List<string>();
        var terms = new List<(string, Interval, string)> { ("persons", force.Persons, "persons") };
        var kilograms = Interval.Zero;
        if (book.Find(supplyClass, Measure.KgPerPersonDay) is { } each)
        {
            words.Add("persons x kg per person");
            terms.Add(("kg per person", each, "kg per day"));
            kilograms += force.Persons * each;
        }

        if (book.Find(supplyClass, Measure.PercentOfEquipmentPerMonth) is { } percent)
        {
            words.Add("equipment x percent per month / 100 / 30");
            terms.AddRange([("equipment", force.EquipmentTonnes, "tonnes"), ("percent per month", percent, "percent")]);
            kilograms += force.EquipmentTonnes * KilogramsPerTonne * percent / (Hundred * DaysPerMonth);
        }

        if (supplyClass == SupplyClass.Fuel)
        {
            kilograms += Fuel(words, terms);
        }

        var tonnes = kilograms * carried / KilogramsPerTonne;
        terms.AddRange([("need", kilograms, Kilograms), ("part carried", carried, ""), ("floor days", force.FloorDays, "days")]);
        return new(supplyClass, tonnes, tonnes * force.FloorDays, Formulas.Of($"need = {(words.Count > 0 ? string.Join(" + ", words) : "nothing")}; tonnes per day = need x part carried / 1,000; floor = tonnes per day x floor days", terms));
    }

    /// <summary>Vehicles x km x litres per 100 km, and litres per person, by weight.</summary>
    private Interval Fuel(List<string> words, List<(string, Interval, string)> terms)
    {
        var litres = Interval.Zero;
        if (book.Find(SupplyClass.Fuel, Measure.LitresPerPersonDay) is { } camp)
        {
            words.Add("persons x litres per person x kg per litre");
            terms.Add(("litres per person", camp, "litres per day"));
            litres += force.Persons * camp;
        }

        foreach (var (kind, count, km) in force.Vehicles)
        {
            var distance = km ?? book.Find(SupplyClass.Fuel, Measure.KmPerVehicleDay);
            var consumption = book.Find(SupplyClass.Fuel, Measure.LitresPerVehicle100Km, kind);
            if (distance is null || consumption is null)
            {
                Missing.Add((SupplyClass.Fuel, distance is null ? "the distance that a vehicle drives in a day (MEASURE_KM_PER_VEHICLE_DAY)" : $"the consumption of {kind} (MEASURE_LITRES_PER_VEHICLE_100_KM)"));
                continue;
            }

            words.Add($"{kind} x km x litres per 100 km / 100 x kg per litre");
            terms.AddRange([($"{kind}", count, "vehicles"), ($"{kind} km", distance.Value, "km per day"), ($"{kind} litres per 100 km", consumption.Value, "litres")]);
            litres += count * distance.Value * consumption.Value / Hundred;
        }

        if (litres == Interval.Zero)
        {
            return litres;
        }

        if (book.Find(SupplyClass.Fuel, Measure.KgPerLitre) is not { } weight)
        {
            Missing.Add((SupplyClass.Fuel, "the weight of a litre (MEASURE_KG_PER_LITRE)"));
            return Interval.Zero;
        }

        terms.Add(("kg per litre", weight, "kg"));
        return litres * weight;
    }

    /// <summary>Ammunition is held as the policy requires, and not used.</summary>
    private SupplyNeed Holding(Interval carried)
    {
        var each = book.Find(SupplyClass.Ammunition, Measure.HoldingKgPerPersonDayOfSupply);
        var days = book.Find(SupplyClass.Ammunition, Measure.HoldingDays);
        if (each is null || days is null)
        {
            Missing.Add((SupplyClass.Ammunition, each is null ? "the holding (MEASURE_HOLDING_KG_PER_PERSON_DAY_OF_SUPPLY)" : "the days of supply of the holding (MEASURE_HOLDING_DAYS)"));
        }

        var (kilograms, held) = (each ?? Interval.Zero, days ?? Interval.Zero);
        return new(SupplyClass.Ammunition, Interval.Zero, force.Persons * kilograms * held * carried / KilogramsPerTonne, Formulas.Of(
            "floor = persons x kg per person and day of supply x holding days x part carried / 1,000; nothing is used",
            ("persons", force.Persons, "persons"), ("kg per person and day of supply", kilograms, "kg"), ("holding days", held, "days"), ("part carried", carried, "")));
    }
}
