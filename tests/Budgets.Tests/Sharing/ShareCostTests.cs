using Summit.Budgets.Sharing;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;
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
        var response = await RunAsync("120", [], Rule(Method.Proportional), Rule(Method.EqualAwards), Rule(Method.EqualLosses), Rule(Method.Talmud), Rule(Method.RandomArrival), Rule(Method.MinimalOverlap));
        Assert.Equal(
            [["24", "36", "60"], ["40", "40", "40"], ["0", "30", "90"], ["30", "45", "45"], ["25", "40", "55"], ["20", "35", "65"]],
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
        var response = await ShareCost.ComputeAsync(SeededStore.Checked(request, ShareCost.Check), await SeededStore.OpenAsync());
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
    public async Task RunAsync_Facility_LayersAmongUsers()
    {
        FacilityNeed Need(string code, string amount, long users = 1) => new() { Nation = Make.Nation(code), Amount = Make.Money(amount), UserCount = users };
        var response = await RunAsync("110", [],
            new SharingRule { Facility = new FacilityRule { Needs = { Need("AAA", "30"), Need("BBB", "50"), Need("CCC", "110") } } },
            new SharingRule { Facility = new FacilityRule { Needs = { Need("AAA", "30", 3), Need("CCC", "110", 1) } } });
        Assert.Equal([["10", "20", "80"], ["22.5", "87.5"]], response.Results.Select(Make.Amounts));
    }

    [Fact]
    public async Task RunAsync_UnScale_StepsComeBack()
    {
        UnScaleMember Member(string code, double gni, double population) => new() { Nation = Make.Nation(code), Years = { new UnScaleYear { Year = 2020, Gni = gni, Population = population } } };
        var rule = new UnScaleRule
        {
            Members = { Member("AAA", 1000, 20), Member("BBB", 300, 30) },
            LastYear = 2020,
            BasePeriodYears = { 1 },
            FloorPercent = 0,
            CeilingPercent = 100,
            LeastDevelopedCeilingPercent = 100,
        };
        var result = (await RunAsync("100", [], new SharingRule { UnScale = rule })).Results[0];
        Assert.Equal(["88.28", "11.72"], Make.Amounts(result));
        var cuts = result.Steps.Single(step => step.Title == "1-year base: low per-capita-income adjustment");
        Assert.Equal(147.7, cuts.Values[1].Value, 1);
    }

    [Fact]
    public async Task RunAsync_UnScaleWithUsualLimitsForTwo_RefusedAsTheyCannotSum()
    {
        var rule = new UnScaleRule { LastYear = 2020, BasePeriodYears = { 1 } };
        rule.Members.AddRange(new[] { "AAA", "BBB" }.Select(code => new UnScaleMember { Nation = Make.Nation(code), Years = { new UnScaleYear { Year = 2020, Gni = 1, Population = 1 } } }));
        var failure = await Assert.ThrowsAsync<InvalidFieldsException>(() => RunAsync("100", [], new SharingRule { UnScale = rule }));
        Assert.Equal("rules[0].un_scale", Assert.Single(failure.Violations).Field);
    }

    [Fact]
    public async Task RunAsync_Peacekeeping_DiscountsTakenUp()
    {
        PeacekeepingMember Member(string code, double rate, double discount, bool permanent) =>
            new() { Nation = Make.Nation(code), RegularPercent = rate, DiscountPercent = discount, PermanentMember = permanent };
        var rule = new PeacekeepingRule { Members = { Member("AAA", 40, 50, false), Member("BBB", 10, 90, false), Member("PPP", 30, 0, true), Member("QQQ", 20, 0, true) } };
        Assert.Equal(["200", "10", "474", "316"], Make.Amounts((await RunAsync("1000", [], new SharingRule { Peacekeeping = rule })).Results[0]));
    }

    [Fact]
    public async Task RunAsync_FloorAndCeiling_ShareWithinThem()
    {
        var rule = new WeightRule { Measure = Measure.Inline, InlineWeights = { Make.Entry("AAA", 70), Make.Entry("BBB", 20), Make.Entry("CCC", 10) }, Limits = new ShareLimits { CeilingPercent = 40 } };
        Assert.Equal(["40", "40", "20"], Make.Amounts((await RunAsync("100", [], new SharingRule { Weights = rule })).Results[0]));
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
            ["cost", "rules[0]", "rules[1].key.inline_key.entries", "nations", "rules[3].claims.claims[1].nation", "rules[3].claims.claims[1].amount", "cost", "cost"],
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
        var response = await ShareCost.ComputeAsync(SeededStore.Checked(request, ShareCost.Check), await SeededStore.OpenAsync());
        Assert.All(response.FactsUsed, fact => Assert.True(fact.PublishedLater));
        request.AsOf = Make.Day("2025-02-17");
        Assert.All((await ShareCost.ComputeAsync(SeededStore.Checked(request, ShareCost.Check), await SeededStore.OpenAsync())).FactsUsed, fact => Assert.Equal((false, 245), (fact.PublishedLater, fact.AgeDays)));
    }

    private static async Task<ShareCostResponse> RunAsync(string cost, string[] nations, params SharingRule[] rules) =>
        await ShareCost.ComputeAsync(SeededStore.Checked(new ShareCostRequest { Cost = Make.Money(cost), Nations = { nations }, Rules = { rules } }, ShareCost.Check), await SeededStore.OpenAsync());
}
