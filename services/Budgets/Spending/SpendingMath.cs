using Summit.Budgets.Amounts;
using Summit.Budgets.Conversion;
using Summit.Budgets.V1;

namespace Summit.Budgets.Spending;

/// <summary>Formulas over spending; all exact except the root, which has 18 decimal places.</summary>
internal static class SpendingMath
{
    /// <summary>Share of GDP from nominal amounts of the same year and source; null when one is not held or GDP is 0.</summary>
    public static Rational? ShareOfGdp(Expenditure figure) =>
        figure.DefenceSpending is null || figure.Gdp is null || Amount.Of(figure.Gdp).IsZero ? null : Amount.Of(figure.DefenceSpending) / Amount.Of(figure.Gdp);

    /// <summary>
    /// What a year's publication amount is worth at prices and exchange rates of the base year: into national currency with
    /// the year's rate, deflated there, and back with the base year's rate. Null when an index or rate is not held.
    /// </summary>
    public static Rational? ToConstant(Rational amount, Expenditure figure, Expenditure? atBase, IndexBook indices, string nation, int baseYear)
    {
        if (figure.Year == baseYear)
        {
            return amount;
        }

        var (index, baseIndex) = (indices.Find(nation, figure.Year), indices.Find(nation, baseYear));
        if (index is null || baseIndex is null || atBase is not { HasLcuPerUsdUsed: true, LcuPerUsdUsed: > 0 } || !figure.HasLcuPerUsdUsed)
        {
            return null;
        }

        var national = amount * Rational.FromWire(figure.LcuPerUsdUsed);
        return national * Rational.FromWire(baseIndex.Value) / Rational.FromWire(index.Value) / Rational.FromWire(atBase.LcuPerUsdUsed);
    }

    /// <summary>
    /// Yearly nominal growth of spending that moves its share from a to b in n years while the base grows by g a year:
    /// ((b / a)(1 + g)^n)^(1/n) - 1. Null when there is no way to go or nothing to grow from.
    /// </summary>
    public static Rational? NeededGrowth(Rational share, Rational target, Rational baseGrowth, int years) =>
        years <= 0 || share.Sign <= 0 ? null : (target / share * (Rational.One + baseGrowth).Power(years)).Root(years) - Rational.One;

    public static double? Percent(Rational? ratio) => ratio is { } value ? (value * 100).ToDisplay() : null;
}
