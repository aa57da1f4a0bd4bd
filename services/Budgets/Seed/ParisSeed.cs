using Summit.Budgets.Reading;
using Summit.Hosting.Resources;
using Summit.Store;

namespace Summit.Budgets.Seed;

/// <summary>The figures of the Paris 2025 scenario, from the files beside this class.</summary>
internal sealed class ParisSeed : ISeed
{
    public string Name => "paris-2025";

    public void Load(Transaction transaction)
    {
        var files = new SeedFiles(Name);
        Put(transaction, BudgetResources.Expenditures, SpendingSeed.Expenditures(files));
        Put(transaction, BudgetResources.Guidelines, SpendingSeed.Guidelines(files));
        Put(transaction, BudgetResources.SpendingGroups, SpendingSeed.Groups(files));
        Put(transaction, BudgetResources.ExchangeRates, PriceSeed.ExchangeRates(files));
        Put(transaction, BudgetResources.PriceIndices, PriceSeed.PriceIndices(files));
        Put(transaction, BudgetResources.CostKeys, CostSeed.Keys(files));
        Put(transaction, BudgetResources.CostFactors, CostSeed.Factors(files));
        Put(transaction, BudgetResources.CostEstimates, CostSeed.Estimates(files));
        Put(transaction, BudgetResources.Pledges, PledgeSeed.Pledges(files));
    }

    private static void Put<T>(Transaction transaction, ResourceType<T> type, IEnumerable<T> resources)
        where T : class, Google.Protobuf.IMessage<T>, new()
    {
        foreach (var resource in resources)
        {
            transaction.Create(type, resource);
        }
    }
}
