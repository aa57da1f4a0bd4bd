using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Kernel;
using Kind = Summit.Budgets.V1.CostComponent.Types.Kind;
using Measure = Summit.Budgets.V1.CostFactor.Types.Measure;
using Per = Summit.Budgets.V1.CostLine.Types.Per;

namespace Summit.Budgets.Costs;

/// <summary>A quantity and what one unit of it costs.</summary>
/// <param name="Measures">The factors that one unit costs, together.</param>
/// <param name="Per">Unit of the quantity.</param>
/// <param name="Quantity">Quantity; soldier-months for <see cref="Per.SoldierYear"/>.</param>
/// <param name="What">The quantity, as text.</param>
internal sealed record MissionQuantity(IReadOnlyList<Measure> Measures, Per Per, long Quantity, string What)
{
    private const int MonthsPerYear = 12;

    /// <summary>Number of units.</summary>
    public Rational Units => Per == Per.SoldierYear ? new Rational(Quantity, MonthsPerYear) : Quantity;
}

/// <summary>
/// The components and their sum. Each component is rounded to the minor unit, so that the components sum to the total. If a
/// component is not known, the sum is not known either.
/// </summary>
internal sealed class MissionCosts(string currency, FactorChoice factors)
{
    public List<CostComponent> Components { get; } = [];

    /// <summary>The sum so far; null when a component is not known.</summary>
    public CostRange? Sum { get; private set; } = CostRange.Zero;

    /// <summary>Adds a component that consists of one or several quantities.</summary>
    public CostRange? Add(Kind kind, params IReadOnlyList<MissionQuantity> quantities)
    {
        var lines = quantities.Select(q => (Unit: factors.Unit(q.Measures), q.Units, q.What)).ToList();
        var cost = lines.Aggregate((CostRange?)CostRange.Zero, (sum, line) => sum + (line.Unit * line.Units))?.Rounded(currency);
        Components.Add(new CostComponent
        {
            Kind = kind,
            Amount = ToMoney(cost),
            Derivation = string.Join("; ", lines.Select(line => line.Unit is { } each
                ? $"{line.What}, {currency} {each.Low.ToText(2)} / {each.Mid.ToText(2)} / {each.High.ToText(2)} each"
                : $"{line.What}; what one costs is not known")),
            Lines = { cost is null ? [] : quantities.SelectMany(LinesOf) },
        });
        Sum += cost;
        return cost;
    }

    /// <summary>Converts a range to money; null when it is not known.</summary>
    public MoneyRange? ToMoney(CostRange? range) => range?.ToMoney(currency, factors.Basis);

    private IEnumerable<CostLine> LinesOf(MissionQuantity quantity) => quantity.Measures.Select(measure => new CostLine
    {
        Measure = measure,
        Per = quantity.Per,
        Quantity = quantity.Quantity,
        UnitCost = factors.Unit(measure)!.Value.ToExactMoney(currency, factors.Basis),
    });
}
