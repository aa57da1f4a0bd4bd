using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Kernel;
using Kind = Summit.Budgets.V1.CostComponent.Types.Kind;

namespace Summit.Budgets.Costs;

/// <summary>
/// The components and their sum. Each component is rounded to the minor unit, so that the components sum to the total. If a
/// component is not known, the sum is not known either.
/// </summary>
internal sealed class MissionCosts(string currency, PriceBasis basis)
{
    public List<CostComponent> Components { get; } = [];

    /// <summary>The sum so far; null when a component is not known.</summary>
    public CostRange? Sum { get; private set; } = CostRange.Zero;

    /// <summary>Adds a component.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="unit">Cost of one unit; null when it is not known.</param>
    /// <param name="quantity">Number of units.</param>
    /// <param name="what">The quantity, as text.</param>
    public CostRange? Add(Kind kind, CostRange? unit, Rational quantity, string what) => Add(kind, (unit, quantity, what));

    /// <summary>Adds a component that consists of several lines, each with its own factor.</summary>
    public CostRange? Add(Kind kind, params IReadOnlyList<(CostRange? Unit, Rational Quantity, string What)> lines)
    {
        var cost = lines.Aggregate((CostRange?)CostRange.Zero, (sum, line) => sum + (line.Unit * line.Quantity))?.Rounded(currency);
        Components.Add(new CostComponent
        {
            Kind = kind,
            Amount = ToMoney(cost),
            Derivation = string.Join("; ", lines.Select(line => line.Unit is { } each
                ? $"{line.What}, {currency} {each.Low.ToText(2)} / {each.Mid.ToText(2)} / {each.High.ToText(2)} each"
                : $"{line.What}; what one costs is not known")),
        });
        Sum += cost;
        return cost;
    }

    /// <summary>Converts a range to money; null when it is not known.</summary>
    public MoneyRange? ToMoney(CostRange? range) => range?.ToMoney(currency, basis);
}
