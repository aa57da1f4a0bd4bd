using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Conversion;

/// <summary>Annual mean exchange rates, looked up in series in order of preference.</summary>
internal sealed class RateBook(IReadOnlyList<ExchangeRate> rates, IReadOnlyList<string> series)
{
    private const string Euro = "EUR";
    private const string Dollar = "USD";

    private readonly Dictionary<(string Series, string Currency, int Year), ExchangeRate> _rates = rates
        .GroupBy(rate => (series.Count == 0 ? "" : rate.Series, rate.CurrencyCode, rate.Year))
        .ToDictionary(group => group.Key, group => group.Last());

    // Without a preference every rate counts as one series: rates sent inline need not name theirs.
    private readonly IReadOnlyList<string> _series = series.Count == 0 ? [""] : series;

    public string SeriesText => string.Join(", then ", _series.Where(name => name.Length > 0).DefaultIfEmpty("inline"));

    /// <summary>
    /// Units of <paramref name="to"/> for one unit of <paramref name="from"/>, mean of the year, with the rates it was made
    /// from; null when it is not held. The quotation between the two themselves goes before a cross by euro or dollar.
    /// </summary>
    public (Rational Rate, IReadOnlyList<ExchangeRate> Used)? Find(string from, string to, int year)
    {
        if (from == to)
        {
            return (Rational.One, []);
        }

        foreach (var name in _series)
        {
            if (Cross(Get(name, from, year), Get(name, to, year), from, to) is { } found)
            {
                return found;
            }
        }

        // One currency may be quoted in one series only and the other in another one.
        return Cross(Any(from, year), Any(to, year), from, to);
    }

    private static (Rational, IReadOnlyList<ExchangeRate>)? Cross(ExchangeRate? a, ExchangeRate? b, string from, string to) => (from, to) switch
    {
        (Euro, _) when b is { HasPerEur: true } => (Rational.FromWire(b.PerEur), [b]),
        (_, Euro) when a is { HasPerEur: true } => (Rational.One / Rational.FromWire(a.PerEur), [a]),
        (Dollar, _) when b is { HasPerUsd: true } => (Rational.FromWire(b.PerUsd), [b]),
        (_, Dollar) when a is { HasPerUsd: true } => (Rational.One / Rational.FromWire(a.PerUsd), [a]),
        _ when a is { HasPerEur: true } && b is { HasPerEur: true } => (Rational.FromWire(b.PerEur) / Rational.FromWire(a.PerEur), [a, b]),
        _ when a is { HasPerUsd: true } && b is { HasPerUsd: true } => (Rational.FromWire(b.PerUsd) / Rational.FromWire(a.PerUsd), [a, b]),
        _ => null,
    };

    private ExchangeRate? Get(string name, string currency, int year) => _rates.GetValueOrDefault((name, currency, year));

    private ExchangeRate? Any(string currency, int year) => _series.Select(name => Get(name, currency, year)).FirstOrDefault(rate => rate is not null);
}
