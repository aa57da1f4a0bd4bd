using Google.Protobuf;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;
using Date = Google.Type.Date;
using Kind = Summit.Logistics.V1.RotationMend.Types.Kind;

namespace Summit.Logistics.Tests.Rotation;

/// <summary>Rotation plans over a real host.</summary>
public sealed class PlanRotationTests(Services services) : IClassFixture<Services>
{
    private static readonly Source Source = new() { Title = "Statement", Publisher = "Test", PublishDate = new Date { Year = 2025, Month = 2, Day = 10 }, Confidence = Confidence.Checked };

    [Fact]
    public async Task PlanRotation_HandbookExample_SixUnitsAreTwoTooFew()
    {
        var answer = await AskAsync(Example(6));

        var line = Assert.Single(answer.Lines);
        Assert.Equal((12, "artillery", 1_000), (answer.FirstShortMonth, answer.FirstShortLine, answer.MissingPersons));
        Assert.Equal(new Date { Year = 2026, Month = 5, Day = 20 }, answer.FirstShortDate);
        Assert.Equal([0, 0, 4, 4, 8, 8], line.Tours.Select(t => t.FirstMonth));
        Assert.Equal(Enumerable.Repeat(1_000L, 12).Append(0), line.InPlacePersons);
        Assert.Equal((500, 500, 750, 4_000), (line.SustainablePersons, line.SustainableBoundPersons, line.FormulaSustainablePersons, line.FormulaPoolNeededPersons));
        Assert.Equal([(Kind.MoreUnits, 2), (Kind.ShorterDwell, 8), (Kind.LongerTour, 6), (Kind.FewerPersons, 500)], answer.Mends.Select(m => (m.Kind, m.Value)));
        Assert.True(line.Proven);
        Assert.True((await AskAsync(Example(8))).Holds);
    }

    [Fact]
    public async Task PlanRotation_SeedOption_EveryTourKeepsItsRules()
    {
        var answer = await AskAsync(new PlanRotationRequest());

        Assert.Equal(["armour", "mechanised", "light", "artillery", "headquarters", "air-defence", "engineers", "logistics", "medical"], answer.Lines.Select(l => l.Line));
        Assert.Contains("satellite-links", answer.NotByUnits);
        Assert.All(answer.Lines.SelectMany(l => l.Tours.GroupBy(t => t.ForceElement)), tours =>
            Assert.All(tours.Zip(tours.Skip(1)), p => Assert.True(p.Second.FirstMonth - p.First.EndMonth >= 18)));
        Assert.All(answer.Lines, l => Assert.Equal(
            l.InPlacePersons, l.InPlacePersons.Select((_, month) => l.Tours.Where(t => month >= t.FirstCountedMonth && month < t.EndMonth).Sum(t => t.Persons))));
        Assert.All(answer.Lines, l => Assert.InRange(l.SustainablePersons, 0, l.SustainableBoundPersons));
        Assert.DoesNotContain(answer.Lines.SelectMany(l => l.Tours), t => t.ForceElement is "nations/GBR/forceElements/gbr-04" or "nations/DEU/forceElements/deu-08");
        Assert.Equal(answer.ToByteArray(), (await AskAsync(new PlanRotationRequest())).ToByteArray());
    }

    [Fact]
    public async Task PlanRotation_UnitsInAnotherOrder_SameBytes()
    {
        var request = Example(7);
        var reversed = Example(7);
        reversed.ForceElements.Clear();
        reversed.ForceElements.Add(request.ForceElements.Reverse());

        Assert.Equal((await AskAsync(request)).ToByteArray(), (await AskAsync(reversed)).ToByteArray());
    }

    [Fact]
    public async Task PlanRotation_CommitmentOfHalfAYear_UnitServesBeforeOrAfter()
    {
        var request = Example(8);
        request.StandingCommitments.Add(new StandingCommitment
        {
            Name = "nations/FRA/standingCommitments/battlegroup",
            Kind = StandingCommitment.Types.Kind.Battlegroup,
            DisplayName = "battlegroup",
            ForceElements = { request.ForceElements[0].Name },
            StartDate = new Date { Year = 2025, Month = 5, Day = 1 },
            EndDate = new Date { Year = 2025, Month = 11, Day = 25 },
            Source = Source,
        });

        // Months 0 to 6 share a day with it: the unit is free from month 7 on, in time for the third relief.
        var answer = await AskAsync(request);

        Assert.True(answer.Holds);
        Assert.Equal(8, answer.Lines[0].Tours.First(t => t.ForceElement == request.ForceElements[0].Name).FirstMonth);
    }

