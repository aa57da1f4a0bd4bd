using Summit.Kernel;
using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;
using Measure = Summit.Logistics.V1.SustainmentFactor.Types.Measure;

namespace Summit.Logistics.Sustainment;

/// <summary>The factor of each class, measure and kind of vehicle. Requested factors are noted in the answer's evidence.</summary>
internal sealed class FactorBook
{
    private static readonly Measure[] Needs =
        [Measure.KgPerPersonDay, Measure.LitresPerPersonDay, Measure.LitresPerVehicle100Km, Measure.PercentOfEquipmentPerMonth, Measure.HoldingKgPerPersonDayOfSupply];

    private readonly Dictionary<(SupplyClass Class, Measure Measure, VehicleKind Kind), (SustainmentFactor Factor, string Name)> _factors = [];
    private readonly Evidence _evidence;

    /// <param name="inline">Factors of the request. They take precedence over stored ones.</param>
    /// <param name="stored">Stored factors.</param>
    /// <param name="asOf">Knowledge time; null: no limit.</param>
    /// <param name="evidence">Where used factors are noted.</param>
    public FactorBook(IReadOnlyList<SustainmentFactor> inline, IEnumerable<SustainmentFactor> stored, DateOnly? asOf, Evidence evidence)
    {
        _evidence = evidence;
        for (var i = 0; i < inline.Count; i++)
        {
            _factors.TryAdd(KeyOf(inline[i]), (inline[i], Evidence.NameOf(inline[i].Name, $"inline_factors[{i}]")));
        }

        foreach (var factor in stored.OrderBy(f => Preference(f, asOf)).ThenByDescending(Age).ThenBy(f => f.Name, StringComparer.Ordinal))
        {
            _factors.TryAdd(KeyOf(factor), (factor, factor.Name));
        }

        // The newest known factor is best, and the earliest of those that are published later.
        int Age(SustainmentFactor factor) => factor.Source?.PublishDate.TryDay() is { } day ? (day > asOf ? -day.DayNumber : day.DayNumber) : 0;
    }

    /// <summary>The key that identifies a factor.</summary>
    public static (SupplyClass Class, Measure Measure, VehicleKind Kind) KeyOf(SustainmentFactor factor) => (factor.SupplyClass, factor.Measure, factor.VehicleKind);

    /// <summary>The value of a factor; null when it is not stored.</summary>
    public Interval? Find(SupplyClass supplyClass, Measure measure, VehicleKind kind = VehicleKind.Unspecified)
    {
        if (!_factors.TryGetValue((supplyClass, measure, kind), out var found) || FactorMeasures.ValueOf(found.Factor) is not { } value)
        {
            return null;
        }

        var of = kind == VehicleKind.Unspecified ? "" : $" of {kind}";
        _evidence.Use(found.Name, $"sustainment factor {supplyClass} {measure}{of}, low / mid / high", value.ToString(), FactorMeasures.UnitOf(measure), found.Factor.Source);
        return value;
    }

    /// <summary>Whether the class has a factor that gives a need or a holding.</summary>
    public bool Has(SupplyClass supplyClass) => _factors.Keys.Any(k => k.Class == supplyClass && Needs.Contains(k.Measure));

    /// <summary>Order of preference: known by the day, then undated, then published later.</summary>
    private static int Preference(SustainmentFactor factor, DateOnly? asOf) => factor.Source?.PublishDate.TryDay() switch
    {
        null => 1,
        { } day when day > asOf => 2,
        _ => 0,
    };
}
