using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.Tests.Pledges;
using Summit.Budgets.V1;
using FundKind = Summit.Budgets.V1.FundEvent.Types.Kind;
using Measure = Summit.Budgets.V1.WeightRule.Types.Measure;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Tests.Host;

/// <summary>The calls as a client makes them, through every interceptor.</summary>
public sealed class BudgetsCallsTests(TestBudgets budgets) : IClassFixture<TestBudgets>
{
    [Fact]
    public async Task ListExpenditures_FilteredByEdition_SeededFigures()
    {
        var client = new ExpenditureService.ExpenditureServiceClient(budgets.Channel);
        var page = await client.ListExpendituresAsync(new ListExpendituresRequest { Parent = "nations/FRA", Filter = "edition = \"2024-06\" AND year >= 2023" });
        Assert.Equal(["nations/FRA/expenditures/nato-2024-06-2023", "nations/FRA/expenditures/nato-2024-06-2024"], page.Expenditures.Select(figure => figure.Name));
    }

    [Fact]
    public async Task ShareCost_WithoutToken_ViewerMayCompute()
    {
        var client = new SharingService.SharingServiceClient(budgets.Channel);
        var response = await client.ShareCostAsync(new ShareCostRequest
        {
            Cost = Make.Money("100"),
            Nations = { "nations/FRA", "nations/DEU" },
            Rules = { new SharingRule { Weights = new WeightRule { Measure = Measure.Population, Year = 2024 } } },
        });
        Assert.Equal(2, response.Results.Single().Shares.Count);
    }

    [Fact]
    public async Task ShareCost_UnknownNationForm_RefusedByTheContract()
    {
        var client = new SharingService.SharingServiceClient(budgets.Channel);
        var failure = await TestBudgets.FailureOf(client.ShareCostAsync(new ShareCostRequest { Cost = Make.Money("1"), Nations = { "France" }, Rules = { new SharingRule() } }));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (failure.StatusCode, failure.Reason));
    }

    [Fact]
    public async Task EstimateMission_ParisQuestion_Answers()
    {
        var client = new CostService.CostServiceClient(budgets.Channel);
        var response = await client.EstimateMissionAsync(new EstimateMissionRequest
        {
            Persons = 25_000,
            DurationMonths = 24,
            TourMonths = 6,
            StartDate = Make.Day("2025-04-01"),
            AsOf = Make.Day("2025-02-17"),
        });
        Assert.Equal(3, response.RotationCount);
    }

    [Fact]
    public async Task CreateCostKey_PercentagesOffHundred_InvalidFields()
    {
        var client = new CostKeyService.CostKeyServiceClient(budgets.Channel);
        var key = Make.Percent(("AAA", 60), ("BBB", 39));
        var failure = await TestBudgets.FailureOf(client.CreateCostKeyAsync(new CreateCostKeyRequest { CostKeyId = "wrong", CostKey = key }, budgets.As(Role.Secretariat)));
        Assert.Equal("INVALID_FIELDS", failure.Reason);
        Assert.Contains("cost_key.entries", failure.Status.Detail + string.Join(' ', failure.Violations.Select(violation => violation.Field)));
    }

    [Fact]
    public async Task CreateCostKey_AsViewer_RoleNotAllowed()
    {
        var client = new CostKeyService.CostKeyServiceClient(budgets.Channel);
        var request = new CreateCostKeyRequest { CostKeyId = "mine", CostKey = Make.Percent(("AAA", 100)) };
        Assert.Equal("ROLE_NOT_ALLOWED", (await TestBudgets.FailureOf(client.CreateCostKeyAsync(request))).Reason);
    }

    [Fact]
    public async Task AppendFundEvent_RepeatedRequestId_CountsOnce()
    {
        var client = new FundService.FundServiceClient(budgets.Channel);
        var secretariat = budgets.As(Role.Secretariat);
        await client.CreateFundAsync(new CreateFundRequest { FundId = "pot", Fund = new Fund { DisplayName = "Pot", CurrencyCode = "EUR" } }, secretariat);
        var request = new AppendFundEventRequest
        {
            Name = "funds/pot",
            Event = new FundEvent { Id = "c1", Kind = FundKind.Contribution, Amount = Make.Money("10"), EventDate = Make.Day("2025-01-01"), Nation = "nations/FRA" },
            RequestId = "6f9c1d3a-0001",
        };
        await client.AppendFundEventAsync(request, secretariat);
        var fund = await client.AppendFundEventAsync(request, secretariat);
        Assert.Equal("10", Make.Text(fund.Available));
        var allocation = new FundEvent { Id = "a1", Kind = FundKind.Allocation, Amount = Make.Money("10.01"), EventDate = Make.Day("2025-01-02") };
        var failure = await TestBudgets.FailureOf(client.AppendFundEventAsync(new AppendFundEventRequest { Name = "funds/pot", Event = allocation }, secretariat));
        Assert.Equal((StatusCode.FailedPrecondition, "FUNDS_INSUFFICIENT"), (failure.StatusCode, failure.Reason));
    }

    [Fact]
    public async Task Pledge_Draft_OnlyItsOwnDelegationSeesIt()
    {
        var client = new PledgeService.PledgeServiceClient(budgets.Channel);
        var pledge = LadderTests.New(LadderTests.Event("p", Stage.Pledged, "5", "2025-01-01"));
        var created = await client.CreatePledgeAsync(new CreatePledgeRequest { Parent = "nations/FRA", PledgeId = "draft", Pledge = pledge }, budgets.As(Role.Delegate, "FRA"));
        Assert.Equal((PublishState.Draft, "5"), (created.PublishState, Make.Text(created.Pledged)));
        Assert.Equal("RESOURCE_NOT_FOUND", (await TestBudgets.FailureOf(client.GetPledgeAsync(new GetPledgeRequest { Name = created.Name }, budgets.As(Role.Delegate, "DEU")))).Reason);
        var ladder = new ComputePledgeLadderRequest { Nations = { "nations/FRA" }, AsOf = Make.Day("2025-02-17") };
        Assert.Single((await client.ComputePledgeLadderAsync(ladder)).Pledges);
        Assert.Equal(2, (await client.ComputePledgeLadderAsync(ladder, budgets.As(Role.Delegate, "FRA"))).Pledges.Count);
    }

    [Fact]
    public async Task AppendPledgeEvent_OfAnotherNation_NationNotAllowed()
    {
        var client = new PledgeService.PledgeServiceClient(budgets.Channel);
        var request = new AppendPledgeEventRequest { Name = "nations/DEU/pledges/kiel-release-29", Event = LadderTests.Event("x", Stage.Pledged, "1") };
        Assert.Equal("NATION_NOT_ALLOWED", (await TestBudgets.FailureOf(client.AppendPledgeEventAsync(request, budgets.As(Role.Delegate, "FRA")))).Reason);
    }

    [Fact]
    public async Task ConvertAmounts_MissingRate_SeriesMissing()
    {
        var client = new ConversionService.ConversionServiceClient(budgets.Channel);
        var failure = await TestBudgets.FailureOf(client.ConvertAmountsAsync(new ConvertAmountsRequest
        {
            Amounts = { new AmountToConvert { Amount = Make.Money("1", "XAU"), Basis = Make.Nominal(2024) } },
            TargetCurrencyCode = "EUR",
            TargetBasis = Make.Nominal(2024),
        }));
        Assert.Equal((StatusCode.FailedPrecondition, "SERIES_MISSING"), (failure.StatusCode, failure.Reason));
    }
}
