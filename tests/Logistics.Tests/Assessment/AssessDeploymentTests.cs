using Google.Protobuf;
using Google.Type;
using Grpc.Core;
using Summit.Client;
using Summit.Logistics.Flow;
using Summit.Logistics.Forces;
using Summit.Logistics.Movement;
using Summit.Logistics.Seed;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Group = Summit.Logistics.V1.Contribution.Types.Group;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>The Paris question through real hosts; figures are computed again from the seed, by hand or by the rules alone.</summary>
public sealed class AssessDeploymentTests(Services services) : IClassFixture<Services>
{
    private static readonly AssessDeploymentRequest Paris = new();

    [Fact]
    public async Task AssessDeployment_ParisQuestion_GroupsNationsAsTheyStoodThatDay()
    {
        var answer = await AskAsync(Paris);

        string[] Codes(Group group) => [.. answer.Contributions.Contributions.Where(c => c.Group == group).Select(c => c.Nation[^3..])];
        Assert.Equal(["FRA", "GBR"], Codes(Group.Offers));
        Assert.Equal(["NLD", "SWE"], Codes(Group.WouldOfferIfApproved));
        Assert.Equal(["EST"], Codes(Group.Undecided));
        Assert.Equal(["DEU", "DNK", "ESP", "FIN", "NOR"], Codes(Group.Reluctant));
        Assert.Equal(["HUN", "POL", "SVK", "USA"], Codes(Group.Refuses));
        Assert.Contains("ITA", Codes(Group.Silent)); // said that day, public on the 18th
        Assert.All(answer.Contributions.Contributions.Where(c => c.Group != Group.Silent), c => Assert.NotEmpty(c.Source.Publisher));
        Assert.True(answer.Contributions.Contributions.Single(c => c.Nation == "nations/GBR").NeedsUsaBackstop);
    }

    [Fact]
    public async Task AssessDeployment_ParisQuestion_NothingAboutUkraineWithoutUkraine()
    {
        var answer = await AskAsync(Paris);

        Assert.Equal(Verdict.Neither, answer.Verdict);
        Assert.Equal(answer.FactsUsed.Count(f => f.Source?.Confidence == Api.V1.Confidence.Recalled), answer.RecalledFactCount);
        Assert.InRange(answer.RecalledFactCount, 1, answer.FactsUsed.Count / 2);
        Assert.False(answer.Permission.Permitted);
        var ukraine = answer.Permission.Consents.Where(c => c is { Nation: "nations/UKR", OnRecord: false }).Select(c => c.Role);
        Assert.Equal([AffectedRole.Subject, AffectedRole.Host], ukraine.Order());
        Assert.DoesNotContain(answer.Permission.Parliaments, p => p.Nation == "nations/UKR");
        Assert.True(answer.Permission.Parliaments.Single(p => p.Nation == "nations/SWE").Missing);
        var blocked = answer.Cases[0].Movement.OnRecord;
        Assert.False(blocked.Feasible);
        Assert.Contains(blocked.Reasons, r => r is { Kind: Kind.ConsentMissing, Subject: "nations/UKR" });
    }

    [Fact]
    public async Task AssessDeployment_ParisQuestion_StrengthAndRotationFollowFromTheSeed()
    {
        var units = FreeUnits();
        long PoolOf(params string[] nations) => units.Where(u => nations.Contains(u.Element.Name[8..11])).Sum(u => u.Persons);
        var pool = PoolOf("FRA", "GBR");

        var full = (await AskAsync(Paris)).Cases[0];

        Assert.Equal(pool, full.Strength.OnRecord.PoolPersons);
        var usable = units.Where(u => u.Element.Name[8..11] is "FRA" or "GBR").Sum(u => u.Usable(new(7, 10))); // unit by unit
        Assert.Equal(usable, full.Strength.OnRecord.CouldOfferPersons.Mid);
        Assert.Equal(usable / 4, full.Strength.OnRecord.SustainablePersons); // rotation 1:3 takes four for one
        Assert.Equal(PoolOf("FRA", "GBR", "NLD", "SWE"), full.Strength.IfApproved.PoolPersons);
        Assert.Equal(full.Strength.ForcePersons, full.Strength.UnitsTaken.Sum(u => u.Persons));
        Assert.Equal(4, full.Rotation.Factor);
        Assert.Equal(142_858, full.Rotation.PoolNeededPersons); // 25,000 x 4 / 0.7
        Assert.Equal(full.Rotation.Lines.Where(l => l.HasFirstBreakMonth).Min(l => l.FirstBreakMonth), full.Rotation.FirstBreakMonth);
        Assert.All(full.Rotation.Lines, l => Assert.Equal((l.RequiredPersons * 40 + 6) / 7, l.PoolNeededPersons)); // x 4 / 0.7, up
        Assert.Equal(new Date { Year = 2025, Month = 11, Day = 20 }, full.Rotation.FirstBreakDate);
        Assert.False(full.Rotation.Holds);
    }

