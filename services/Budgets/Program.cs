using Summit.Budgets.Conversion;
using Summit.Budgets.Costs;
using Summit.Budgets.Funds;
using Summit.Budgets.Pledges;
using Summit.Budgets.Reading;
using Summit.Budgets.Seed;
using Summit.Budgets.Sharing;
using Summit.Budgets.Spending;
using Summit.Budgets.V1;
using Summit.Hosting;

var builder = SummitHost.CreateBuilder(args, "budgets")
    .AddStore(BudgetResources.All)
    .AddSeed<ParisSeed>()
    .AddChangeService(ChangeService.Descriptor)
    .AddGrpcService<Summit.Budgets.Spending.ExpenditureService>()
    .AddGrpcService<Summit.Budgets.Spending.GuidelineService>()
    .AddGrpcService<Summit.Budgets.Spending.SpendingGroupService>()
    .AddGrpcService<Summit.Budgets.Spending.SpendingService>()
    .AddGrpcService<Summit.Budgets.Conversion.ExchangeRateService>()
    .AddGrpcService<Summit.Budgets.Conversion.PriceIndexService>()
    .AddGrpcService<Summit.Budgets.Conversion.ConversionService>()
    .AddGrpcService<Summit.Budgets.Sharing.CostKeyService>()
    .AddGrpcService<Summit.Budgets.Sharing.SharingService>()
    .AddGrpcService<Summit.Budgets.Pledges.PledgeService>()
    .AddGrpcService<Summit.Budgets.Funds.FundService>()
    .AddGrpcService<Summit.Budgets.Costs.CostFactorService>()
    .AddGrpcService<Summit.Budgets.Costs.CostEstimateService>()
    .AddGrpcService<Summit.Budgets.Costs.CostService>();
StoredRules.Add(builder.Services);
return await SummitHost.RunAsync(builder);
