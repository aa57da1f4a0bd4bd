using Summit.Budgets.Conversion;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Spending;

/// <summary>Formulas for spending. All are exact except the root, which has 18 decimal places.</summary>
internal static class SpendingMath
{
    /// <summary>The largest difference, in percentage points, at which published and computed shares still agree.</summary>
    public static readonly Rational ShareTolerance = new(1, 10);

    private const string Dollar = "USD";

    /// <summary>
    /// Computes the share of GDP from nominal amounts of the same year and source; null when one is not stored or GDP is 0.
    /// </summary>
    public static Rational? ShareOfGdp(Expenditure figure) =>
        figure.DefenceSpending is null || figure.Gdp is null || Amount.Of(figure.Gdp).IsZero ? null : Amount.Of(figure.DefenceSpending) / Amount.Of(figure.Gdp);

    /// <summary>Returns whether the published and the computed share of one row differ by more than rounding can explain.</summary>
    public static bool SharesDisagree(Expenditure figure)
    {
        if (!figure.HasPublishedSharePercent || ShareOfGdp(figure) is not { } computed)
        {
            return false;
        }

        var difference = Rational.FromWire(figure.PublishedSharePercent) - (computed * 100);
        return Rational.Max(difference, -difference) > ShareTolerance;
    }

    /// <summary>
    /// Converts a publication amount of a year to prices and exchange rates of the base year. The amount is converted to national
    /// currency with the rate of the year, deflated, and converted back with the rate of the base year. An amount in national
    /// currency needs no rates. Null when an index or rate is not stored.
    /// </summary>
    public static Rational? ToConstant(Rational amount, string currency, Expenditure figure, Expenditure? atBase, IndexBook indices, string nation, int baseYear)
    {
        if (figure.Year == baseYear)
        {
            return amount;
        }

        var ratio = indices.Ratio(nation, figure.Year, baseYear);
        if (ratio is null || currency != Dollar || indices.Find(nation, figure.Year)?.CurrencyCode == Dollar)
        {
            // An index that measures prices in the currency of the amount needs no rates.
            return currency == figure.CurrencyCode || currency == Dollar ? amount * ratio : null;
        }

        if (atBase is not { HasLcuPerUsdUsed: true, LcuPerUsdUsed: > 0 } || figure is not { HasLcuPerUsdUsed: true, LcuPerUsdUsed: > 0 })
        {
            return null;
        }

        return amount * Rational.FromWire(figure.LcuPerUsdUsed) * ratio.Value / Rational.FromWire(atBase.LcuPerUsdUsed);
    }

    /// <summary>
    /// The yearly nominal growth of spending that changes its share from a to b in n years while the base grows by g a year: ((b /
    /// a)(1 + g)^n)^(1/n) - 1. Null when there is no gap to close or no starting value.
    /// </summary>
    public static Rational? NeededGrowth(Rational share, Rational target, Rational baseGrowth, int years) =>
        years <= 0 || share.Sign <= 0 ? null : (target / share * (Rational.One + baseGrowth).Power(years)).Root(years) - Rational.One;

    public static double? Percent(Rational? ratio) => ratio is { } value ? (value * 100).ToDisplay() : null;
}