    [Fact]
    public async Task AssessDeployment_ParisQuestion_TheForceHasTheMixOfTheOption()
    {
        var answer = await AskAsync(Paris);
        var full = answer.Cases[0];

        var types = ParisSeed.ForceElements().ToDictionary(e => e.Name, e => e.UnitType);
        var option = ParisSeed.ForceOptions().Single(o => o.Name == "forceOptions/iiss-medium");
        foreach (var line in option.Lines.Where(l => l.UnitTypes.Count > 0))
        {
            var need = line.PersonsPer10000 * 25 / 10;
            var taken = full.Strength.UnitsTaken.Where(u => u.Line == line.Id).ToList();
            var can = FreeUnits().Where(u => u.Element.Name[8..11] is "FRA" or "GBR" && line.UnitTypes.Contains(u.Element.UnitType)).Sum(u => u.Usable(new(7, 10)));
            Assert.All(taken, u => Assert.Contains(types[u.ForceElement], line.UnitTypes));
            Assert.Equal(Math.Min(need, can), taken.Sum(u => u.Persons));
            Assert.Equal(need, full.Strength.Lines.Single(l => l.Line == line.Id).RequiredPersons);
        }

        Assert.Equal(full.Strength.ForcePersons, full.Movement.Persons);
        Assert.Equal(full.Strength.ForcePersons, full.Rotation.Lines.Sum(l => l.RequiredPersons));
        Assert.Equal(full.Strength.ForcePersons, answer.Cost.Persons);
    }

    [Fact]
    public async Task AssessDeployment_LargeOptionWithoutStrength_AsksAboutItsOwnStrength() =>
        Assert.Equal(60_000, (await AskAsync(new AssessDeploymentRequest { ForceOption = "forceOptions/iiss-large" })).Question.StrengthPersons);

    [Fact]
    public async Task AssessDeployment_NationsInAnotherOrder_SameBytes()
    {
        var one = await AskAsync(new AssessDeploymentRequest { Nations = { "nations/GBR", "nations/FRA" } });
        var other = await AskAsync(new AssessDeploymentRequest { Nations = { "nations/FRA", "nations/GBR" } });

        Assert.Equal(one.ToByteArray(), other.ToByteArray());
    }

    [Fact]
    public async Task AssessDeployment_LaterDay_NoMissingWeightStopsTheRest()
    {
        var answer = await AskAsync(new AssessDeploymentRequest { AsOf = new Date { Year = 2025, Month = 4, Day = 10 } });

        Assert.NotNull(answer.Cost.Full);
        Assert.NotEqual(Verdict.UnknownInputs, answer.Verdict);
        Assert.Equal(["gdp", "population", "defence-spending", "equal"], answer.Cost.Shares.Select(s => s.Key));
        Assert.NotEmpty(answer.Cost.Shares[^1].Shares);
    }

    [Fact]
    public async Task AssessDeployment_ParisQuestion_ReportsStandBesideWhatNationsCouldOffer()
    {
        var answer = await AskAsync(Paris);

        var france = answer.Contributions.Contributions.Single(c => c.Nation == "nations/FRA");
        Assert.Equal(("reportedOffers/f05", 10_000, 0), (france.ReportedOffer, france.ReportedPersons.Mid, france.OfferedPersons));
        var strength = answer.Cases[0].Strength;
        Assert.Contains(strength.ReportedTotals, t => t is { ReportedOffer: "reportedOffers/f04", Persons: { Low: 25_000, High: 30_000 } });
        Assert.DoesNotContain(strength.ReportedTotals, t => t.ReportedOffer == "reportedOffers/f06"); // published four days later
        Assert.Equal(10_000, strength.OfferedOrReportedPersons.Mid);
        Assert.Contains(answer.VerdictReasons, r => r is { Kind: VerdictReason.Types.Kind.OffersShort, Required: 25_000, Available: 10_000 });
    }