    [Fact]
    public async Task PlanRotation_UnitsInPlaceAndResting_ServeTheRestAndComeBack()
    {
        var request = Example(2);
        request.ForceElements[0].Persons = request.ForceElements[1].Persons = 1_000;
        request.StartStates.Add(new UnitStartState { ForceElement = request.ForceElements[0].Name, ServedMonths = 3 });
        request.StartStates.Add(new UnitStartState { ForceElement = request.ForceElements[1].Name, RestedMonths = 11 });

        var answer = await AskAsync(request);

        Assert.Equal([(-3, 1), (1, 5)], answer.Lines[0].Tours.Select(t => (t.FirstMonth, t.EndMonth)));
        Assert.Equal(5, answer.FirstShortMonth);
    }

    [Fact]
    public async Task PlanRotation_LineForSixMonths_IsKeptForSixMonths()
    {
        var request = Example(4);
        request.Lines[0].DurationMonths = 8;

        Assert.True((await AskAsync(request)).Holds);
        Assert.Equal(8, (await AskAsync(Example(4))).FirstShortMonth);
    }

    [Fact]
    public async Task PlanRotation_NobodyCanServe_IsAnAnswer()
    {
        var answer = await AskAsync(new PlanRotationRequest { Nations = { "nations/NZL" } });

        Assert.Equal((0, 0), (answer.FirstShortMonth, answer.SustainablePersons));
        Assert.NotEmpty(answer.Mends);
    }

    [Fact]
    public async Task PlanRotation_EverythingWrong_NamesEveryField()
    {
        var request = Example(1);
        (request.OverlapMonths, request.ForceOption) = (4, "forceOptions/iiss-small");
        request.StartStates.Add(new UnitStartState { ForceElement = request.ForceElements[0].Name, ServedMonths = 4 });
        request.StartStates.Add(new UnitStartState { ForceElement = "nations/FRA/forceElements/none" });
        request.ForceElements[0].Persons = -5;
        request.ForceElements[0].ReadinessComponents.Add(new ReadinessComponent { Kind = ReadinessComponent.Types.Kind.People, Value = 2, AssessDate = new Date { Year = 2025, Month = 1, Day = 1 }, Source = Source });

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(() => AskAsync(request)));

        Assert.Equal(
            ["force_elements[0].persons", "force_elements[0].readiness_components[0].value", "force_option", "overlap_months", "start_states[0].served_months", "start_states[1].force_element", "start_states[1].state"],
            error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PlanRotation_StoredUnitThatDoesNotExist_IsRefused()
    {
        var request = new PlanRotationRequest { StartStates = { new UnitStartState { ForceElement = "nations/FRA/forceElements/none", RestedMonths = 1 } } };

        Assert.Equal("start_states[0].force_element", Assert.Single(SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(() => AskAsync(request))).Violations).Field);
    }

    private async Task<PlanRotationResponse> AskAsync(PlanRotationRequest request) => await services.Forces.PlanRotationAsync(request, Services.Patient);

    /// <summary>1,000 gunners in place for five years on tours of 4 months with 12 at home, from units of 500.</summary>
    private static PlanRotationRequest Example(int units) => new()
    {
        StrengthPersons = 1_000,
        Availability = 1,
        TourMonths = 4,
        DwellMonths = 12,
        Lines = { new RequirementLine { Id = "artillery", DisplayName = "artillery", UnitTypes = { UnitType.Artillery }, PersonsPer10000 = 10_000, Source = Source } },
        ForceElements = { Enumerable.Range(0, units).Select(i => new ForceElement { Name = $"nations/FRA/forceElements/a{i}", DisplayName = $"battalion {i}", UnitType = UnitType.Artillery, Persons = 500, Source = Source }) },
    };
}
