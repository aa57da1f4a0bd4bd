using Google.Type;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Conversion;

/// <summary>What exchange rates must hold, stored and inline, and how the stored ones are read.</summary>
internal sealed class ExchangeRates : StoredRules<ExchangeRate>
{
    /// <summary>Series where the caller names none, in order: the second for currencies that the first lacks.</summary>
    public static readonly string[] DefaultSeries = ["ecb", "sipri-2025-04"];

    public override string Field => "exchange_rate";

    /// <summary>The id that follows from the content, for example <c>ecb-pln-2024</c>.</summary>
    public static string IdOf(ExchangeRate rate) => $"{rate.Series}-{rate.CurrencyCode.ToLowerInvariant()}-{rate.Year}";

    public override void Check(ExchangeRate resource, string path, Violations violations)
    {
        CheckRate(resource, path, violations);
        violations.RequireText(resource.Series, $"{path}.series", "the series it belongs to");
        violations.RequireSource(resource.Source, path);
    }

    /// <summary>All stored rates; a day before the first year held is out of range.</summary>
    public static async Task<IReadOnlyList<ExchangeRate>> ReadAsync(Held held, Date? asOf)
    {
        var rates = await held.ListAsync(Types.ExchangeRates);
        if (rates.Count > 0)
        {
            Knowledge.RequireFrom(new DateOnly(rates.Min(rate => rate.Year), 1, 1), asOf, "exchange rates");
        }

        return rates;
    }

    /// <summary>Rates sent with a request: each by itself, and no two for one currency and year of a series.</summary>
    /// <param name="rates">The rates.</param>
    /// <param name="series">The series asked for; without one, all rates count as one series.</param>
    /// <param name="path">Path of the repeated field.</param>
    /// <param name="violations">Where violations go.</param>
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
        violations.Require(rate.HasPerEur || rate.HasPerUsd, path, "has neither per_eur nor per_usd; needed is at least one");
        violations.Require(!rate.HasPerEur || rate.PerEur > 0, $"{path}.per_eur", $"{rate.PerEur} is not above 0");
        violations.Require(!rate.HasPerUsd || rate.PerUsd > 0, $"{path}.per_usd", $"{rate.PerUsd} is not above 0");
    }
}
