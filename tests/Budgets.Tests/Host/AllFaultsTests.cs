using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.V1;
using Measure = Summit.Budgets.V1.WeightRule.Types.Measure;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Tests.Host;

/// <summary>One answer names every fault: of fields, across fields, of nested rows, of codes.</summary>
public sealed class AllFaultsTests(TestBudgets budgets) : IClassFixture<TestBudgets>
{
    [Fact]
    public async Task ShareCost_NegativeCostNegativeWeightAndNoRule_AllThree()
    {
        var request = new ShareCostRequest
        {
            Cost = Make.Money("-100"),
            Rules =
            {
                new SharingRule { Weights = new WeightRule { Measure = Measure.Inline, InlineWeights = { Make.Entry("FRA", -1) } } },
                new SharingRule(),
            },
        };
        Assert.Equal(["rules[0].weights.inline_weights[0].value", "cost", "rules[1]"], await ViolationsOf(new SharingService.SharingServiceClient(budgets.Channel).ShareCostAsync(request)));
    }

    [Fact]
    public async Task ConvertAmounts_ContradictingRatesAndIndices_EachNamed()
    {
        ExchangeRate Rate(double perEur) => new() { CurrencyCode = "PLN", Year = 2020, PerEur = perEur };
        PriceIndex Index(double value) => new() { Name = "nations/POL/priceIndices/x", Year = 2020, Series = "s", Value = value };
        var request = new ConvertAmountsRequest
        {
            Amounts = { new AmountToConvert { Amount = Make.Money("100", "PLN"), Basis = Make.Nominal(2020) } },
            TargetCurrencyCode = "EUR",
            TargetBasis = Make.Nominal(2020),
            InlineExchangeRates = { Rate(4.4), Rate(4.8) },
            InlinePriceIndices = { Index(100), Index(101) },
        };
        Assert.Equal(["inline_exchange_rates[1]", "inline_price_indices[1]"], await ViolationsOf(new ConversionService.ConversionServiceClient(budgets.Channel).ConvertAmountsAsync(request)));
    }

    [Fact]
    public async Task CreateExpenditure_FieldRulesDomainRulesAndCodes_AllAtOnce()
    {
        var figure = new Expenditure
        {
            Year = 1800,
            Edition = "2024-06",
            DefenceSpending = Make.Money("-1", "EUX"),
            PublishedSharePercent = 101,
            LcuPerUsdUsed = 0,
        };
        var fields = await ViolationsOf(new ExpenditureService.ExpenditureServiceClient(budgets.Channel).CreateExpenditureAsync(
            new CreateExpenditureRequest { Parent = "nations/XXX", Expenditure = figure }, budgets.As(Role.Secretariat)));
        Assert.Superset(
            new HashSet<string>
            {
                "parent", "expenditure.year", "expenditure.published_share_percent", "expenditure.definition", "expenditure.defence_spending",
                "expenditure.defence_spending.currency_code", "expenditure.lcu_per_usd_used", "expenditure.source",
            },
            fields.ToHashSet());
    }

    [Fact]
    public async Task UpdateCostKey_FieldRuleAndSum_BothOnTheKeyAsItWouldBe()
    {
        var key = Make.Percent(("FRA", -1));
        key.Name = "costKeys/nato-cost-share-2024-2025";
        var fields = await ViolationsOf(new CostKeyService.CostKeyServiceClient(budgets.Channel).UpdateCostKeyAsync(
            new UpdateCostKeyRequest { CostKey = key, UpdateMask = new FieldMask { Paths = { "entries", "display_name" } } }, budgets.As(Role.Secretariat)));
        Assert.Superset(new HashSet<string> { "cost_key.entries[0].value", "cost_key.entries", "cost_key.display_name" }, fields.ToHashSet());
    }

