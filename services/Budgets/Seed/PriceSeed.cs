using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Seed;

/// <summary>Exchange rates and price indices.</summary>
internal static class PriceSeed
{
    public static IEnumerable<ExchangeRate> ExchangeRates(SeedFiles files, Sources sources) => files.Rows("exchange_rates").Select(row =>
    {
        var rate = new ExchangeRate
        {
            Name = $"exchangeRates/{row["series"]}-{row["currency"].ToLowerInvariant()}-{row["year"]}",
            CurrencyCode = row["currency"],
            Year = row.Number("year"),
            Series = row["series"],
            Source = sources.Of(row),
        };
        if (row.Has("per_eur"))
        {
            rate.PerEur = row.Real("per_eur");
        }

        if (row.Has("per_usd"))
        {
            rate.PerUsd = row.Real("per_usd");
        }

        return rate;
    });

    public static IEnumerable<PriceIndex> PriceIndices(SeedFiles files, Sources sources) => files.Rows("price_indices").Select(row => new PriceIndex
    {
        Name = $"nations/{row["nation"]}/priceIndices/{row["series"]}-{row["year"]}",
        Year = row.Number("year"),
        Kind = row.Enum<PriceIndex.Types.Kind>("kind"),
        Series = row["series"],
        BaseYear = row.Number("base_year"),
        Value = row.Real("value"),
        CurrencyCode = row["currency"],
        Source = sources.Of(row),
    });
}
