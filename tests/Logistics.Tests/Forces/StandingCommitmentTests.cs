using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;
using Date = Google.Type.Date;
using Paper = Summit.Logistics.V1.PaperUnit.Types.Kind;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Tests.Forces;

/// <summary>Standing commitments over a real host: who may write them, what is refused, and what they bind. A host set of its own: it writes.</summary>
public sealed class StandingCommitmentTests(Services services) : IClassFixture<Services>
{
    private static readonly Source Source = new() { Title = "Statement", Publisher = "Test", PublishDate = new Date { Year = 2025, Month = 2, Day = 10 }, Confidence = Confidence.Checked };

    [Fact]
    public async Task CreateStandingCommitment_EverythingWrong_NamesEveryFieldAndWritesNothing()
    {
        var wrong = Units("nations/ESP/forceElements/esp-01", "nations/FRA/forceElements/fra-01", "nations/ESP/forceElements/none");
        wrong.Persons = new Range { Low = -1, Mid = 5, High = 2 };
        wrong.UnitTypes.Add(UnitType.Light);
        (wrong.StartDate, wrong.EndDate) = (Day(2025, 5, 1), Day(2025, 4, 1));

        var error = await FailsAsync("wrong", wrong, "ESP");

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(
            ["end_date", "force_elements[1]", "force_elements[2]", "persons", "persons", "persons.low", "unit_types"],
            error.Violations.Select(v => v.Field["standing_commitment.".Length..]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(await ListAsync("ESP"), c => c.Name.EndsWith("/wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CreateStandingCommitment_SameUnitOnTheSameDays_IsRefusedWithTheOther()
    {
        await CreateAsync("spring", Dated(Units("nations/ESP/forceElements/esp-02"), Day(2025, 3, 1), Day(2025, 8, 31)), "ESP");

        var error = await FailsAsync("summer", Dated(Units("nations/ESP/forceElements/esp-02"), Day(2025, 8, 31), null), "ESP");

        var fault = Assert.Single(error.Violations);
        Assert.Equal("standing_commitment.force_elements[0]", fault.Field);
        Assert.Contains("nations/ESP/standingCommitments/spring from 2025-03-01 to 2025-08-31", fault.Description, StringComparison.Ordinal);
        await CreateAsync("autumn", Dated(Units("nations/ESP/forceElements/esp-02"), Day(2025, 9, 1), null), "ESP");
    }

    [Fact]
    public async Task CreateStandingCommitment_OfAnotherNation_IsNotAllowed() => Assert.Equal(
        StatusCode.PermissionDenied,
        (await Assert.ThrowsAsync<RpcException>(async () => await services.StandingCommitments.CreateStandingCommitmentAsync(
            new CreateStandingCommitmentRequest { Parent = "nations/FRA", StandingCommitmentId = "stolen", StandingCommitment = Units("nations/FRA/forceElements/fra-01") },
            services.DelegateOf("GBR")))).StatusCode);

    [Fact]
    public async Task GenerateForce_CommitmentInForce_BindsOnItsDaysOnly()
    {
        await CreateAsync("half-year", Dated(Units("nations/ITA/forceElements/ita-01"), Day(2025, 1, 1), Day(2025, 6, 30)), "ITA");

        async Task<PaperUnit?> OnPaperAsync(Date first, Date last) => (await services.Forces.GenerateForceAsync(
            new GenerateForceRequest { Nations = { "nations/ITA" }, StartDate = first, EndDate = last }, Services.Patient)).Lines.Single(l => l.Line == "armour").OnPaper.SingleOrDefault();

        Assert.Equal(Paper.Committed, (await OnPaperAsync(Day(2025, 6, 30), Day(2025, 12, 31)))?.Kind);
        Assert.Null(await OnPaperAsync(Day(2025, 7, 1), Day(2025, 12, 31)));
    }

    [Fact]
    public async Task GenerateForce_CommitmentInNumbers_IsTakenInProportionFromEveryUnit()
    {
        // 600 of 2,000 are bound: 30 % of each unit. Of 1,500 and 500 there are 1,050 and 350, and half of these can be sent.
        var answer = await services.Forces.GenerateForceAsync(new GenerateForceRequest
        {
            StrengthPersons = 2_000,
            Availability = 0.5,
            Lines = { new RequirementLine { Id = "infantry", DisplayName = "infantry", UnitTypes = { UnitType.Light }, PersonsPer10000 = 10_000, Source = Source } },
            ForceElements = { Unit("a", 1_500), Unit("b", 500) },
            StandingCommitments = { new StandingCommitment { Name = "nations/FRA/standingCommitments/home", Kind = StandingCommitment.Types.Kind.HomeDuty, DisplayName = "home duty", Persons = Range(600), Source = Source } },
        }, Services.Patient);

        Assert.Equal([525, 175], answer.Lines[0].Units.Select(u => u.Persons));
    }

    [Fact]
    public async Task CreateForceElement_ReadinessWrong_NamesEveryFault()
    {
        var unit = Unit("new", 900);
        unit.Name = "";
        unit.Readiness = 0.5;
        unit.ReadinessComponents.Add(Component(ReadinessComponent.Types.Kind.People, 1.2));
        unit.ReadinessComponents.Add(Component(ReadinessComponent.Types.Kind.People, 0.9, Day(2025, 3, 1)));

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await services.ForceElements.CreateForceElementAsync(
            new CreateForceElementRequest { Parent = "nations/FRA", ForceElementId = "new", ForceElement = unit }, services.DelegateOf("FRA"))));
        unit.ReadinessComponents[0].Value = 1;
        var second = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await services.ForceElements.CreateForceElementAsync(
            new CreateForceElementRequest { Parent = "nations/FRA", ForceElementId = "new", ForceElement = unit }, services.DelegateOf("FRA"))));

        Assert.Contains(error.Violations, v => v.Field == "force_element.readiness_components[0].value");
        Assert.Equal(
            ["force_element.readiness", "force_element.readiness_components[1].assess_date", "force_element.readiness_components[1].kind"],
            second.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task GenerateForce_LeastComponentBelowWhatIsAsked_CountsOnPaperAndNamesIt()
    {
        var unit = Unit("a", 900);
        unit.ReadinessComponents.Add(Component(ReadinessComponent.Types.Kind.People, 0.9));
        unit.ReadinessComponents.Add(Component(ReadinessComponent.Types.Kind.Equipment, 0.4));
        var answer = await services.Forces.GenerateForceAsync(new GenerateForceRequest
        {
            StrengthPersons = 500,
            MinimumReadiness = 0.5,
            Lines = { new RequirementLine { Id = "infantry", DisplayName = "infantry", UnitTypes = { UnitType.Light }, PersonsPer10000 = 10_000, Source = Source } },
            ForceElements = { unit },
        }, Services.Patient);

        var paper = Assert.Single(answer.Lines[0].OnPaper);
        Assert.Equal(Paper.BelowReadiness, paper.Kind);
        Assert.Equal("readiness 0.4 (equipment, assessed 2025-02-01) is below the 0.5 asked for", paper.Detail);
    }

    [Fact]
    public async Task CreateOffer_BoundUnitAndMoreThanIsLeft_IsRefused()
    {
        await CreateAsync("bound", Units("nations/POL/forceElements/pol-02"), "POL");
        var offer = new Offer { Lines = { new OfferLine { ForceElement = "nations/POL/forceElements/pol-02" }, new OfferLine { UnitType = UnitType.Mechanised, Persons = 3_000 } }, Source = Source };

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await services.Offers.CreateOfferAsync(
            new CreateOfferRequest { Parent = "nations/POL", OfferId = "too-much", Offer = offer }, services.DelegateOf("POL"))));

        // 4,000 mechanised troops are on record; the border takes its part of them.
        Assert.Equal(["offer.lines[0].force_element", "offer.lines[1].persons"], error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    private async Task<IEnumerable<StandingCommitment>> ListAsync(string nation) =>
        (await services.StandingCommitments.ListStandingCommitmentsAsync(new ListStandingCommitmentsRequest { Parent = $"nations/{nation}" }, services.DelegateOf(nation))).StandingCommitments;

    private async Task CreateAsync(string id, StandingCommitment commitment, string nation) => await services.StandingCommitments.CreateStandingCommitmentAsync(
        new CreateStandingCommitmentRequest { Parent = $"nations/{nation}", StandingCommitmentId = id, StandingCommitment = commitment }, services.DelegateOf(nation));

    private async Task<SummitRpcException> FailsAsync(string id, StandingCommitment commitment, string nation) =>
        SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(() => CreateAsync(id, commitment, nation)));

    private static StandingCommitment Units(params string[] units) =>
        new() { Kind = StandingCommitment.Types.Kind.Battlegroup, DisplayName = "battlegroup", ForceElements = { units }, Source = Source, PublishState = PublishState.Published };

    private static StandingCommitment Dated(StandingCommitment commitment, Date start, Date? end)
    {
        (commitment.StartDate, commitment.EndDate) = (start, end);
        return commitment;
    }

    private static ReadinessComponent Component(ReadinessComponent.Types.Kind kind, double value, Date? day = null) =>
        new() { Kind = kind, Value = value, AssessDate = day ?? Day(2025, 2, 1), Source = Source };

    private static ForceElement Unit(string id, long persons) =>
        new() { Name = $"nations/FRA/forceElements/{id}", DisplayName = id, UnitType = UnitType.Light, Persons = persons, NoticeDays = 10, Source = Source };

    private static Range Range(double value) => new() { Low = value, Mid = value, High = value };

    private static Date Day(int year, int month, int day) => new() { Year = year, Month = month, Day = day };
}
