using Summit.Logistics.V1;
using Summit.Nations.V1;
using Availability = Summit.Logistics.V1.SectionState.Types.Availability;
using Date = Google.Type.Date;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>The sections beside the verdict: unity, room in budgets, obligations, response ladder.</summary>
public sealed class SideSectionsTests(Services services) : IClassFixture<Services>
{
    private static readonly Date Paris = new() { Year = 2025, Month = 2, Day = 17 };

    [Fact]
    public async Task Unity_ParisQuestion_IsWhatNationsMeasures()
    {
        var answer = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { AsOf = Paris }, Services.Patient);

        Assert.Equal(Availability.Available, answer.Unity.State.Availability);
        var offers = answer.Contributions.Contributions.Select(c => new ForceOffer { Nation = c.Nation, Persons = c.OfferedPersons > 0 ? c.OfferedPersons : (long)(c.ReportedPersons?.Mid ?? 0) });
        var measured = await new UnityService.UnityServiceClient(services.InvokerOf("summit.nations.v1")).MeasureUnitedFrontAsync(
            new MeasureUnitedFrontRequest { Decision = answer.Question.Decision, AsOf = Paris, RequiredPersons = answer.Question.StrengthPersons, Offers = { offers.Where(o => o.Persons > 0) } }, Services.Patient);
        Assert.Equal(measured, answer.Unity.Front);
        Assert.Equal(8, answer.Unity.ParticipantCount);
        Assert.Equal(0, measured.ConsentShare.Value);
    }

    [Fact]
    public async Task Room_EachPayer_IsTheShareOfAYearOverItsDefenceSpending()
    {
        var answer = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { AsOf = Paris, DurationMonths = 24 }, Services.Patient);

        Assert.Equal(answer.Question.Payers, answer.BudgetRoom.Payers.Select(p => p.Nation));
        var france = answer.BudgetRoom.Payers.Single(p => p.Nation == "nations/FRA");
        var share = answer.Cost.Shares.Single(s => s.Key == "gdp").Shares.Single(s => s.Nation == "nations/FRA").Amount;
        var room = france.Shares.Single(s => s.Key == "gdp");
        Assert.Equal(share.Units / 2, room.AYear.Units, tolerance: 1);
        Assert.Equal(100.0 * room.AYear.Units / france.DefenceSpending.Units, room.PercentOfDefenceSpending, 6);
        Assert.Equal("EUR", france.DefenceSpending.CurrencyCode);
        // NATO, 2024-06 edition: 64.3 billion dollars of 2024, at about 1.08 dollars for a euro.
        Assert.InRange(france.DefenceSpending.Units, 55_000_000_000, 63_000_000_000);
        Assert.Equal([2, 3.5], france.Guidelines.Select(g => g.PercentOfGdp));
        Assert.Equal([false, true], france.Guidelines.Select(g => g.PublishedLater));
        Assert.True(france.Guidelines[1].Gap.Units > 0);
        Assert.False(france.SharesDisagree);
        var netherlands = answer.BudgetRoom.Payers.Single(p => p.Nation == "nations/NLD");
        Assert.Equal((true, 2.05), (netherlands.SharesDisagree, netherlands.PublishedPercentOfGdp));
        Assert.Equal(1.845, netherlands.PercentOfGdp, 3);
    }

    [Fact]
    public async Task Room_PayerWithoutFigures_SaysWhatIsMissingAndTheOthersStand()
    {
        var answer = await services.Assessments.AssessDeploymentAsync(
            new AssessDeploymentRequest { AsOf = Paris, Payers = { "nations/FRA", "nations/UKR", "nations/EUI" }, CostKeys = { "equal" } }, Services.Patient);

        var missing = answer.BudgetRoom.Payers.Where(p => p.State.Availability == Availability.Missing).ToList();
        Assert.NotEmpty(missing);
        Assert.All(missing, p => Assert.NotEmpty(p.State.Detail));
        Assert.All(missing, p => Assert.Null(p.DefenceSpending));
        Assert.All(answer.BudgetRoom.Payers, p => Assert.Equal("equal", Assert.Single(p.Shares).Key));
        Assert.Contains(answer.BudgetRoom.Payers, p => p.State.Availability == Availability.Available);
    }

    [Fact]
    public async Task Obligations_NationsThatWouldSend_HaveTheirTasksAndDaysLeft()
    {
        var answer = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { AsOf = Paris }, Services.Patient);

        var section = answer.Obligations;
        Assert.Equal((answer.Question.CDay, 92), (section.DepartureDate, section.DaysLeft));
        Assert.Equal(answer.Permission.Parliaments.Select(p => p.Nation), section.Nations.Select(n => n.Nation));
        foreach (var parliament in answer.Permission.Parliaments.Where(p => p.Missing))
        {
            Assert.Equal(92, section.Nations.Single(n => n.Nation == parliament.Nation).DaysLeft);
        }

        Assert.All(section.Nations.Where(n => n.Approval == ParliamentRule.Types.Approval.None), n => Assert.False(n.HasDaysLeft));
        Assert.Contains(section.Nations, n => n.Commitments.Count > 0 && n.CommittedPersons > 0);
    }

    [Fact]
    public async Task Ladder_OfTheDecision_IsEvaluatedAtTheEndOfTheDay()
    {
        var answer = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { AsOf = Paris }, Services.Patient);

        Assert.Equal("responseLadders/gcsp-2025-proposal", answer.ResponseLadder.Evaluation.Ladder);
        Assert.Equal(new DateTime(2025, 2, 17, 23, 59, 59, DateTimeKind.Utc), answer.ResponseLadder.Evaluation.EvaluateTime.ToDateTime());
        Assert.Equal("", answer.ResponseLadder.Evaluation.Rung);
        Assert.Contains(answer.FactsUsed, f => f.Name == "responseLadders/gcsp-2025-proposal" && f.PublishedLater);
    }

    [Fact]
    public async Task Ladder_NoneBelongsToTheDecision_StateSaysSoAndTheRestStands()
    {
        var answer = await services.Assessments.AssessDeploymentAsync(
            new AssessDeploymentRequest { AsOf = Paris, Decision = "decisions/paris-2025-us-backstop" }, Services.Patient);

        Assert.Equal(Availability.Missing, answer.ResponseLadder.State.Availability);
        Assert.Contains("none belongs to the decision", answer.ResponseLadder.State.Detail, StringComparison.Ordinal);
        Assert.Equal(Availability.Available, answer.Unity.State.Availability);
        Assert.NotEqual(Verdict.UnknownInputs, answer.Verdict);
    }

    [Fact]
    public async Task Ladder_NamedAndNotHeld_IsNotFound()
    {
        var failure = await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () => await services.Assessments.AssessDeploymentAsync(
            new AssessDeploymentRequest { ResponseLadder = "responseLadders/not-held" }, Services.Patient));

        Assert.Equal(Grpc.Core.StatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task Sides_BudgetsAway_OnlyTheirSectionIsMissing()
    {
        var client = await services.LogisticsWithAsync("sides-without-budgets", services.NationsAddress, Services.Nobody);

        var answer = await client.AssessDeploymentAsync(new AssessDeploymentRequest { AsOf = Paris }, Services.Patient);

        Assert.Equal(Availability.Unavailable, answer.BudgetRoom.State.Availability);
        Assert.Equal(Availability.Available, answer.Unity.State.Availability);
        Assert.Equal(Availability.Available, answer.Obligations.State.Availability);
        Assert.Equal(Availability.Available, answer.ResponseLadder.State.Availability);
        Assert.Equal(Verdict.UnknownInputs, answer.Verdict);
    }
}
