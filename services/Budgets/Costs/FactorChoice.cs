using Google.Type;
using Summit.Api.V1;
using Summit.Budgets.Conversion;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;
using Measure = Summit.Budgets.V1.CostFactor.Types.Measure;

namespace Summit.Budgets.Costs;

/// <summary>
/// Selects the factor of each measure, in one price basis and one currency. A stored factor in another basis, or without an
/// exchange rate, is skipped and listed in the notes, so that one such row does not prevent the estimate. The next newest factor is
/// used instead.
/// </summary>
internal sealed class FactorChoice
{
    private readonly Dictionary<Measure, CostRange> _costs = [];

    private FactorChoice(PriceBasis basis) => Basis = basis;

    /// <summary>Price basis of every cost.</summary>
    public PriceBasis Basis { get; }

    /// <summary>Measures for which no usable factor exists.</summary>
    public List<MissingFact> Missing { get; } = [];

    /// <summary>The skipped factors, as text.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Returns the cost of one unit of all these measures together; null when one of them is not known.</summary>
    public CostRange? Unit(params IReadOnlyList<Measure> measures) =>
        measures.All(_costs.ContainsKey) ? measures.Aggregate(CostRange.Zero, (sum, measure) => sum + _costs[measure]) : null;

    /// <summary>Selects from the factors in the request. A measure that is not in the request has no cost.</summary>
    public static FactorChoice OfInline(IReadOnlyList<CostFactor> factors, string currency, Conversions conversions, Evidence evidence)
    {
        var choice = new FactorChoice(factors[0].Amount.Basis);
        foreach (var measure in Enum.GetValues<Measure>())
        {
            choice._costs[measure] = CostRange.Zero;
        }

        foreach (var factor in factors.OrderBy(factor => factor.Measure))
        {
            var rate = factor.Amount.Mid.CurrencyCode == currency ? Rational.One : conversions.Rate(factor.Amount.Mid.CurrencyCode, currency, choice.Basis.Year, []);
            choice.Take(factor, rate ?? Rational.Zero, evidence);
        }

        conversions.ThrowIfMissing();
        return choice;
    }

    /// <summary>
    /// Selects from the stored factors. For each measure, uses the newest factor known on the requested day; otherwise, the
    /// earliest one published after it.
    /// </summary>
    public static FactorChoice OfStored(IReadOnlyList<CostFactor> factors, IReadOnlyCollection<Measure> needed, string currency, Date? asOf, Conversions conversions, Evidence evidence)
    {
        var byMeasure = factors.Where(factor => needed.Contains(factor.Measure)).GroupBy(factor => factor.Measure).ToDictionary(group => group.Key, group => Preferred(group, asOf));
        var choice = new FactorChoice(CommonBasis(byMeasure.Values));
        foreach (var measure in needed.Order())
        {
            choice.Choose(measure, byMeasure.GetValueOrDefault(measure, []), currency, conversions, evidence);
        }

        return choice;
    }

    private void Choose(Measure measure, IReadOnlyList<CostFactor> candidates, string currency, Conversions conversions, Evidence evidence)
    {
        foreach (var factor in candidates)
        {
            if (!factor.Amount.Basis.Equals(Basis))
            {
                Notes.Add($"{factor.Name} is in {PriceBases.Text(factor.Amount.Basis)} and is passed over; the estimate is in {PriceBases.Text(Basis)}.");
                continue;
            }

            var own = factor.Amount.Mid.CurrencyCode;
            if (own != currency && !conversions.Has(own, currency, Basis.Year))
            {
                Notes.Add($"{factor.Name} is passed over; no exchange rate of {own} to {currency} in {Basis.Year} is held.");
                continue;
            }

            Take(factor, own == currency ? Rational.One : conversions.Rate(own, currency, Basis.Year, [])!.Value, evidence);
            return;
        }

        Missing.Add(Facts.Missing.Fact($"cost factor {measure} in {PriceBases.Text(Basis)}", "Store a factor of this measure in this price basis, or send inline factors."));
    }

    private void Take(CostFactor factor, Rational rate, Evidence evidence)
    {
        var range = factor.Amount;
        evidence.Use(
            Evidence.NameOf(factor.Name, $"inline_factors/{factor.Measure}"),
            $"cost factor {factor.Measure}, low / mid / high",
            $"{Amount.Of(range.Low).ToText(2)} / {Amount.Of(range.Mid).ToText(2)} / {Amount.Of(range.High).ToText(2)}",
            range.Mid.CurrencyCode,
            factor.Source);
        _costs[factor.Measure] = new CostRange(Amount.Of(range.Low), Amount.Of(range.Mid), Amount.Of(range.High)) * rate;
    }

    private static IReadOnlyList<CostFactor> Preferred(IEnumerable<CostFactor> factors, Date? asOf)
    {
        var ordered = factors.OrderByDescending(factor => factor.Source?.PublishDate.TryDay()).ThenByDescending(factor => factor.Name, StringComparer.Ordinal).ToList();
        return [.. ordered.Where(factor => !Knowledge.IsLater(factor.Source, asOf)), .. ordered.Where(factor => Knowledge.IsLater(factor.Source, asOf)).Reverse()];
    }

    /// <summary>The basis in which most measures have a factor. If there are several, the one with the newest year.</summary>
    private static PriceBasis CommonBasis(IEnumerable<IReadOnlyList<CostFactor>> byMeasure) => byMeasure
        .SelectMany(factors => factors.Select(factor => factor.Amount.Basis).Distinct())
        .GroupBy(basis => basis)
        .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key.Year).ThenByDescending(group => group.Key.Kind)
        .FirstOrDefault()?.Key ?? new PriceBasis { Kind = PriceBasis.Types.Kind.Constant };
}
