using Google.Protobuf;
using Summit.Budgets.Conversion;
using Summit.Budgets.Costs;
using Summit.Budgets.Data;
using Summit.Budgets.Facts;
using Summit.Budgets.Funds;
using Summit.Budgets.Keys;
using Summit.Budgets.Pledges;
using Summit.Budgets.Seed;
using Summit.Budgets.Sharing;
using Summit.Budgets.Spending;
using Summit.Budgets.V1;
using Summit.Hosting;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;

namespace Summit.Budgets;

/// <summary>Configures the service as a host: its store, its seed and its methods.</summary>
internal static class BudgetsHost
{
    public static SummitHostBuilder CreateBuilder(string[] args)
    {
        var builder = SummitHost.CreateBuilder(args, "budgets")
            .AddStore(Types.All)
            .AddSeed<ParisSeed>()
            .AddChangeService(ChangeService.Descriptor)
            .AddGrpcService<Spending.ExpenditureService>()
            .AddGrpcService<Spending.GuidelineService>()
            .AddGrpcService<Spending.SpendingGroupService>()
            .AddGrpcService<Spending.SpendingService>()
            .AddGrpcService<Conversion.ExchangeRateService>()
            .AddGrpcService<Conversion.PriceIndexService>()
            .AddGrpcService<Conversion.ConversionService>()
            .AddGrpcService<Keys.CostKeyService>()
            .AddGrpcService<Sharing.SharingService>()
            .AddGrpcService<Pledges.PledgeService>()
            .AddGrpcService<Funds.FundService>()
            .AddGrpcService<Costs.CostFactorService>()
            .AddGrpcService<Costs.CostEstimateService>()
            .AddGrpcService<Costs.CostService>()
            .AddGrpcService<Data.ImportService>()
            .AddGrpcService<Data.ExportService>();
        AddRules(builder.Services);
        AddHandlers(builder.Services);
        builder.Services.AddBudgetsImport();
        return builder;
    }

    private static void AddRules(IServiceCollection services)
    {
        AddStored<Expenditure, Expenditures, CreateExpenditureRequest, UpdateExpenditureRequest>(services);
        AddStored<Guideline, Guidelines, CreateGuidelineRequest, UpdateGuidelineRequest>(services);
        AddStored<SpendingGroup, SpendingGroups, CreateSpendingGroupRequest, UpdateSpendingGroupRequest>(services);
        AddStored<ExchangeRate, ExchangeRates, CreateExchangeRateRequest, UpdateExchangeRateRequest>(services);
        AddStored<PriceIndex, PriceIndices, CreatePriceIndexRequest, UpdatePriceIndexRequest>(services);
        AddStored<CostKey, CostKeys, CreateCostKeyRequest, UpdateCostKeyRequest>(services);
        AddStored<CostFactor, CostFactors, CreateCostFactorRequest, UpdateCostFactorRequest>(services);
        AddStored<CostEstimate, CostEstimates, CreateCostEstimateRequest, UpdateCostEstimateRequest>(services);
        AddStored<Pledge, PledgeRules, CreatePledgeRequest, UpdatePledgeRequest>(services);
        services.AddSingleton<ResourceRules<Fund>, FundRules>();
    }

    private static void AddHandlers(IServiceCollection services)
    {
        AddChecked<ComputeSpendingProfile, ComputeSpendingProfileRequest>(services);
        AddChecked<ComputeGuidelineGaps, ComputeGuidelineGapsRequest>(services);
        AddChecked<AggregateSpending, AggregateSpendingRequest>(services);
        AddChecked<ConvertAmounts, ConvertAmountsRequest>(services);
        AddChecked<ShareCost, ShareCostRequest>(services);
        AddChecked<EstimateMission, EstimateMissionRequest>(services);
        AddChecked<ComputePledgeLadder, ComputePledgeLadderRequest>(services);
        AddChecked<AppendPledgeEvent, AppendPledgeEventRequest>(services);
        AddChecked<AppendFundEvent, AppendFundEventRequest>(services);
    }

    // Registers the rules of a stored resource. Its create and update requests are checked against them too.
    private static void AddStored<T, TRules, TCreate, TUpdate>(IServiceCollection services)
        where T : class, IMessage<T>, IDeepCloneable<T>, new()
        where TRules : StoredRules<T>
        where TCreate : IMessage<TCreate>, new()
        where TUpdate : IMessage<TUpdate>, new() => services
            .AddSingleton<StoredRules<T>, TRules>()
            .AddSingleton<ResourceRules<T>>(p => p.GetRequiredService<StoredRules<T>>())
            .AddSingleton<IRequestCheck<TCreate>, WriteCheck<TCreate, T>>()
            .AddSingleton<IRequestCheck<TUpdate>, WriteCheck<TUpdate, T>>();

    // Registers a handler that also checks conditions beyond the rules of single fields.
    private static void AddChecked<THandler, TRequest>(IServiceCollection services)
        where THandler : class, IRequestCheck<TRequest> =>
        services.AddSingleton<THandler>().AddSingleton<IRequestCheck<TRequest>>(p => p.GetRequiredService<THandler>());
}