    [Fact]
    public async Task AssessDeployment_ParisQuestion_ReasonsAreStructured()
    {
        var answer = await AskAsync(Paris);

        var consents = answer.VerdictReasons.Single(r => r.Kind == VerdictReason.Types.Kind.ConsentMissing);
        Assert.Contains("nations/UKR", consents.Subjects);
        Assert.Equal(consents.Subjects, consents.Reliefs.Select(r => r.Subject));
        Assert.All(answer.VerdictReasons, r => Assert.NotEmpty(r.Sentence));
        Assert.NotEqual(VerdictReason.Types.Kind.Unspecified, answer.Bottleneck.Kind);
        Assert.All(answer.Cases.SelectMany(c => c.Movement.AsIfGiven.Bindings.Zip(c.Movement.AsIfGiven.Bindings.Skip(1))), p => Assert.True(p.First.HoursGained >= p.Second.HoursGained));
    }

    [Fact]
    public async Task AssessDeployment_ParisQuestion_EveryNationOnTheRouteMustConsent()
    {
        var answer = await AskAsync(Paris);

        var route = answer.Cases[0].Movement.RouteNations;
        Assert.NotEmpty(route);
        Assert.DoesNotContain("nations/HUN", route); // opposes: no free road
        Assert.All(route, nation => Assert.Contains(answer.Permission.Consents, c => c.Nation == nation && c is { NeededByRoute: true, OnRecord: false }));
    }

    [Fact]
    public async Task AssessDeployment_ParisQuestion_APlanStandsBesideTheBound()
    {
        var answer = await AskAsync(Paris);

        var movement = answer.Cases[0].Movement;
        var (bound, plan) = (movement.AsIfGiven.DestinationClosure, movement.Plan);
        Assert.Equal(bound.DayAtMidCapacity, plan.BoundDay);
        Assert.InRange(plan.DestinationClosure.DayAtMidCapacity, bound.DayAtMidCapacity, bound.DayAtMidCapacity * 3 / 2);
        Assert.InRange(plan.DestinationClosure.DayAtLowCapacity, bound.DayAtLowCapacity, int.MaxValue);
        Assert.InRange(plan.DestinationClosure.DayAtHighCapacity, bound.DayAtHighCapacity, plan.DestinationClosure.DayAtMidCapacity);
        Assert.Equal((plan.DestinationClosure.DayAtMidCapacity - plan.BoundDay) * 100.0 / plan.BoundDay, plan.GapPercent);
        Assert.Equal(plan.DestinationClosure.DayAtMidCapacity + 7, plan.FocDay); // the assumed days of integration
        Assert.InRange(plan.IocDay, 1, plan.FocDay);
        Assert.Equal(answer.Cases[0].Strength.UnitsTaken.Count, plan.UnitCount);
        Assert.Contains(answer.Assumptions, a => a.Id == "integration");
    }

    [Fact]
    public async Task AssessDeployment_ParisQuestion_ClosureIsTheQuickestFlowOfTheSeed()
    {
        var movement = (await AskAsync(Paris)).Cases[0].Movement;
        var taken = (await AskAsync(Paris)).Cases[0].Strength.UnitsTaken;

        var network = new MovementNetwork(ParisSeed.TransportNodes().ToDictionary(n => n.Name), [.. ParisSeed.TransportArcs()], movement.Destination);
        var loads = taken.Select(u => new NationLoad(u.ForceElement[..11], new ReleaseDays((int)u.ReleaseDay.High, (int)u.ReleaseDay.Mid, (int)u.ReleaseDay.Low), u.CargoTonnes)).ToList();
        int Closure(CapacityLevel level) => QuickestFlow.Solve(network.ToDestination(loads, level, new HashSet<string> { "nations/HUN" }), default).ClosureDay!.Value;
        var closure = movement.AsIfGiven.DestinationClosure;
        Assert.Equal((Closure(CapacityLevel.Low), Closure(CapacityLevel.Mid), Closure(CapacityLevel.High)), (closure.DayAtLowCapacity, closure.DayAtMidCapacity, closure.DayAtHighCapacity));
        Assert.True(closure.DayAtLowCapacity >= closure.DayAtMidCapacity && closure.DayAtMidCapacity >= closure.DayAtHighCapacity);
        Assert.True(movement.AsIfGiven.DebarkationClosure.DayAtMidCapacity < closure.DayAtMidCapacity);
        Assert.Equal(movement.CargoTonnes, movement.AsIfGiven.Curve[^1].DestinationTonnes);
        Assert.Equal(movement.AsIfGiven.Bindings[0].HoursGained > 0 ? movement.AsIfGiven.Bindings[0] : null, movement.AsIfGiven.FirstBinding);
    }

