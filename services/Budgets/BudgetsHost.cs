using Summit.Budgets.Reading;
using Summit.Budgets.Seed;
using Summit.Budgets.V1;
using Summit.Hosting;

namespace Summit.Budgets;

/// <summary>The service as a host: its store, its seed, its calls.</summary>
internal static class BudgetsHost
{
    public static SummitHostBuilder CreateBuilder(string[] args)
    {
        var builder = SummitHost.CreateBuilder(args, "budgets")
            .AddStore(BudgetResources.All)
            .AddSeed<ParisSeed>()
            .AddChangeService(ChangeService.Descriptor)
            .AddGrpcService<Spending.ExpenditureService>()
            .AddGrpcService<Spending.GuidelineService>()
            .AddGrpcService<Spending.SpendingGroupService>()
            .AddGrpcService<Spending.SpendingService>()
            .AddGrpcService<Conversion.ExchangeRateService>()
            .AddGrpcService<Conversion.PriceIndexService>()
            .AddGrpcService<Conversion.ConversionService>()
            .AddGrpcService<Sharing.CostKeyService>()
            .AddGrpcService<Sharing.SharingService>()
            .AddGrpcService<Pledges.PledgeService>()
            .AddGrpcService<Funds.FundService>()
            .AddGrpcService<Costs.CostFactorService>()
            .AddGrpcService<Costs.CostEstimateService>()
            .AddGrpcService<Costs.CostService>();
        StoredRules.Add(builder.Services);
        return builder;
    }
}
