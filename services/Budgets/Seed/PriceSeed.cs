using Summit.Budgets.V1;

namespace Summit.Budgets.Seed;

/// <summary>Exchange rates and price indices.</summary>
internal static class PriceSeed
{
    public static IEnumerable<ExchangeRate> ExchangeRates(SeedFiles files) => files.Rows("exchange_rates").Select(row =>
    {
        var rate = new ExchangeRate
        {
            Name = $"exchangeRates/{row["series"]}-{row["currency"].ToLowerInvariant()}-{row["year"]}",
            CurrencyCode = row["currency"],
            Year = row.Int("year"),
            Series = row["series"],
            Source = files.SourceOf(row),
        };
        if (row.Has("per_eur"))
        {
            rate.PerEur = row.Double("per_eur");
        }

        if (row.Has("per_usd"))
        {
            rate.PerUsd = row.Double("per_usd");
        }

        return rate;
    });

    public static IEnumerable<PriceIndex> PriceIndices(SeedFiles files) => files.Rows("price_indices").Select(row => new PriceIndex
    {
        Name = $"nations/{row["nation"]}/priceIndices/{row["series"]}-{row["year"]}",
        Year = row.Int("year"),
        Kind = row.Enum<PriceIndex.Types.Kind>("kind"),
        Series = row["series"],
        BaseYear = row.Int("base_year"),
        Value = row.Double("value"),
        CurrencyCode = row["currency"],
        Source = files.SourceOf(row),
    });
}
