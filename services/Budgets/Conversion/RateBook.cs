using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Conversion;

/// <summary>Annual mean exchange rates. The series are searched in order of preference.</summary>
internal sealed class RateBook(IReadOnlyList<ExchangeRate> rates, IReadOnlyList<string> series)
{
    private const string Euro = "EUR";
    private const string Dollar = "USD";

    private readonly Dictionary<(string Series, string Currency, int Year), ExchangeRate> _rates = rates
        .GroupBy(rate => (series.Count == 0 ? "" : rate.Series, rate.CurrencyCode, rate.Year))
        .ToDictionary(group => group.Key, group => group.Last());

    // Without a preference, all rates count as one series, because inline rates need not name their series.
    private readonly IReadOnlyList<string> _series = series.Count == 0 ? [""] : series;

    public string SeriesText => string.Join(", then ", _series.Where(name => name.Length > 0).DefaultIfEmpty("inline"));

    /// <summary>
    /// Returns the units of <paramref name="to"/> for one unit of <paramref name="from"/>, as the mean of the year, and the rates
    /// from which it was computed. Null when it is not stored. A direct quotation between the two currencies takes precedence over
    /// a cross rate through the euro or the dollar.
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

        // One currency may be quoted in one series only, and the other currency in another series only.
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
