using FsCheck;
using FsCheck.Fluent;
using Summit.Api.V1;
using Summit.Budgets.Costs;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;
using Kind = Summit.Budgets.V1.CostComponent.Types.Kind;
using Measure = Summit.Budgets.V1.CostFactor.Types.Measure;

namespace Summit.Budgets.Tests.Costs;

public sealed class EstimateMissionTests
{
    [Fact]
    public async Task RunAsync_InlineFactors_ComponentsByHand()
    {
        // 1,000 persons for 18 months in tours of 6: 1,500 soldier-years, 2 exchanges.
        var response = await RunAsync(Request(
            Factor(Measure.DeploymentPerPerson, 10, 20, 30), Factor(Measure.PayPerSoldierYear, 100, 200, 300), Factor(Measure.BasesPerSoldierYear, 1, 2, 3),
            Factor(Measure.RotationPerPerson, 4, 5, 6), Factor(Measure.RedeploymentPerPerson, 7, 8, 9), Factor(Measure.ResetPerPerson, 1, 1, 1), Factor(Measure.HomePerSoldierYear, 10, 20, 40)));
        Assert.Equal(
            [(Kind.Deployment, "20000"), (Kind.Presence, "303000"), (Kind.Rotation, "10000"), (Kind.Redeployment, "8000"), (Kind.Reset, "1000"), (Kind.Home, "30000")],
            response.Components.Select(component => (component.Kind, Make.Text(component.Amount.Mid))));
        // Ranges keep three digits, outwards: presence of 151,500 / 303,000 / 454,500 is 151,000 / 303,000 / 455,000.
        Assert.Equal(["177000", "342000", "507000"], Texts(response.Full));

        // Lowest less highest: 177,000 - 60,000; 342,000 - 30,000; 507,000 - 15,000.
        Assert.Equal(["117000", "312000", "492000"], Texts(response.Marginal));
        Assert.Equal(["118", "228", "338"], Texts(response.FullPerSoldierYear));
        Assert.Equal(["101000", "202000", "303000"], Texts(response.YearlyPresence));
        Assert.Equal((18_000, 2, "2026-09-30"), (response.SoldierYearTwelfths, response.RotationCount, $"{response.EndDate.ToDateOnly():yyyy-MM-dd}"));
    }

    [Fact]
    public async Task RunAsync_MovementAndRotationPlan_CostFollowsThem()
    {
        var request = Request(
            Factor(Measure.TransportPerTonneKm, 2, 2, 2), Factor(Measure.TravelPerPerson, 5, 5, 5), Factor(Measure.PayPerSoldierYear, 120, 120, 120), Factor(Measure.RotationPerPerson, 4, 4, 4));
        (request.CargoTonneKm, request.SoldierMonths) = (1_000_000, 12_000);

        var response = await RunAsync(request);

        // 1,000,000 tonne-km x 2 + 1,000 persons x 5; 1,000 soldier-years x 120; 12,000 / 6 - 1,000 = 1,000 exchanged x 4.
        Assert.Equal(
            [(Kind.Deployment, "2005000"), (Kind.Presence, "120000"), (Kind.Rotation, "4000"), (Kind.Redeployment, "2005000"), (Kind.Reset, "0"), (Kind.Home, "0")],
            response.Components.Select(component => (component.Kind, Make.Text(component.Amount.Mid))));
        Assert.Equal("1000000 tonne-km of cargo moved in once, EUR 2 / 2 / 2 each; 1000 persons moved in once, EUR 5 / 5 / 5 each", response.Components[0].Derivation);
        Assert.Equal(12_000, response.SoldierYearTwelfths);
    }

    [Fact]
    public async Task RunAsync_MoreSoldierMonthsThanPersonsHave_IsRefused()
    {
        var request = Request();
        request.SoldierMonths = 18_001;

        Assert.Equal("soldier_months", Assert.Single((await Assert.ThrowsAsync<InvalidFieldsException>(() => RunAsync(request))).Violations).Field);
    }

    [Fact]
    public void Rounded_Range_KeepsThreeDigitsOutwards()
    {
        var range = new CostRange(123_456, 234_567, 345_678).Rounded("EUR");
        Assert.Equal(new CostRange(123_000, 235_000, 346_000), range);
        var one = new Rational(1_234_567, 1_000);
        Assert.Equal("1234.57", new CostRange(one, one, one).Rounded("EUR").Mid.ToText(9)); // without a range: cents
    }

