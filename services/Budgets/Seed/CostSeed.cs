using Summit.Api.V1;
using Summit.Budgets.V1;

namespace Summit.Budgets.Seed;

/// <summary>Keys, cost factors and published estimates.</summary>
internal static class CostSeed
{
    public static IEnumerable<CostKey> Keys(SeedFiles files) => files.Rows("cost_keys").GroupBy(row => row["key"]).Select(group => new CostKey
    {
        Name = $"costKeys/{group.Key}",
        DisplayName = group.First()["display_name"],
        Version = group.First()["version"],
        Kind = group.First().Enum<CostKey.Types.Kind>("kind"),
        StartDate = group.First().Date("start_date"),
        EndDate = group.First().Date("end_date"),
        Entries = { group.Select(row => new CostKeyEntry { Nation = $"nations/{row["nation"]}", Value = row.Double("value") }) },
        Source = files.SourceOf(group.First()),
    });

    public static IEnumerable<CostFactor> Factors(SeedFiles files) => files.Rows("cost_factors").Select(row => new CostFactor
    {
        Name = $"costFactors/{row["factor"]}",
        Measure = row.Enum<CostFactor.Types.Measure>("measure"),
        Amount = Range(row),
        Derivation = row["derivation"],
        Source = files.SourceOf(row),
    });

    public static IEnumerable<CostEstimate> Estimates(SeedFiles files) => files.Rows("cost_estimates").Select(row => new CostEstimate
    {
        Name = $"costEstimates/{row["estimate"]}",
        Description = row["description"],
        Persons = row.Int("persons"),
        DurationMonths = row.Int("duration_months"),
        Amount = Range(row),
        Source = files.SourceOf(row),
    });

    private static MoneyRange Range(SeedRow row) => new()
    {
        Low = row.Money("low", row["currency"]),
        Mid = row.Money("mid", row["currency"]),
        High = row.Money("high", row["currency"]),
        Basis = new PriceBasis { Kind = PriceBasis.Types.Kind.Constant, Year = row.Int("price_year") },
    };
}
