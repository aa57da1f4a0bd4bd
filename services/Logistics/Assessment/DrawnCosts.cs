using Google.Type;
using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Kernel;
using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>The cost of a plan at other prices: quantities of the estimate by Budgets, times unit costs within their ranges.</summary>
internal sealed class DrawnCosts
{
    private const int MonthsPerYear = 12;

    private readonly List<(Triangle Unit, double Quantity, bool AtHome)> _lines;
    private readonly EstimateMissionResponse _estimate;

    private DrawnCosts(EstimateMissionResponse estimate)
    {
        _estimate = estimate;
        _lines = [.. from component in estimate.Components
            from line in component.Lines
            let home = component.Kind == CostComponent.Types.Kind.Home
            select (UnitOf(line, home), Quantity(line), home)];
    }

    /// <summary>The costs; null when Budgets does not know them.</summary>
    public static DrawnCosts? Of(BudgetAnswers? budgets) => budgets?.Estimate.Value is { Full: not null, Marginal: not null } known ? new(known) : null;

    /// <summary>Full and marginal cost at the prices of a draw.</summary>
    public (double Full, double Marginal) Of(Draw draw)
    {
        var (full, home) = (0.0, 0.0);
        foreach (var (unit, quantity, atHome) in _lines)
        {
            var cost = draw.Of(unit) * quantity;
            (full, home) = atHome ? (full, home + cost) : (full + cost, home);
        }

        return (full, Math.Max(0, full - home));
    }

    /// <summary>The full cost over draws.</summary>
    public DrawnMoney Full(IEnumerable<double> draws) => Over(draws, _estimate.Full);

    /// <summary>The marginal cost over draws.</summary>
    public DrawnMoney Marginal(IEnumerable<double> draws) => Over(draws, _estimate.Marginal);

    // A dear price is unfavourable. What the soldiers would cost at home lowers the marginal cost, so there a dear one is favourable.
    private static Triangle UnitOf(CostLine line, bool home) => new(
        Draw.KeyOf($"costFactors/{line.Measure}"), Value(line.UnitCost.Low), Value(line.UnitCost.Mid), Value(line.UnitCost.High), HighIsFavourable: home);

    private static double Quantity(CostLine line) => line.Per == CostLine.Types.Per.SoldierYear ? line.Quantity / (double)MonthsPerYear : line.Quantity;

    private static double Value(Money money) => Amount.Of(money).ToDisplay();

    private static DrawnMoney Over(IEnumerable<double> draws, MoneyRange known)
    {
        var mid = Value(known.Mid);
        var (p10, _, p90) = Quantiles.Of(draws, mid);
        var single = known.Low.Equals(known.High);
        return new DrawnMoney
        {
            P10 = single ? known.Mid : Rounded(Math.Min(mid, p10), Math.Floor, known.Mid.CurrencyCode),
            P50 = known.Mid,
            P90 = single ? known.Mid : Rounded(Math.Max(mid, p90), Math.Ceiling, known.Mid.CurrencyCode),
            Basis = known.Basis,
        };
    }

    /// <summary>Three significant digits, as Budgets rounds a range.</summary>
    private static Money Rounded(double value, Func<decimal, decimal> round, string currency)
    {
        var unit = 0.01m;
        while ((decimal)value >= unit * 1_000)
        {
            unit *= 10;
        }

        return Amount.ToMoney(Rational.Parse((round((decimal)value / unit) * unit).ToString(System.Globalization.CultureInfo.InvariantCulture)), currency);
    }
}