    [Fact]
    public async Task AssessDeployment_WithoutTheUnitedStates_BritainFallsAwayAndEnablersAreMissing()
    {
        var answer = await AskAsync(Paris);

        Assert.Equal([UsaPosture.FullBackstop, UsaPosture.None], answer.Cases.Select(c => c.Posture));
        Assert.All(answer.Cases[1].Strength.UnitsTaken, u => Assert.StartsWith("nations/FRA/", u.ForceElement, StringComparison.Ordinal));
        Assert.All(answer.Cases[0].Enablers.Lines.Where(l => l.FilledByUsa), l => Assert.Equal(0, l.Gap.High));
        Assert.True(answer.Cases[1].Enablers.GapCount > answer.Cases[0].Enablers.GapCount);
    }

    [Fact]
    public async Task AssessDeployment_EnablersOnly_HasThreeCasesAndBritainStillWaits()
    {
        var answer = await AskAsync(new AssessDeploymentRequest { UsaPosture = UsaPosture.EnablersOnly });

        Assert.Equal([UsaPosture.FullBackstop, UsaPosture.EnablersOnly, UsaPosture.None], answer.Cases.Select(c => c.Posture));
        Assert.DoesNotContain(answer.Cases[1].Strength.UnitsTaken, u => u.ForceElement.StartsWith("nations/GBR/", StringComparison.Ordinal));
        Assert.Equal(answer.Cases[1].Bottleneck, answer.Bottleneck);
    }

    [Fact]
    public async Task AssessDeployment_SameQuestionTwice_SameBytes()
    {
        var first = await AskAsync(Paris);
        var again = await AskAsync(Paris);

        Assert.Equal(first.ToByteArray(), again.ToByteArray());
        Assert.Equal(64, first.ResultHash.Length);
        Assert.Equal(["summit.budgets.v1", "summit.logistics.v1", "summit.nations.v1"], first.Revisions.Select(r => r.Service));
    }

    [Fact]
    public async Task StreamAssessment_ParisQuestion_TellsStepsThenTheSameAnswer()
    {
        using var call = services.Assessments.StreamAssessment(new StreamAssessmentRequest { Assessment = Paris }, Services.Patient);
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal(["forces", "permission", "movement", "cost", "unity", "verdict", "draws", "sensitivity"], messages.SkipLast(1).Select(m => m.Progress.Step));
        Assert.All(messages.SkipLast(1), (m, i) => Assert.Equal((i, 8), (m.Progress.StepsDone, m.Progress.StepsTotal)));
        Assert.Equal(await AskAsync(Paris), messages[^1].Answer);
    }

    [Fact]
    public async Task AssessDeployment_FactsPublishedLater_AreMarked()
    {
        var facts = (await AskAsync(Paris)).FactsUsed;

        var option = facts.Single(f => f.Name == "forceOptions/iiss-medium");
        Assert.True(option.PublishedLater);
        Assert.True(option.AgeDays < 0);
        Assert.Equal(0, facts.Single(f => f.Name == "nations/GBR/positions/2025-02-17-troop-deployment").AgeDays);
        Assert.All(facts, f => Assert.NotNull(f.Source));
    }

    [Fact]
    public async Task AssessDeployment_SmallForce_IsFeasible()
    {
        var answer = await AskAsync(new AssessDeploymentRequest { StrengthPersons = 3_000, UsaPosture = UsaPosture.FullBackstop });

        Assert.Equal(Verdict.FeasibleNotPermitted, answer.Verdict);
        Assert.True(answer.Cases[0].Rotation.Holds);
        Assert.Contains("Ukraine", answer.Bottleneck.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AssessDeployment_NationNamed_OnlyItCounts()
    {
        var answer = await AskAsync(new AssessDeploymentRequest { Nations = { "nations/GBR" }, UsaPosture = UsaPosture.None });

        Assert.Equal(["nations/GBR"], answer.Question.Nations);
        Assert.Equal(Kind.NoForce, answer.Cases[^1].Movement.AsIfGiven.Reasons[0].Kind);
        Assert.Equal(0, answer.Cases[^1].Strength.OnRecord.CouldOfferPersons.High);
    }

    /// <summary>Units that standing commitments leave on C-day of the default question.</summary>
    private static List<PoolUnit> FreeUnits()
    {
        var units = ParisSeed.ForceElements().ToList();
        var commitments = new Commitments(ParisSeed.StandingCommitments(), units, new DateOnly(2025, 5, 20), new DateOnly(2025, 5, 20));
        return [.. units.Where(u => commitments.On(u) is null).Select(u => new PoolUnit(u, new(), commitments.Free(u)))];
    }

    private async Task<AssessDeploymentResponse> AskAsync(AssessDeploymentRequest request) => await services.Assessments.AssessDeploymentAsync(request, Services.Patient);
}
