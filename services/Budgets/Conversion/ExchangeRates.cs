using Google.Type;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Conversion;

/// <summary>Validates exchange rates, stored and inline, and reads the stored ones.</summary>
internal sealed class ExchangeRates : StoredRules<ExchangeRate>
{
    /// <summary>
    /// Series that are used when the caller names none, in order. The second one is used for currencies that the first does not
    /// contain.
    /// </summary>
    public static readonly string[] DefaultSeries = ["ecb", "sipri-2025-04"];

    public override string Field => "exchange_rate";

    /// <summary>Returns the id that is derived from the content, for example <c>ecb-pln-2024</c>.</summary>
    public static string IdOf(ExchangeRate rate) => $"{rate.Series}-{rate.CurrencyCode.ToLowerInvariant()}-{rate.Year}";

    public override void Check(ExchangeRate resource, string path, Violations violations)
    {
        CheckRate(resource, path, violations);
        violations.RequireText(resource.Series, $"{path}.series", "the series it belongs to");
        violations.RequireSource(resource.Source, path);
    }

    /// <summary>Returns all stored rates. A day before the first stored year is out of range.</summary>
    public static async Task<IReadOnlyList<ExchangeRate>> ReadAsync(Held held, Date? asOf)
    {
        var rates = await held.ListAsync(Types.ExchangeRates);
        if (rates.Count > 0)
        {
            Knowledge.RequireFrom(new DateOnly(rates.Min(rate => rate.Year), 1, 1), asOf, "exchange rates");
        }

        return rates;
    }

    /// <summary>
    /// Validates the rates in a request: each rate separately, and that a series has only one rate for each currency and year.
    /// </summary>
    /// <param name="rates">The rates.</param>
    /// <param name="series">The requested series. Without one, all rates count as one series.</param>
    /// <param name="path">Path of the repeated field.</param>
    /// <param name="violations">Receives the violations.</param>
    public static void CheckInline(IReadOnlyList<ExchangeRate> rates, string series, string path, Violations violations)
    {
        for (var i = 0; i < rates.Count; i++)
        {
            CheckRate(rates[i], $"{path}[{i}]", violations);
        }

        violations.RequireOneRowEach(
            rates, rate => $"the rate of {rate.CurrencyCode} in {rate.Year}{(series.Length > 0 ? $", series \"{rate.Series}\"" : "")}", path);
    }

    private static void CheckRate(ExchangeRate rate, string path, Violations violations)
    {
        violations.Require(rate.HasPerEur || rate.HasPerUsd, path, "has neither per_eur nor per_usd; give at least one");
        violations.Require(!rate.HasPerEur || rate.PerEur > 0, $"{path}.per_eur", $"{rate.PerEur} is not above 0");
        violations.Require(!rate.HasPerUsd || rate.PerUsd > 0, $"{path}.per_usd", $"{rate.PerUsd} is not above 0");
    }
}
