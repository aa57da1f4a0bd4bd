using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Client;
using Summit.Kernel;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Date = Google.Type.Date;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>What-if: facts that one question assumes to be different.</summary>
public sealed class OverrideTests(Services services) : IClassFixture<Services>
{
    private const string Ukraine = "nations/UKR";
    private const string Germany = "nations/DEU";
    private const string Poland = "nations/POL";
    private static readonly Date May = new() { Year = 2025, Month = 5, Day = 1 };

    [Fact]
    public async Task Overrides_OfEveryKind_AreListedByNameWithBothValuesAndNothingIsWritten()
    {
        var before = await AskAsync();
        var unit = before.Cases[0].Strength.UnitsTaken[0];
        var arc = before.Cases[0].Movement.AsIfGiven.Bindings[0].Name;

        var answer = await AskAsync(
            Position(Germany, Stance.Support), Consent(Ukraine, AffectedRole.Host, given: true), Approval(Germany, May), Offer("nations/FRA", 8000),
            new AssessmentOverride { ForceElement = new ForceElementOverride { Name = unit.ForceElement, Persons = 10, NoticeDays = 3 } },
            new AssessmentOverride { Capacity = new CapacityOverride { Name = arc, TonnesPerDay = 777 } },
            new AssessmentOverride { Cost = new CostOverride { Kind = CostComponent.Types.Kind.Presence, Factor = 1.5 } });

        Assert.Equal(7, answer.Overrides.Count);
        Assert.Contains(answer.Overrides, o => o is { Subject: Germany, To: "support" } && o.From != o.To && o.Description.StartsWith("position of ", StringComparison.Ordinal));
        Assert.Contains(answer.Overrides, o => o is { Subject: Ukraine, From: "not on record", To: "given" } && o.Description.EndsWith("as host", StringComparison.Ordinal));
        Assert.Contains(answer.Overrides, o => o is { Subject: Germany, From: "not on record", To: "given on 2025-05-01" });
        Assert.Contains(answer.Overrides, o => o is { Subject: "nations/FRA", From: "none", To: "8,000 persons" });
        Assert.Contains(answer.Overrides, o => o.Subject == unit.ForceElement && o.Description == $"unit {unit.DisplayName}" && o.To == "10 persons, 3 days' notice");
        Assert.Contains(answer.Overrides, o => o.Subject == arc && o.To == "777 t a day");
        Assert.Contains(answer.Overrides, o => o is { From: "100 %", To: "150 %" });
        Assert.Equal(7, answer.Assumptions.Count(a => a.Id.StartsWith("what-if-", StringComparison.Ordinal)));
        Assert.Empty(before.Overrides);
        Assert.Equal(before, await AskAsync());
    }

    [Fact]
    public async Task Overrides_InAnotherOrder_SameBytes()
    {
        AssessmentOverride[] all = [Position(Germany, Stance.Support), Consent(Poland, AffectedRole.Transit, given: true), Consent(Ukraine, AffectedRole.Host, given: true), Approval(Germany, May)];

        Assert.Equal(await AskAsync(all), await AskAsync([.. all.Reverse()]));
    }

    [Fact]
    public async Task Consents_AllGiven_NoneIsMissingAndNoLogisticsNumberOfTheFullMovementChanges()
    {
        var before = await AskAsync();
        var given = await AskAsync([.. before.Permission.Consents.Where(c => !c.OnRecord).Select(c => Consent(c.Nation, c.Role, given: true))]);

        Assert.Contains(before.Permission.Consents, c => !c.OnRecord);
        Assert.All(given.Permission.Consents, c => Assert.True(c.OnRecord, c.ToString()));
        Assert.Equal(before.Cases.Select(c => c.Movement.AsIfGiven.DestinationClosure), given.Cases.Select(c => c.Movement.AsIfGiven.DestinationClosure));
        Assert.Equal(before.Cases.Select(c => c.Strength.ForcePersons), given.Cases.Select(c => c.Strength.ForcePersons));
        Assert.DoesNotContain(given.FactsUsed, f => f.Name.Length == 0);
    }

    [Fact]
    public async Task HostConsent_Refused_BlocksTheVerdict()
    {
        var before = await AskAsync();
        var refused = await AskAsync(Consent(Ukraine, AffectedRole.Host, given: false));

        Assert.False(refused.Permission.Permitted);
        Assert.Contains(refused.Permission.Consents, c => c is { Nation: Ukraine, Role: AffectedRole.Host, OnRecord: false });
        Assert.Equal(before.Cases.Select(c => c.Rotation.SustainablePersons), refused.Cases.Select(c => c.Rotation.SustainablePersons));
    }

