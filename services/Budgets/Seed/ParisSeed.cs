using Summit.Budgets.Facts;
using Summit.Budgets.Pledges;
using Summit.Hosting.Resources;
using Summit.Store;

namespace Summit.Budgets.Seed;

/// <summary>The figures of the Paris 2025 scenario, from the files next to this class.</summary>
internal sealed class ParisSeed : ISeed
{
    public string Name => "paris-2025";

    public void Load(Transaction transaction)
    {
        var files = new SeedFiles(typeof(ParisSeed).Assembly, $"Summit.Budgets.Seed.{Name}");
        var sources = new Sources(files);
        Put(transaction, Types.Expenditures, SpendingSeed.Expenditures(files, sources));
        Put(transaction, Types.Guidelines, SpendingSeed.Guidelines(files, sources));
        Put(transaction, Types.SpendingGroups, SpendingSeed.Groups(files, sources));
        Put(transaction, Types.ExchangeRates, PriceSeed.ExchangeRates(files, sources));
        Put(transaction, Types.PriceIndices, PriceSeed.PriceIndices(files, sources));
        Put(transaction, Types.CostKeys, CostSeed.Keys(files, sources));
        Put(transaction, Types.CostFactors, CostSeed.Factors(files, sources));
        Put(transaction, Types.CostEstimates, CostSeed.Estimates(files, sources));
        foreach (var pledge in PledgeSeed.Pledges(files, sources))
        {
            PledgeLedger.Record(transaction, pledge);
            transaction.Create(Types.Pledges, pledge);
        }
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
