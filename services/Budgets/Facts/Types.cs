using Summit.Budgets.V1;
using Summit.Store;

namespace Summit.Budgets.Facts;

/// <summary>The types of resources that this service keeps.</summary>
internal static class Types
{
    public static readonly ResourceType<Expenditure> Expenditures = new("nations/{nation}/expenditures/{expenditure}");
    public static readonly ResourceType<Guideline> Guidelines = new("guidelines/{guideline}");
    public static readonly ResourceType<SpendingGroup> SpendingGroups = new("spendingGroups/{spending_group}");
    public static readonly ResourceType<ExchangeRate> ExchangeRates = new("exchangeRates/{exchange_rate}");
    public static readonly ResourceType<PriceIndex> PriceIndices = new("nations/{nation}/priceIndices/{price_index}");
    public static readonly ResourceType<CostKey> CostKeys = new("costKeys/{cost_key}");
    public static readonly ResourceType<CostFactor> CostFactors = new("costFactors/{cost_factor}");
    public static readonly ResourceType<CostEstimate> CostEstimates = new("costEstimates/{cost_estimate}");
    public static readonly ResourceType<Fund> Funds = new("funds/{fund}");
    public static readonly ResourceType<FundEvent> FundEvents = new("funds/{fund}/events/{event}");
    public static readonly ResourceType<FundPurpose> FundPurposes = new("funds/{fund}/purposes/{purpose}");
    public static readonly ResourceType<Pledge> Pledges = new("nations/{nation}/pledges/{pledge}");

    public static readonly IReadOnlyList<ResourceType> All =
        [Expenditures, Guidelines, SpendingGroups, ExchangeRates, PriceIndices, CostKeys, CostFactors, CostEstimates, Funds, FundEvents, FundPurposes, Pledges];
}
