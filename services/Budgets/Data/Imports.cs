using Summit.Budgets.Data.Layouts;
using Summit.Budgets.Data.Ledgers;
using Summit.Budgets.Facts;
using Summit.Budgets.Spending;
using Summit.Budgets.V1;
using Summit.Import;
using Summit.Import.Layouts;
using Summit.Import.Writing;
using Summit.Store;

namespace Summit.Budgets.Data;

/// <summary>What this area imports: the tables of NATO, SIPRI, the Kiel Institute and Our World in Data, and lists of its types.</summary>
internal static class Imports
{
    private const int Million = 1_000_000;
    private const string Dollar = "USD";

    public static IServiceCollection AddBudgetsImport(this IServiceCollection services) => services.AddImport(
        Types.All, [Types.Pledges, Types.PledgeEvents],
        [new NatoTables(), new SipriWorkbook(), new KielMonths(), new OwidTable(), new SharesByYear()],
        new Dictionary<ResourceType, ListTerms>
        {
            [Types.Expenditures] = new()
            {
                IdOf = resource => Expenditures.IdOf((Expenditure)resource),
                Headers = new Dictionary<string, Alias>
                {
                    ["currency"] = "currency_code",
                    ["gdp_usd_million"] = new("gdp", Million, Dollar),
                    ["gdp_current_usd_m"] = new("gdp", Million, Dollar),
                    ["defence_usd_million"] = new("defence_spending", Million, Dollar),
                    ["defence_current_usd_m"] = new("defence_spending", Million, Dollar),
                    ["share_percent"] = "published_share_percent",
                    ["defence_pct_gdp"] = "published_share_percent",
                    ["equipment_percent"] = "equipment_share_percent",
                    ["equipment_pct"] = "equipment_share_percent",
                    ["personnel_percent"] = "personnel_share_percent",
                    ["personnel_pct"] = "personnel_share_percent",
                    ["personnel_thousands"] = new("personnel_count", 1_000),
                    ["lcu_per_usd"] = "lcu_per_usd_used",
                    ["fx_lcu_per_usd_used"] = "lcu_per_usd_used",
                },
            },
            [Types.PledgeEvents] = new() { IdOf = resource => ((PledgeEvent)resource).Id },
            [Types.FundEvents] = new() { IdOf = resource => ((FundEvent)resource).Id },
        },
        types => new PledgeTarget(types(Types.Pledges), ImportAccess.Of(Types.Pledges, reported: true)), _ => new PledgeEventTarget(), _ => new FundEventTarget());
}