    [Fact]
    public async Task Position_ThatSupports_StillNeedsTheParliament()
    {
        var supports = Of(await AskAsync(Position(Germany, Stance.Support)));
        var approved = Of(await AskAsync(Position(Germany, Stance.Support), Approval(Germany, May)));
        var refused = Of(await AskAsync(Position(Germany, Stance.Support), Approval(Germany, null)));

        Assert.Equal(Contribution.Types.Group.WouldOfferIfApproved, supports.Group);
        Assert.Equal(Contribution.Types.Group.Offers, approved.Group);
        Assert.Equal(Contribution.Types.Group.Refuses, refused.Group);
        Assert.All([supports, approved, refused], c => Assert.StartsWith("Its position is assumed in this question.", c.Reason, StringComparison.Ordinal));
        Assert.All([supports, approved, refused], c => Assert.Empty(c.Position)); // Nobody took it.

        static Contribution Of(AssessDeploymentResponse answer) => answer.Contributions.Contributions.Single(c => c.Nation == Germany);
    }

    [Fact]
    public async Task Approval_LongAfterCDay_UnitsLeaveNoEarlier()
    {
        var late = new Date { Year = 2025, Month = 9, Day = 1 };
        var answer = await AskAsync(Position(Germany, Stance.Support), Approval(Germany, late));
        var cDay = answer.Question.CDay.ToDateOnly();
        var taken = answer.Cases[0].Strength.UnitsTaken.Where(u => u.ForceElement.StartsWith(Germany + "/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(taken);
        Assert.All(taken, u => Assert.True(cDay.AddDays((int)u.ReleaseDay.Low) >= late.ToDateOnly(), $"{u.DisplayName} leaves on {u.ReleaseDay}"));
    }

    [Fact]
    public async Task Unit_NotAvailable_IsNotTaken()
    {
        var unit = (await AskAsync()).Cases[0].Strength.UnitsTaken[0].ForceElement;
        var answer = await AskAsync(new AssessmentOverride { ForceElement = new ForceElementOverride { Name = unit, Persons = 0 } });

        Assert.All(answer.Cases, c => Assert.DoesNotContain(c.Strength.UnitsTaken, u => u.ForceElement == unit));
        Assert.Equal("not available", Assert.Single(answer.Overrides).To);
    }

    [Fact]
    public async Task Capacity_Doubled_NeverClosesLaterAndIsNoPublishedFact()
    {
        var before = await AskAsync();
        var binding = before.Cases[0].Movement.AsIfGiven.Bindings[0].Name;
        var answer = await AskAsync(new AssessmentOverride { Capacity = new CapacityOverride { Name = binding, Factor = 2 } });

        Assert.True(Day(answer) <= Day(before));
        Assert.All(answer.FactsUsed.Where(f => f.Name == binding), f => Assert.Equal("Assumed in this question", f.Source.Title));

        static int Day(AssessDeploymentResponse a) => a.Cases[0].Movement.AsIfGiven.DestinationClosure.DayAtMidCapacity;
    }

    [Fact]
    public async Task Cost_PresenceDoubled_TheSumsAndTheSharesGrowByIt()
    {
        var before = (await AskAsync()).Cost;
        var after = (await AskAsync(new AssessmentOverride { Cost = new CostOverride { Kind = CostComponent.Types.Kind.Presence, Factor = 2 } })).Cost;
        var presence = before.Parts.Single(p => p.Kind == CostComponent.Types.Kind.Presence).Amount;

        Assert.Equal(Amount.Of(presence.Mid) * 2, Amount.Of(after.Parts.Single(p => p.Kind == CostComponent.Types.Kind.Presence).Amount.Mid));
        Assert.Equal(Parts(after), Amount.Of(after.Full.Mid));
        Assert.Equal(Parts(before) + Amount.Of(presence.Mid), Amount.Of(after.Full.Mid));
        Assert.True(Amount.Of(after.Marginal.Mid) > Amount.Of(before.Marginal.Mid));
        Assert.All(after.Shares.Where(s => s.Shares.Count > 0), s => Assert.Equal(Rational.Sum(s.Shares.Select(x => Amount.Of(x.Amount))), Amount.Of(s.Total)));
        Assert.All(after.Shares.Where(s => s.Shares.Count > 0), s => Assert.Equal(Amount.Of(after.Full.Mid), Amount.Of(s.Total)));

        static Rational Parts(CostSection cost) => Rational.Sum(cost.Parts.Where(p => p.Kind != CostComponent.Types.Kind.Home).Select(p => Amount.Of(p.Amount.Mid)));
    }

    [Fact]
    public async Task Cost_PresenceForNothing_TheDrawsAreCheaperToo()
    {
        var question = new AssessDeploymentRequest { Draws = 50 };
        var before = await services.Assessments.AssessDeploymentAsync(question, Services.Patient);
        question.Overrides.Add(new AssessmentOverride { Cost = new CostOverride { Kind = CostComponent.Types.Kind.Presence, Factor = 0 } });
        var after = await services.Assessments.AssessDeploymentAsync(question, Services.Patient);

        Assert.True(after.Draws.FullCost.ToString() != before.Draws.FullCost.ToString(), $"{after.Draws.FullCost}");
    }

    [Fact]
    public async Task Overrides_ThatCannotBe_AllFaultsAtOnceByPath()
    {
        var question = new AssessDeploymentRequest
        {
            Overrides =
            {
                Position("nations/BTN", Stance.Support), Consent(Poland, AffectedRole.Contributor, given: true), new AssessmentOverride(),
                new AssessmentOverride { Capacity = new CapacityOverride { Name = "transportArcs/no-such", Factor = 2 } },
                new AssessmentOverride { ForceElement = new ForceElementOverride { Name = "nations/FRA/forceElements/no-such", Persons = 1 } },
                new AssessmentOverride { ForceElement = new ForceElementOverride { Name = "nations/FRA/forceElements/other" } },
                new AssessmentOverride { Offer = new OfferOverride { Nation = "nations/FRA", ForceElements = { "nations/DEU/forceElements/deu-01" } } },
                new AssessmentOverride { Approval = new ApprovalOverride { Nation = Germany } },
                Position(Germany, Stance.Support), Position(Germany, Stance.Oppose),
                new AssessmentOverride { Cost = new CostOverride { Kind = CostComponent.Types.Kind.Presence, Factor = 101 } },
            },
        };

        var fault = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await services.Assessments.AssessDeploymentAsync(question, Services.Patient)));

        Assert.Equal(
            [
                "overrides[0].position.nation", "overrides[10].cost.factor", "overrides[1].consent.role", "overrides[2]", "overrides[3].capacity.name", "overrides[4].force_element.name",
                "overrides[5].force_element", "overrides[5].force_element.name", "overrides[6].offer.force_elements[0]", "overrides[7].approval", "overrides[9]",
            ],
            fault.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Overrides_NationsAway_AreListedAsNotKnownAndTheRestStands()
    {
        var alone = await services.LogisticsWithAsync("alone", Services.Nobody, services.BudgetsAddress);
        var answer = await alone.AssessDeploymentAsync(
            new AssessDeploymentRequest { Overrides = { Position(Germany, Stance.Support), new AssessmentOverride { Capacity = new CapacityOverride { Name = "transportArcs/air-ebbr-eplb", Factor = 2 } } } }, Services.Patient);

        Assert.Equal(["not known", "support"], answer.Overrides.Where(o => o.Subject == Germany).SelectMany(o => new[] { o.From, o.To }));
        Assert.Equal(Verdict.UnknownInputs, answer.Verdict);
    }

    private static AssessmentOverride Position(string nation, Stance stance) => new() { Position = new PositionOverride { Nation = nation, Stance = stance } };

    private static AssessmentOverride Consent(string nation, AffectedRole role, bool given) =>
        new() { Consent = new ConsentOverride { Nation = nation, Role = role, Answer = given ? Nations.V1.Consent.Types.Answer.Yes : Nations.V1.Consent.Types.Answer.No } };

    private static AssessmentOverride Approval(string nation, Date? date) =>
        new() { Approval = date is null ? new ApprovalOverride { Nation = nation, Refused = true } : new ApprovalOverride { Nation = nation, ApproveDate = date } };

    private static AssessmentOverride Offer(string nation, long persons) => new() { Offer = new OfferOverride { Nation = nation, Persons = persons } };

    private async Task<AssessDeploymentResponse> AskAsync(params AssessmentOverride[] overrides) =>
        await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { Draws = 0, Overrides = { overrides } }, Services.Patient);
}