    [Fact]
    public async Task AppendPledgeEvent_FieldRuleAndLadder_Both()
    {
        var step = new PledgeEvent { Id = "UPPER", Stage = Stage.Disbursed, Amount = Make.Money("1", "USD"), EventDate = Make.Day("2025-01-01"), Supersedes = "nothing" };
        var fields = await ViolationsOf(new PledgeService.PledgeServiceClient(budgets.Channel).AppendPledgeEventAsync(
            new AppendPledgeEventRequest { Name = "nations/DNK/pledges/kiel-release-29", Event = step }, budgets.As(Role.Delegate, "DNK")));
        Assert.Equal(["event.id", "event.stage", "event.amount", "event.supersedes"], fields);
    }

    [Theory]
    [InlineData("Key\u0000")]
    [InlineData("\u202Eyek")]
    public async Task CreateCostKey_ControlAndDirectionMarksInAName_Refused(string name)
    {
        var key = Make.Percent(("FRA", 100));
        (key.DisplayName, key.Source) = (name, Make.Source());
        Assert.Contains("cost_key.display_name", await ViolationsOf(new CostKeyService.CostKeyServiceClient(budgets.Channel).CreateCostKeyAsync(
            new CreateCostKeyRequest { CostKeyId = "marks", CostKey = key }, budgets.As(Role.Secretariat))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1899)]
    public async Task ComputeSpendingProfile_YearThatIsSent_MustBeAYear(int year) =>
        Assert.Equal(["first_year"], await ViolationsOf(new SpendingService.SpendingServiceClient(budgets.Channel).ComputeSpendingProfileAsync(
            new ComputeSpendingProfileRequest { Nation = "nations/FRA", FirstYear = year })));

    [Fact]
    public async Task ShareCost_CeilingOfZero_IsACeiling()
    {
        var rule = new WeightRule
        {
            Measure = Measure.Inline,
            InlineWeights = { Make.Entry("FRA", 1), Make.Entry("DEU", 1) },
            Limits = new ShareLimits { Nations = { new NationLimits { Nation = "nations/FRA", CeilingPercent = 0 } } },
        };
        var response = await new SharingService.SharingServiceClient(budgets.Channel).ShareCostAsync(
            new ShareCostRequest { Cost = Make.Money("100"), Rules = { new SharingRule { Weights = rule } } });
        Assert.Equal(["100", "0"], Make.Amounts(response.Results[0]));
    }

    [Fact]
    public async Task ShareCost_NumbersBeyondAnyFigure_RefusedAndNeverInfinity()
    {
        var huge = new UnScaleRule { LastYear = 2020, BasePeriodYears = { 1 } };
        huge.Members.AddRange(new[] { "FRA", "DEU" }.Select(code => new UnScaleMember
        {
            Nation = Make.Nation(code),
            Years = { new UnScaleYear { Year = 2020, Gni = 1e308, Population = 1e308 } },
        }));
        var fields = await ViolationsOf(new SharingService.SharingServiceClient(budgets.Channel).ShareCostAsync(new ShareCostRequest
        {
            Cost = Make.Money("100"),
            Rules = { new SharingRule { UnScale = huge }, new SharingRule { Weights = new WeightRule { Measure = Measure.Inline, InlineWeights = { Make.Entry("FRA", 1e308) } } } },
        }));
        Assert.Equal(5, fields.Length);
    }

    [Fact]
    public async Task ConvertAmounts_ResultBeyondMoney_OutOfRange()
    {
        var request = new ConvertAmountsRequest
        {
            Amounts = { new AmountToConvert { Amount = Make.Money("9000000000000000000"), Basis = Make.Nominal(2020) } },
            TargetCurrencyCode = "IDR",
            TargetBasis = Make.Nominal(2020),
            InlineExchangeRates = { new ExchangeRate { CurrencyCode = "IDR", Year = 2020, PerEur = 16_600 } },
        };
        Assert.Equal(StatusCode.OutOfRange, (await TestBudgets.FailureOf(new ConversionService.ConversionServiceClient(budgets.Channel).ConvertAmountsAsync(request))).StatusCode);
    }

    private static async Task<string[]> ViolationsOf<T>(AsyncUnaryCall<T> call)
    {
        var failure = await TestBudgets.FailureOf(call);
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (failure.StatusCode, failure.Reason));
        return [.. failure.Violations.Select(violation => violation.Field)];
    }
}
