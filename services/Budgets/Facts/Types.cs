using Summit.Budgets.V1;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Budgets.Facts;

/// <summary>
/// The types of resources that this service stores. A key identifies data that is stored only once, regardless of the id of its
/// row.
/// </summary>
internal static class Types
{
    public static readonly ResourceType<Expenditure> Expenditures = new(
        "nations/{nation}/expenditures/{expenditure}",
        keys: new UniqueKey<Expenditure>(
            "figure/1",
            "nation, definition, edition and year",
            figure => [NationNames.NationOf(figure.Name), $"{figure.Definition}", figure.Edition, $"{figure.Year}"]));

    public static readonly ResourceType<Guideline> Guidelines = new("guidelines/{guideline}");
    public static readonly ResourceType<SpendingGroup> SpendingGroups = new("spendingGroups/{spending_group}");
    public static readonly ResourceType<ExchangeRate> ExchangeRates = new(
        "exchangeRates/{exchange_rate}",
        keys: new UniqueKey<ExchangeRate>("rate/1", "series, currency and year", rate => [rate.Series, rate.CurrencyCode, $"{rate.Year}"]));

    public static readonly ResourceType<PriceIndex> PriceIndices = new(
        "nations/{nation}/priceIndices/{price_index}",
        keys: new UniqueKey<PriceIndex>("index/1", "nation, series and year", index => [NationNames.NationOf(index.Name), index.Series, $"{index.Year}"]));

    public static readonly ResourceType<CostKey> CostKeys = new(
        "costKeys/{cost_key}", keys: new UniqueKey<CostKey>("key/1", "display name and version", key => [key.DisplayName, key.Version]));

    public static readonly ResourceType<CostFactor> CostFactors = new(
        "costFactors/{cost_factor}",
        keys: new UniqueKey<CostFactor>(
            "factor/1",
            "measure and publication",
            factor => [$"{factor.Measure}", factor.Source?.Publisher ?? "", factor.Source?.Title ?? "", factor.Source?.Edition ?? "", $"{factor.Source?.PublishDate.TryDay():yyyy-MM-dd}"]));

    public static readonly ResourceType<CostEstimate> CostEstimates = new("costEstimates/{cost_estimate}");
    public static readonly ResourceType<Fund> Funds = new("funds/{fund}");
    public static readonly ResourceType<FundEvent> FundEvents = new("funds/{fund}/events/{event}");
    public static readonly ResourceType<FundPurpose> FundPurposes = new("funds/{fund}/purposes/{purpose}");
    public static readonly ResourceType<Pledge> Pledges = new("nations/{nation}/pledges/{pledge}");
    public static readonly ResourceType<PledgeEvent> PledgeEvents = new("nations/{nation}/pledges/{pledge}/events/{event}");

    public static readonly IReadOnlyList<ResourceType> All =
        [Expenditures, Guidelines, SpendingGroups, ExchangeRates, PriceIndices, CostKeys, CostFactors, CostEstimates, Funds, FundEvents, FundPurposes, Pledges, PledgeEvents];
}
