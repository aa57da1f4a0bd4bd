using Summit.Kernel;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.SupplyReason.Types.Kind;

namespace Summit.Logistics.Sustainment;

/// <summary>The reasons for shortages, at mid values.</summary>
internal static class SupplyReasons
{
    private static readonly Rational GramsPerTonne = 1_000_000;

    /// <summary>The findings of the projection: the lift first, then by day and class.</summary>
    public static IEnumerable<SupplyReason> Of(IReadOnlyList<SupplyNeed> needs, StockProjection projection, Rational need, Rational lift)
    {
        if (lift < need)
        {
            yield return new SupplyReason
            {
                Kind = Kind.LiftBelowNeed,
                MissingTonnes = (need - lift).ToDisplay(),
                Detail = $"the constant lift of {lift.ToText(3)} t a day is less than the need of {need.ToText(3)} t a day; {(need - lift).ToText(3)} t a day more would keep the force for ever, beside the arrivals",
            };
        }

        var found = needs.SelectMany((n, c) => new[]
        {
            Reason(Kind.StockEmpty, n.Class, projection.FirstShort[c], projection.Unmet[c]),
            Reason(Kind.BelowFloor, n.Class, projection.FirstBelowFloor[c], projection.UnderFloor[c]),
        });
        foreach (var reason in found.OfType<SupplyReason>().OrderBy(r => r.Day).ThenBy(r => r.SupplyClass).ThenBy(r => r.Kind))
        {
            yield return reason;
        }
    }

    /// <summary>A factor that is not stored.</summary>
    public static SupplyReason FactorMissing(SupplyClass supplyClass, string what) => new()
    {
        Kind = Kind.FactorMissing,
        SupplyClass = supplyClass,
        Detail = $"{supplyClass}: {what} is not held; store it as a sustainment factor or send it in inline_factors. That part of the need is not counted.",
    };

    private static SupplyReason? Reason(Kind kind, SupplyClass supplyClass, int? day, long grams)
    {
        if (day is not { } first)
        {
            return null;
        }

        var missing = grams / GramsPerTonne;
        return new SupplyReason
        {
            Kind = kind,
            SupplyClass = supplyClass,
            Day = first,
            MissingTonnes = missing.ToDisplay(),
            Detail = kind == Kind.StockEmpty
                ? $"{supplyClass}: on day {first} the stock is empty and {missing.ToText(3)} t of the day's need are missing"
                : $"{supplyClass}: at the end of day {first} the stock is {missing.ToText(3)} t below its floor; that much more by then would keep it at its floor",
        };
    }
}
