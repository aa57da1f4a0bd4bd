using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;
using Summit.Kernel;

namespace Summit.Budgets.Seed;

/// <summary>Keys, cost factors and published estimates.</summary>
internal static class CostSeed
{
    public static IEnumerable<CostKey> Keys(SeedFiles files, Sources sources)
    {
        var entries = files.Rows("cost_key_entries").ToLookup(row => row["key"], StringComparer.Ordinal);
        return files.Rows("cost_keys").Select(row => new CostKey
        {
            Name = $"costKeys/{row["key"]}",
            DisplayName = row["display_name"],
            Version = row["version"],
            Kind = row.Enum<CostKey.Types.Kind>("kind"),
            StartDate = row.Date("start_date"),
            EndDate = row.Date("end_date"),
            Entries = { entries[row["key"]].Select(entry => new CostKeyEntry { Nation = $"nations/{entry["nation"]}", Value = entry.Real("value") }) },
            Source = sources.Of(row),
        });
    }

    public static IEnumerable<CostFactor> Factors(SeedFiles files, Sources sources) => files.Rows("cost_factors").Select(row => new CostFactor
    {
        Name = $"costFactors/{row["factor"]}",
        Measure = row.Enum<CostFactor.Types.Measure>("measure"),
        Amount = Range(row),
        Derivation = row["derivation"],
        Source = sources.Of(row),
    });

    public static IEnumerable<CostEstimate> Estimates(SeedFiles files, Sources sources) => files.Rows("cost_estimates").Select(row => new CostEstimate
    {
        Name = $"costEstimates/{row["estimate"]}",
        Description = row["description"],
        Persons = row.Number("persons"),
        DurationMonths = row.Number("duration_months"),
        Amount = Range(row),
        Source = sources.Of(row),
    });

    private static MoneyRange Range(SeedRow row) => new()
    {
        Low = Amount.ToMoney(row.Exact("low"), row["currency"]),
        Mid = Amount.ToMoney(row.Exact("mid"), row["currency"]),
        High = Amount.ToMoney(row.Exact("high"), row["currency"]),
        Basis = new PriceBasis { Kind = PriceBasis.Types.Kind.Constant, Year = row.Number("price_year") },
    };
}
