using Summit.Api.V1;
using Summit.Budgets.Pledges;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Tests.Pledges;

public sealed class ComputePledgeLadderTests
{
    [Fact]
    public async Task RunAsync_KielGermany_StateOfTheDayAskedAbout()
    {
        var response = await RunAsync(new ComputePledgeLadderRequest { Nations = { "nations/DEU" }, AsOf = Make.Day("2025-02-17") });
        var steps = response.Donors.Single().Bilateral;
        Assert.Equal(("25897000000", "16410900000"), (Make.Text(steps.Committed), Make.Text(steps.Allocated)));
        Assert.False(steps.HasCommittedPercent);
        Assert.True(response.Pledges.Single().PublishedLater);
    }

    [Fact]
    public async Task RunAsync_UnionKey_AttributesOnlyInTheColumnWithEuShare()
    {
        var response = await RunAsync(new ComputePledgeLadderRequest { AsOf = Make.Day("2026-04-30"), UnionKey = "costKeys/eu-aid-share-2026-04" });
        var union = response.Donors.Single(donor => donor.Nation == "nations/EUI");
        Assert.Equal("0", Make.Text(union.UnionShare.Allocated));
        var attributed = Rational.Sum(response.Donors.Select(donor => Amount.Of(donor.UnionShare.Allocated)));
        Assert.Equal(Amount.Of(union.Bilateral.Allocated), attributed);
        Assert.Equal(Rational.Sum(response.Donors.Select(donor => Amount.Of(donor.Bilateral.Allocated))), Amount.Of(response.Total.Allocated));
        var germany = response.Donors.Single(donor => donor.Nation == "nations/DEU");
        Assert.Equal(Amount.Of(germany.Bilateral.Allocated) + Amount.Of(germany.UnionShare.Allocated), Amount.Of(germany.WithUnionShare.Allocated));
    }

    [Fact]
    public async Task RunAsync_Inline_AgeOfWhatIsNotDelivered()
    {
        var open = LadderTests.New(LadderTests.Event("p", Stage.Pledged, "100", "2024-01-01"), LadderTests.Event("c", Stage.Committed, "40", "2024-06-01"));
        var done = LadderTests.New(LadderTests.Event("p", Stage.Pledged, "10", "2024-01-01"));
        done.Name = "nations/FRA/pledges/done";
        foreach (var stage in new[] { Stage.Committed, Stage.Allocated, Stage.Disbursed })
        {
            done.Events.Add(LadderTests.Event($"{stage}".ToLowerInvariant(), stage, "10", "2024-02-01"));
        }

        var response = await RunAsync(new ComputePledgeLadderRequest { AsOf = Make.Day("2025-01-01"), InlinePledges = { open, done } });
        Assert.Equal([("0", false, 0), ("100", true, 366)], response.Pledges.Select(pledge => (Make.Text(pledge.Undelivered), pledge.HasUndeliveredAgeDays, pledge.UndeliveredAgeDays)));
        Assert.Equal(40d / 100 * 100 * 100 / 110, response.Total.CommittedPercent - (10d * 100 / 110), 9);
    }

    [Fact]
    public async Task RunAsync_BeforeTheFirstEvent_OutOfRange() =>
        await Assert.ThrowsAsync<NotHeldException>(() => RunAsync(new ComputePledgeLadderRequest { AsOf = Make.Day("2020-01-01") }));

    [Fact]
    public async Task RunAsync_StagesThatTheTrackerDoesNotReport_AreUnknown()
    {
        var response = await RunAsync(new ComputePledgeLadderRequest { Nations = { "nations/DNK" }, AsOf = Make.Day("2025-02-17") });
        foreach (var steps in new[] { response.Total, response.Donors.Single().Bilateral, response.Pledges.Single().Steps })
        {
            Assert.Null(steps.Pledged);
            Assert.Null(steps.Disbursed);
            Assert.False(steps.HasDisbursedPercent);
            Assert.True(Amount.Of(steps.Committed) >= Amount.Of(steps.Allocated));
        }

        Assert.Null(response.Pledges.Single().Undelivered);
        Assert.False(response.Pledges.Single().HasUndeliveredAgeDays);
        Assert.Equal([Stage.Pledged, Stage.Disbursed], response.Pledges.Single().UnreportedStages);
    }

    [Fact]
    public async Task RunAsync_LaterThanTheNewestEvent_SaysItsDayAndThatItIsOlder()
    {
        var response = await RunAsync(new ComputePledgeLadderRequest { AsOf = Make.Day("2025-06-30") });
        Assert.Equal((Make.Day("2025-02-28"), true), (response.LastEventDate, response.OlderThanAsked));
        Assert.All(response.Pledges, pledge => Assert.Equal((Make.Day("2025-02-28"), true), (pledge.LastEventDate, pledge.OlderThanAsked)));
        Assert.False((await RunAsync(new ComputePledgeLadderRequest { AsOf = Make.Day("2025-02-28") })).OlderThanAsked);
    }

    [Fact]
    public async Task RunAsync_AnotherCurrency_BasesDiffer()
    {
        var failure = await Assert.ThrowsAsync<InvalidFieldsException>(() => RunAsync(new ComputePledgeLadderRequest { AsOf = Make.Day("2025-02-17"), CurrencyCode = "USD" }));
        Assert.Equal(ErrorReason.BasesDiffer, failure.Reason);
    }

    [Fact]
    public async Task RunAsync_LoansAndGrants_AreRowsOfTheirOwn()
    {
        var grant = LadderTests.New(LadderTests.Event("p", Stage.Pledged, "1"));
        var loan = LadderTests.New(LadderTests.Event("p", Stage.Pledged, "2"));
        (loan.Name, loan.Form) = ("nations/FRA/pledges/loan", PledgeForm.Loan);
        var response = await RunAsync(new ComputePledgeLadderRequest { AsOf = Make.Day("2025-01-01"), InlinePledges = { grant, loan } });
        Assert.Equal([(PledgeForm.Grant, "1"), (PledgeForm.Loan, "2")], response.Rows.Select(row => (row.Form, Make.Text(row.Steps.Pledged))));
    }

    private static async Task<ComputePledgeLadderResponse> RunAsync(ComputePledgeLadderRequest request) => await ComputePledgeLadder.ComputeAsync(SeededStore.Checked(request, ComputePledgeLadder.Check), await SeededStore.OpenAsync());
}
