using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.Tests.Pledges;
using Summit.Budgets.V1;
using FactorMeasure = Summit.Budgets.V1.CostFactor.Types.Measure;
using Measure = Summit.Budgets.V1.WeightRule.Types.Measure;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Tests.Host;

/// <summary>Rows that a role may write do not stop other methods: what cannot be computed is named, the rest stands.</summary>
public sealed class OddRowsTests(TestBudgets budgets) : IClassFixture<TestBudgets>
{
    [Fact]
    public async Task EstimateMission_NewestFactorInAnotherBasis_PassedOverAndNamed()
    {
        var factor = new CostFactor
        {
            Measure = FactorMeasure.ResetPerPerson,
            Amount = new MoneyRange { Low = Make.Money("1"), Mid = Make.Money("2"), High = Make.Money("3"), Basis = Make.Constant(2021) },
            Source = Make.Source("2025-02-16"),
        };
        await new CostFactorService.CostFactorServiceClient(budgets.Channel).CreateCostFactorAsync(
            new CreateCostFactorRequest { CostFactorId = "other-basis", CostFactor = factor }, budgets.As(Role.Secretariat));
        var response = await new CostService.CostServiceClient(budgets.Channel).EstimateMissionAsync(new EstimateMissionRequest
        {
            Persons = 25_000,
            DurationMonths = 24,
            TourMonths = 6,
            StartDate = Make.Day("2025-04-01"),
            AsOf = Make.Day("2025-02-17"),
        });
        Assert.Empty(response.Missing);
        Assert.NotNull(response.Full);
        Assert.Contains(response.Assumptions, text => text.Contains("costFactors/other-basis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Computations_RowInAnotherCurrency_LeftOutAndNamed()
    {
        var figure = new Expenditure
        {
            Year = 2015,
            Definition = SpendingDefinition.Nato,
            Edition = "2024-06",
            DefenceSpending = Make.Money("1", "SEK"),
            Gdp = Make.Money("100", "SEK"),
            Source = Make.Source(),
        };
        var expenditures = new ExpenditureService.ExpenditureServiceClient(budgets.Channel);
        await expenditures.UpdateExpenditureAsync(
            new UpdateExpenditureRequest
            {
                Expenditure = new Expenditure { Name = "nations/PRT/expenditures/nato-2024-06-2020", DefenceSpending = figure.DefenceSpending, Gdp = figure.Gdp },
            },
            budgets.As(Role.Secretariat));
        var sum = await new SpendingService.SpendingServiceClient(budgets.Channel).AggregateSpendingAsync(
            new AggregateSpendingRequest { Group = "spendingGroups/nato-total-2024-06", FirstYear = 2020, LastYear = 2020 });
        Assert.Equal(["nations/PRT"], sum.Years.Single().Missing);
        Assert.Contains(sum.Notes, note => note.Contains("nations/PRT 2020 is in SEK", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ComputeSpendingProfile_OneRowOfAnEditionPublishedLater_TheOtherRowsStayKnown()
    {
        var late = new Expenditure
        {
            Year = 2026,
            Definition = SpendingDefinition.Nato,
            Edition = "2024-06",
            PublishedSharePercent = 9,
            Source = Make.Source("2030-01-01"),
        };
        await new ExpenditureService.ExpenditureServiceClient(budgets.Channel).CreateExpenditureAsync(
            new CreateExpenditureRequest { Parent = "nations/ITA", Expenditure = late }, budgets.As(Role.Secretariat));
        var profile = await new SpendingService.SpendingServiceClient(budgets.Channel).ComputeSpendingProfileAsync(
            new ComputeSpendingProfileRequest { Nation = "nations/ITA", AsOf = Make.Day("2025-02-17") });
        Assert.Equal((2024, 2024), (profile.Years[^1].Year, profile.LatestYear));
        Assert.All(profile.FactsUsed, fact => Assert.False(fact.PublishedLater));
    }

    [Fact]
    public async Task ComputePledgeLadder_PledgeInAnotherCurrency_LeftOutAndNamed()
    {
        var pledge = LadderTests.New(LadderTests.Event("p", Stage.Pledged, "5", "2025-01-01"));
        (pledge.CurrencyCode, pledge.Events[0].Amount, pledge.PublishState) = ("USD", Make.Money("5", "USD"), PublishState.Published);
        await new PledgeService.PledgeServiceClient(budgets.Channel).CreatePledgeAsync(
            new CreatePledgeRequest { Parent = "nations/USA", PledgeId = "dollars", Pledge = pledge }, budgets.As(Role.Delegate, "USA"));
        var ladder = await new PledgeService.PledgeServiceClient(budgets.Channel).ComputePledgeLadderAsync(new ComputePledgeLadderRequest { AsOf = Make.Day("2025-02-17") });
        Assert.Contains("nations/USA/pledges/dollars", Assert.Single(ladder.Missing).Name, StringComparison.Ordinal);
        Assert.Equal("EUR", ladder.Total.Committed.CurrencyCode);
    }

    [Fact]
    public async Task ShareCost_KeyThatLacksANation_FailsAlone()
    {
        var response = await new SharingService.SharingServiceClient(budgets.Channel).ShareCostAsync(new ShareCostRequest
        {
            Cost = Make.Money("100"),
            Nations = { "nations/FRA", "nations/GBR", "nations/AUS" },
            AsOf = Make.Day("2025-03-04"),
            Rules =
            {
                new SharingRule { Weights = new WeightRule { Measure = Measure.Gni } },
                new SharingRule { Weights = new WeightRule { Measure = Measure.Gdp } },
                new SharingRule { Weights = new WeightRule { Measure = Measure.DefenceSpending } },
                new SharingRule { Weights = new WeightRule { Measure = Measure.Equal } },
                new SharingRule { Key = new KeyRule { CostKey = "costKeys/un-scale-2025-2027" } },
                new SharingRule { Key = new KeyRule { CostKey = "costKeys/nato-cost-share-2024-2025" } },
            },
        });
        Assert.Equal([2, 0, 0, 0, 0, 1], response.Results.Select(result => result.Missing.Count));
        Assert.Equal(["nations/GBR in costKeys/gni-2023", "nations/AUS in costKeys/gni-2023"], response.Results[0].Missing.Select(fact => fact.Name));
        Assert.All(response.Results.Where(result => result.Missing.Count > 0), result => Assert.Null(result.Total));
        Assert.All(response.Results.Where(result => result.Missing.Count == 0), result => Assert.Equal(3, result.Shares.Count));
    }
}
