using Summit.Budgets.Amounts;
using Summit.Budgets.Sharing;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Measure = Summit.Budgets.V1.WeightRule.Types.Measure;
using Method = Summit.Budgets.V1.ClaimsRule.Types.Method;

namespace Summit.Budgets.Tests.Sharing;

public sealed class ShareCostTests
{
    private static readonly string[] Three = [Make.Nation("FRA"), Make.Nation("DEU"), Make.Nation("POL")];

    [Fact]
    public async Task RunAsync_SeveralRules_AnswersSideBySideEachExact()
    {
        var response = await RunAsync("1000000.01", Three,
            new SharingRule { Weights = new WeightRule { Measure = Measure.Equal } },
            new SharingRule { Id = "gdp", Weights = new WeightRule { Measure = Measure.Gdp, Year = 2024 } },
            new SharingRule { Weights = new WeightRule { Measure = Measure.DefenceSpending } },
            new SharingRule { Weights = new WeightRule { Measure = Measure.Population, Year = 2024 } },
            new SharingRule { Key = new KeyRule { CostKey = "costKeys/gdp-2021" } });
        Assert.Equal(["rule-1", "gdp", "rule-3", "rule-4", "rule-5"], response.Results.Select(result => result.RuleId));
        Assert.All(response.Results, result =>
        {
            Assert.Equal(Rational.Parse("1000000.01"), Rational.Sum(result.Shares.Select(share => Amount.Of(share.Amount))));
            Assert.Equal(["nations/DEU", "nations/FRA", "nations/POL"], result.Shares.Select(share => share.Nation));
            Assert.All(result.Shares, share => Assert.NotEmpty(share.Reason));
        });
        Assert.Equal(["333333.34", "333333.34", "333333.33"], Make.Amounts(response.Results[0]));
        Assert.Contains(response.FactsUsed, fact => fact.Name == "nations/FRA/expenditures/nato-2024-06-2024" && fact.Source.Publisher == "NATO");
    }

    [Fact]
    public async Task RunAsync_DivisionRules_HandbookAmounts()
    {
        NationAmount[] claims = [Make.Claim("AAA", "60"), Make.Claim("BBB", "90"), Make.Claim("CCC", "150")];
        SharingRule Rule(Method method) => new() { Claims = new ClaimsRule { Method = method, Claims = { claims } } };
        var response = await RunAsync("120", [], Rule(Method.Proportional), Rule(Method.EqualAwards), Rule(Method.EqualLosses), Rule(Method.Talmud), Rule(Method.RandomArrival));
        Assert.Equal(
            [["24", "36", "60"], ["40", "40", "40"], ["0", "30", "90"], ["30", "45", "45"], ["25", "40", "55"]],
            response.Results.Select(Make.Amounts));
    }

    [Fact]
    public async Task RunAsync_KeyWithLeaverAndJoiner_RespreadExactly()
    {
        var rule = new SharingRule
        {
            Key = new KeyRule { InlineKey = Make.Percent(("AAA", 50), ("BBB", 30), ("CCC", 20)), Leavers = { Make.Nation("AAA") }, Joiners = { Make.Entry("DDD", 10) } },
        };
        var response = await RunAsync("100", [], rule);
        Assert.Equal(["54", "36", "10"], Make.Amounts(response.Results[0]));
    }

    [Fact]
    public async Task RunAsync_YenHasNoMinorUnit_SharesAreWholeYen()
    {
        var request = new ShareCostRequest { Cost = Make.Money("100", "JPY"), Nations = { Three }, Rules = { new SharingRule { Weights = new WeightRule { Measure = Measure.Equal } } } };
        var response = await ShareCost.RunAsync(request, await SeededStore.OpenAsync());
        Assert.Equal(["34", "33", "33"], Make.Amounts(response.Results[0]));
    }

    [Fact]
    public async Task RunAsync_SenderPays_EachItsOwn()
    {
        var response = await RunAsync("10", [],
            new SharingRule { SenderPays = new SenderPaysRule { OwnCosts = { Make.Claim("AAA", "7.5"), Make.Claim("BBB", "2.5") } } },
            new SharingRule { SenderPays = new SenderPaysRule { Contributions = { Make.Entry("AAA", 1000), Make.Entry("BBB", 3000) } } });
        Assert.Equal([["7.5", "2.5"], ["2.5", "7.5"]], response.Results.Select(Make.Amounts));
    }

    [Fact]
    public async Task RunAsync_EverythingWrong_AllFaultsAtOnce()
    {
        var failure = await Assert.ThrowsAsync<InvalidFieldsException>(() => RunAsync("10.001", [],
            new SharingRule(),
            new SharingRule { Key = new KeyRule { InlineKey = Make.Percent(("AAA", 50), ("BBB", 49)) } },
            new SharingRule { Weights = new WeightRule { Measure = Measure.Equal } },
            new SharingRule { Claims = new ClaimsRule { Method = Method.Talmud, Claims = { Make.Claim("AAA", "5"), Make.Claim("AAA", "-1") } } },
            new SharingRule { Facility = new FacilityRule { Needs = { new FacilityNeed { Nation = Make.Nation("AAA"), Amount = Make.Money("9") } } } }));
        Assert.Equal(
            ["cost", "rules[0]", "rules[1].key.inline_key.entries", "nations", "rules[3].claims.claims", "rules[3].claims.claims[1].amount", "cost", "cost"],
            failure.Violations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task RunAsync_ThirteenRandomArrivals_TooLarge()
    {
        var rule = new ClaimsRule { Method = Method.RandomArrival };
        rule.Claims.AddRange(Enumerable.Range(0, 13).Select(i => Make.Claim($"A{(char)('A' + i)}A", "10")));
        var failure = await Assert.ThrowsAsync<ComputationTooLargeException>(() => RunAsync("100", [], new SharingRule { Claims = rule }));
        Assert.Equal(("12", "13"), (failure.Facts["limit"], failure.Facts["asked"]));
    }

    [Fact]
    public async Task RunAsync_NationWithoutFigures_NamesIt()
    {
        var failure = await Assert.ThrowsAsync<PreconditionException>(() => RunAsync("100", [.. Three, Make.Nation("XXX")], new SharingRule { Weights = new WeightRule { Measure = Measure.Gdp } }));
        Assert.Contains("GDP of nations/XXX", failure.Facts["missing"]);
    }

    [Fact]
    public async Task RunAsync_AsOfBeforePublication_UsedAndMarkedPublishedLater()
    {
        var request = new ShareCostRequest { Cost = Make.Money("100"), Nations = { Three }, AsOf = Make.Day("2024-01-31"), Rules = { new SharingRule { Weights = new WeightRule { Measure = Measure.Gdp } } } };
        var response = await ShareCost.RunAsync(request, await SeededStore.OpenAsync());
        Assert.All(response.FactsUsed, fact => Assert.True(fact.PublishedLater));
        request.AsOf = Make.Day("2025-02-17");
        Assert.All((await ShareCost.RunAsync(request, await SeededStore.OpenAsync())).FactsUsed, fact => Assert.Equal((false, 245), (fact.PublishedLater, fact.AgeDays)));
    }

    private static async Task<ShareCostResponse> RunAsync(string cost, string[] nations, params SharingRule[] rules) =>
        await ShareCost.RunAsync(new ShareCostRequest { Cost = Make.Money(cost), Nations = { nations }, Rules = { rules } }, await SeededStore.OpenAsync());
}
