using Summit.Api.V1;
using Summit.Budgets.Spending;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Budgets.Tests.Spending;

public sealed class ComputeSpendingProfileTests
{
    [Fact]
    public async Task RunAsync_FranceAsOfParis_EditionOfJune2024()
    {
        var profile = await RunAsync("FRA", "2025-02-17");
        Assert.Equal((SpendingDefinition.Nato, "2024-06", "nato-gdp-deflator-2024-06", 2015), (profile.Definition, profile.Edition, profile.PriceIndexSeries, profile.BaseYear));
        Assert.Equal(Enumerable.Range(2014, 11), profile.Years.Select(year => year.Year));
        Assert.Equal((2024, "64271200000", "3120347600000"), (profile.LatestYear, Make.Text(profile.LatestDefenceSpending), Make.Text(profile.LatestGdp)));
        Assert.All(profile.FactsUsed, fact => Assert.False(fact.PublishedLater));
    }

    [Fact]
    public async Task RunAsync_Year2024_NationalAndConstantAmounts()
    {
        var year = (await RunAsync("FRA", "2025-02-17")).Years.Single(year => year.Year == 2024);
        Assert.Equal((Rational.Parse("64271200000") * Rational.Parse("0.92732")).ToText(2), Make.Text(year.DefenceSpendingNational));
        Assert.Equal((2.06, true), (year.PublishedSharePercent, year.Estimate));
        Assert.Equal(2.06, year.ComputedSharePercent, 2);
        Assert.NotNull(year.DefenceSpendingConstant);
        Assert.True(year.HasRealChangePercent);
    }

    [Fact]
    public async Task RunAsync_BeforeAnyEdition_LaterOneMarked()
    {
        var profile = await RunAsync("FRA", "2020-01-01");
        Assert.Equal("2024-06", profile.Edition);
        Assert.All(profile.FactsUsed, fact => Assert.True(fact.PublishedLater));
    }

    [Fact]
    public async Task RunAsync_NewestEditionWithSharesAlone_SharesOfItAndAmountsOfTheOlderOneMarked()
    {
        var profile = await RunAsync("FRA", "2025-09-30");
        Assert.Equal("2025-08", profile.Edition);
        var newest = profile.Years.Single(year => year.Year == 2025);
        Assert.Equal((2.05, "2025-08", ""), (newest.PublishedSharePercent, newest.Edition, newest.AmountsEdition));
        Assert.Null(newest.DefenceSpending);
        var before = profile.Years.Single(year => year.Year == 2024);
        Assert.Equal(("2024-06", "2024-06", 2024), (before.Edition, before.AmountsEdition, profile.LatestYear));
        var bulgaria = (await RunAsync("BGR", "2025-09-30")).Years.Single(year => year.Year == 2024);
        Assert.Equal((1.95, "2025-08", "2024-06"), (bulgaria.PublishedSharePercent, bulgaria.Edition, bulgaria.AmountsEdition));
    }

    [Fact]
    public async Task RunAsync_NetherlandsPublishedAndComputedShares_DisagreeAndAreFlagged()
    {
        var profile = await RunAsync("NLD", "2025-02-17");
        Assert.Equal([2023, 2024], profile.Years.Where(year => year.SharesDisagree).Select(year => year.Year));
        Assert.Equal(2, profile.Notes.Count(note => note.Contains("disagree", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunAsync_NationOutsideNato_SipriByName()
    {
        var profile = await RunAsync("AUS", "2025-06-01");
        Assert.Equal((SpendingDefinition.Sipri, "2025-04", ""), (profile.Definition, profile.Edition, profile.PriceIndexSeries));
        Assert.Contains(profile.Notes, note => note.Contains("Constant prices are left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_BeforeTheFirstYear_OutOfRange() => await Assert.ThrowsAsync<NotHeldException>(() => RunAsync("FRA", "2013-06-30"));

    [Fact]
    public async Task RunAsync_UnknownNation_FactMissing() =>
        Assert.Equal(ErrorReason.FactMissing, (await Assert.ThrowsAsync<PreconditionException>(() => RunAsync("XXX", "2025-02-17"))).Reason);

    private static async Task<ComputeSpendingProfileResponse> RunAsync(string code, string asOf) =>
        await ComputeSpendingProfile.ComputeAsync(new ComputeSpendingProfileRequest { Nation = Make.Nation(code), AsOf = Make.Day(asOf) }, await SeededStore.OpenAsync());
}