    [Fact]
    public async Task RunAsync_ParisQuestion_StoredFactorsWithSources()
    {
        var request = Request();
        (request.Persons, request.DurationMonths, request.AsOf) = (25_000, 24, Make.Day("2025-02-17"));
        var response = await RunAsync(request);
        Assert.Equal(10, response.FactsUsed.Count);
        Assert.All(response.FactsUsed, fact => Assert.Equal(Confidence.Assumed, fact.Source.Confidence));
        Assert.Equal("2950000000", Make.Text(response.YearlyPresence.Mid));
        Assert.True(Amount.Of(response.Full.Low) < Amount.Of(response.Full.Mid) && Amount.Of(response.Full.Mid) < Amount.Of(response.Full.High));
        Assert.Equal(Make.Constant(2024), response.Full.Basis);
    }

    [Fact]
    public async Task RunAsync_AnotherCurrency_MeanOfThePriceYear()
    {
        var request = Request(Factor(Measure.ResetPerPerson, 1, 1, 1));
        request.CurrencyCode = "USD";
        var response = await RunAsync(request);
        Assert.Equal("1082.38", Make.Text(response.Full.Mid));
        Assert.Contains(response.FactsUsed, fact => fact.Name == "exchangeRates/ecb-usd-2024");
    }

    [Fact]
    public async Task RunAsync_DifferentPriceYears_BasesDiffer()
    {
        var other = Factor(Measure.ResetPerPerson, 1, 1, 1);
        other.Amount.Basis = Make.Constant(2020);
        var failure = await Assert.ThrowsAsync<InvalidFieldsException>(() => RunAsync(Request(Factor(Measure.PayPerSoldierYear, 1, 1, 1), other)));
        Assert.Equal(ErrorReason.BasesDiffer, failure.Reason);
    }

    [Fact]
    public async Task RunAsync_WrongFactors_AllFaultsAtOnce()
    {
        var failure = await Assert.ThrowsAsync<InvalidFieldsException>(() => RunAsync(Request(
            Factor(Measure.Unspecified, 1, 1, 1), Factor(Measure.PayPerSoldierYear, 3, 2, 1), Factor(Measure.PayPerSoldierYear, -1, 2, 3))));
        Assert.Equal(["inline_factors[0].measure", "inline_factors[1].amount", "inline_factors[2].amount.low", "inline_factors[2]"], failure.Violations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task RunAsync_BeforeThePriceYear_OutOfRange()
    {
        var request = Request();
        request.AsOf = Make.Day("2023-12-31");
        await Assert.ThrowsAsync<NotHeldException>(() => RunAsync(request));
    }

    [Fact]
    public void Less_WiderInput_NeverGivesANarrowerAnswer()
    {
        var cases = from low in Gen.Choose(0, 100)
                    from up in Gen.Choose(0, 100)
                    from wider in Gen.Choose(0, 50)
                    from home in Gen.Choose(0, 100)
                    select (Low: low, Up: up, Wider: wider, Home: home);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var home = new CostRange(one.Home, one.Home, one.Home);
            var wideHome = new CostRange(Math.Max(one.Home - one.Wider, 0), one.Home, one.Home + one.Wider);
            var full = new CostRange(one.Low, one.Low, one.Low + one.Up);
            var (narrow, wide) = (full.Less(home), full.Less(wideHome));
            return wide.Low <= narrow.Low && wide.High >= narrow.High && narrow.Low <= narrow.Mid && narrow.Mid <= narrow.High;
        }).QuickCheckThrowOnFailure();
    }

    private static string[] Texts(MoneyRange range) => [Make.Text(range.Low), Make.Text(range.Mid), Make.Text(range.High)];

    private static CostFactor Factor(Measure measure, int low, int mid, int high) => new()
    {
        Measure = measure,
        Amount = new MoneyRange { Low = Make.Money($"{low}"), Mid = Make.Money($"{mid}"), High = Make.Money($"{high}"), Basis = Make.Constant(2024) },
    };

    private static EstimateMissionRequest Request(params CostFactor[] factors) =>
        new() { Persons = 1000, DurationMonths = 18, TourMonths = 6, StartDate = Make.Day("2025-04-01"), InlineFactors = { factors } };

    private static async Task<EstimateMissionResponse> RunAsync(EstimateMissionRequest request) => await EstimateMission.ComputeAsync(SeededStore.Checked(request, EstimateMission.Check), await SeededStore.OpenAsync());
}
