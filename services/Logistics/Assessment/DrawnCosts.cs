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

    private readonly List<(CostLine Line, Triangle Unit, double Quantity, bool AtHome)> _lines;
    private readonly EstimateMissionResponse _estimate;

    private DrawnCosts(EstimateMissionResponse estimate)
    {
        _estimate = estimate;
        _lines = [.. from component in estimate.Components
            from line in component.Lines
            let home = component.Kind == CostComponent.Types.Kind.Home
            select (line, UnitOf(line, home), Quantity(line), home)];
    }

    /// <summary>The costs; null when Budgets does not know them.</summary>
    public static DrawnCosts? Of(BudgetAnswers? budgets) => budgets?.Estimate.Value is { Full: not null, Marginal: not null } known ? new(known) : null;

    /// <summary>Currency of the costs.</summary>
    public string Currency => _estimate.Full.Mid.CurrencyCode;

    /// <summary>The full cost that Budgets answered, best single value.</summary>
    public double FullAtMid => Value(_estimate.Full.Mid);

    /// <summary>Full and marginal cost at the prices of a draw.</summary>
    public (double Full, double Marginal) Of(Values draw)
    {
        var (full, home) = (0.0, 0.0);
        foreach (var (_, unit, quantity, atHome) in _lines)
        {
            var cost = draw.Of(unit) * quantity;
            (full, home) = atHome ? (full, home + cost) : (full + cost, home);
        }

        return (full, Math.Max(0, full - home));
    }

    /// <summary>The unit costs that are a range.</summary>
    public IEnumerable<RangedFact> Prices => _lines.Where(l => !l.AtHome).DistinctBy(l => l.Line.Measure).OrderBy(l => l.Line.Measure)
        .Select(l => new RangedFact($"costFactors/{l.Line.Measure}", $"the cost {Words(l.Line.Measure)}", l.Line.UnitCost.Mid.CurrencyCode, l.Unit));

    /// <summary>The full cost of another plan.</summary>
    /// <param name="values">Prices.</param>
    /// <param name="persons">Persons.</param>
    /// <param name="soldierMonths">Months of all persons together.</param>
    /// <param name="tourMonths">Length of a tour.</param>
    /// <param name="cargoShare">Its cargo, as a part of the cargo of the estimate.</param>
    public double Full(Values values, long persons, long soldierMonths, int tourMonths, double cargoShare) =>
        _lines.Where(l => !l.AtHome).Sum(l => values.Of(l.Unit) * l.Line.Per switch
        {
            CostLine.Types.Per.SoldierYear => soldierMonths / (double)MonthsPerYear,
            CostLine.Types.Per.Exchange => Math.Max(0, ((soldierMonths + tourMonths - 1) / tourMonths) - persons),
            CostLine.Types.Per.TonneKm => l.Quantity * cargoShare,
            _ => persons,
        });

    /// <summary>The full cost over draws.</summary>
    public DrawnMoney Full(IEnumerable<double> draws) => Over(draws, _estimate.Full);

    /// <summary>The marginal cost over draws.</summary>
    public DrawnMoney Marginal(IEnumerable<double> draws) => Over(draws, _estimate.Marginal);

    // A dear price is unfavourable. What the soldiers would cost at home lowers the marginal cost, so there a dear one is favourable.
    private static Triangle UnitOf(CostLine line, bool home) => new(
        Draw.KeyOf($"costFactors/{line.Measure}"), Value(line.UnitCost.Low), Value(line.UnitCost.Mid), Value(line.UnitCost.High), HighIsFavourable: home);

    /// <summary>A measure in words, for example "pay per soldier year".</summary>
    private static string Words(CostFactor.Types.Measure measure) => string.Concat($"{measure}".Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}")).Trim();

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
