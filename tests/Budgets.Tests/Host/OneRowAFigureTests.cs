using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.V1;

namespace Summit.Budgets.Tests.Host;

/// <summary>A figure is stored once, whatever the id of its row.</summary>
public sealed class OneRowAFigureTests(TestBudgets budgets) : IClassFixture<TestBudgets>
{
    private readonly CallOptions _secretariat = budgets.As(Role.Secretariat);

    [Fact]
    public async Task CreateExpenditure_SecondRowOfAFigure_RefusedNamingTheFirstAndReadsGoOn()
    {
        var client = new ExpenditureService.ExpenditureServiceClient(budgets.Channel);
        var figure = new Expenditure
        {
            Year = 2024,
            Definition = SpendingDefinition.Nato,
            Edition = "2024-06",
            DefenceSpending = Make.Money("1"),
            Gdp = Make.Money("50"),
            Source = Make.Source(),
        };
        var failure = await TestBudgets.FailureOf(client.CreateExpenditureAsync(
            new CreateExpenditureRequest { Parent = "nations/FRA", ExpenditureId = "typo-2024", Expenditure = figure }, _secretariat));
        Assert.Equal((StatusCode.AlreadyExists, "RESOURCE_EXISTS"), (failure.StatusCode, failure.Reason));
        Assert.Contains("nations/FRA/expenditures/nato-2024-06-2024", failure.Status.Detail, StringComparison.Ordinal);

        var spending = new SpendingService.SpendingServiceClient(budgets.Channel);
        Assert.Equal("USD", (await spending.ComputeSpendingProfileAsync(new ComputeSpendingProfileRequest { Nation = "nations/FRA" })).LatestDefenceSpending.CurrencyCode);
    }

    [Fact]
    public async Task CreateExpenditure_WithoutId_IdFollowsFromTheContent()
    {
        var client = new ExpenditureService.ExpenditureServiceClient(budgets.Channel);
        var stored = await client.CreateExpenditureAsync(new CreateExpenditureRequest { Parent = "nations/ESP", Expenditure = National(2003) }, _secretariat);
        Assert.Equal("nations/ESP/expenditures/national-ex-2003", stored.Name);
    }

    [Fact]
    public async Task UpdateExpenditure_ToTheKeyOfAnotherRow_RefusedAndTheReadGoesOn()
    {
        var client = new ExpenditureService.ExpenditureServiceClient(budgets.Channel);
        foreach (var (id, year) in new[] { ("n1", 2001), ("n2", 2002) })
        {
            await client.CreateExpenditureAsync(new CreateExpenditureRequest { Parent = "nations/NOR", ExpenditureId = id, Expenditure = National(year) }, _secretariat);
        }

        var failure = await TestBudgets.FailureOf(client.UpdateExpenditureAsync(
            new UpdateExpenditureRequest
            {
                Expenditure = new Expenditure { Name = "nations/NOR/expenditures/n2", Year = 2001 },
                UpdateMask = new FieldMask { Paths = { "year" } },
            },
            _secretariat));
        Assert.Equal(StatusCode.AlreadyExists, failure.StatusCode);
        Assert.Contains("nations/NOR/expenditures/n1", failure.Status.Detail, StringComparison.Ordinal);
        var profile = await new SpendingService.SpendingServiceClient(budgets.Channel).ComputeSpendingProfileAsync(
            new ComputeSpendingProfileRequest { Nation = "nations/NOR", Definition = SpendingDefinition.National, Edition = "ex" });
        Assert.Equal([2001, 2002], profile.Years.Select(year => year.Year));
    }

    [Fact]
    public async Task CreateExpenditure_WithoutAnyFigure_Refused()
    {
        var client = new ExpenditureService.ExpenditureServiceClient(budgets.Channel);
        var empty = National(2004);
        empty.ClearPublishedSharePercent();
        var failure = await TestBudgets.FailureOf(client.CreateExpenditureAsync(new CreateExpenditureRequest { Parent = "nations/GBR", Expenditure = empty }, _secretariat));
        Assert.Equal("expenditure", Assert.Single(failure.Violations).Field);
    }

    [Fact]
    public async Task UpdateExpenditure_MaskNamesAnOptionalNumberThatIsNotSent_ItIsUnset()
    {
        var client = new ExpenditureService.ExpenditureServiceClient(budgets.Channel);
        const string Name = "nations/BEL/expenditures/nato-2024-06-2023";
        var changed = await client.UpdateExpenditureAsync(
            new UpdateExpenditureRequest
            {
                Expenditure = new Expenditure { Name = Name },
                UpdateMask = new FieldMask { Paths = { "published_share_percent", "personnel_count" } },
            },
            _secretariat);
        Assert.False(changed.HasPublishedSharePercent || changed.HasPersonnelCount);
        var year = (await new SpendingService.SpendingServiceClient(budgets.Channel).ComputeSpendingProfileAsync(
            new ComputeSpendingProfileRequest { Nation = "nations/BEL", FirstYear = 2023, LastYear = 2023, Edition = "2024-06" })).Years.Single();
        Assert.False(year.HasPublishedSharePercent || year.HasPersonnelCount);
        var rate = await client.UpdateExpenditureAsync(
            new UpdateExpenditureRequest { Expenditure = new Expenditure { Name = Name }, UpdateMask = new FieldMask { Paths = { "lcu_per_usd_used" } }, ValidateOnly = true },
            _secretariat);
        Assert.False(rate.HasLcuPerUsdUsed);
    }

    [Fact]
    public async Task CreateRateIndexAndKey_SecondRowOfTheSame_Refused()
    {
        var rates = new ExchangeRateService.ExchangeRateServiceClient(budgets.Channel);
        var rate = new ExchangeRate { CurrencyCode = "PLN", Year = 2024, Series = "ecb", PerEur = 4, Source = Make.Source() };
        Assert.Equal(StatusCode.AlreadyExists, (await TestBudgets.FailureOf(rates.CreateExchangeRateAsync(
            new CreateExchangeRateRequest { ExchangeRateId = "mine", ExchangeRate = rate }, _secretariat))).StatusCode);

        var indices = new PriceIndexService.PriceIndexServiceClient(budgets.Channel);
        var index = new PriceIndex
        {
            Year = 2020,
            Kind = PriceIndex.Types.Kind.GdpDeflator,
            Series = "nato-gdp-deflator-2024-06",
            BaseYear = 2015,
            Value = 1,
            CurrencyCode = "EUR",
            Source = Make.Source(),
        };
        Assert.Equal(StatusCode.AlreadyExists, (await TestBudgets.FailureOf(indices.CreatePriceIndexAsync(
            new CreatePriceIndexRequest { Parent = "nations/FRA", PriceIndexId = "mine", PriceIndex = index }, _secretariat))).StatusCode);

        var keys = new CostKeyService.CostKeyServiceClient(budgets.Channel);
        var key = Make.Percent(("FRA", 100));
        (key.DisplayName, key.Version, key.Source) = ("NATO cost shares", "2024-2025", Make.Source());
        Assert.Equal(StatusCode.AlreadyExists, (await TestBudgets.FailureOf(keys.CreateCostKeyAsync(
            new CreateCostKeyRequest { CostKeyId = "mine", CostKey = key }, _secretariat))).StatusCode);
    }

    private static Expenditure National(int year) => new()
    {
        Year = year,
        Definition = SpendingDefinition.National,
        Edition = "ex",
        PublishedSharePercent = 1,
        Source = Make.Source("2024-01-31"),
    };
}
