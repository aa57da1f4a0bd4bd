using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Scenarios;

/// <summary>Assessments that are kept, and asked again at the revisions that they name. A host set of its own: it writes.</summary>
public sealed class StoredAssessmentTests(Services services) : IClassFixture<Services>
{
    private const string Logistics = "summit.logistics.v1";
    private static int _offers;

    private CallOptions Ana => services.Analyst("ana");

    [Fact]
    public async Task Recheck_AfterTheDataChanged_TheAnswerAtItsRevisionsIsTheSame()
    {
        var stored = await CreateAsync(new StoredAssessment { DisplayName = "before", Question = new AssessDeploymentRequest { StrengthPersons = 10_000, Draws = 20 } });
        await ChangeAsync();
        var now = await services.Assessments.AssessDeploymentAsync(stored.Question, Services.Patient);

        var again = await services.Stored.RecheckStoredAssessmentAsync(new RecheckStoredAssessmentRequest { Name = stored.Name }, Ana);

        Assert.True(again.Same);
        Assert.Equal((stored.Answer.ResultHash, stored.Answer), (again.StoredHash, again.Answer));
        Assert.NotEqual(stored.Answer.ResultHash, now.ResultHash);
        Assert.Equal(stored, await services.Stored.GetStoredAssessmentAsync(new GetStoredAssessmentRequest { Name = stored.Name }, Ana));
    }

    [Fact]
    public async Task Create_FromAScenario_KeepsItsQuestionWhateverBecomesOfIt()
    {
        var scenario = await services.Scenarios.CreateScenarioAsync(
            new CreateScenarioRequest { Scenario = new Scenario { DisplayName = "short tours", Question = new AssessDeploymentRequest { TourMonths = 4, Draws = 0 } } }, Ana);
        var stored = await CreateAsync(new StoredAssessment { DisplayName = "from it", Scenario = scenario.Name });
        await services.Scenarios.DeleteScenarioAsync(new DeleteScenarioRequest { Name = scenario.Name }, Ana);

        Assert.Equal((4, scenario.Name), (stored.Question.TourMonths, stored.Scenario));
        Assert.Equal(4, stored.Answer.Question.TourMonths);
        Assert.True((await services.Stored.RecheckStoredAssessmentAsync(new RecheckStoredAssessmentRequest { Name = stored.Name }, Ana)).Same);
        Assert.Equal(StatusCode.NotFound, await FaultAsync(CreateAsync(new StoredAssessment { DisplayName = "gone", Scenario = scenario.Name })));
    }

    [Fact]
    public async Task EveryMethod_AnotherAnalyst_FindsNothing()
    {
        var stored = await CreateAsync(new StoredAssessment { DisplayName = "mine", Question = new AssessDeploymentRequest { Draws = 0 } });
        var ben = services.Analyst("ben");

        Assert.Equal(StatusCode.NotFound, await FaultAsync(services.Stored.GetStoredAssessmentAsync(new GetStoredAssessmentRequest { Name = stored.Name }, ben).ResponseAsync));
        Assert.Equal(StatusCode.NotFound, await FaultAsync(services.Stored.RecheckStoredAssessmentAsync(new RecheckStoredAssessmentRequest { Name = stored.Name }, ben).ResponseAsync));
        Assert.Equal(StatusCode.NotFound, await FaultAsync(services.Comparisons.CompareAssessmentsAsync(Against(stored), ben).ResponseAsync));
        Assert.Equal(StatusCode.NotFound, await FaultAsync(services.Comparisons.CompareAssessmentsAsync(Against(stored), Services.Patient).ResponseAsync));
        Assert.Empty((await services.Stored.ListStoredAssessmentsAsync(new ListStoredAssessmentsRequest(), ben)).StoredAssessments);
        Assert.Contains((await services.Stored.ListStoredAssessmentsAsync(new ListStoredAssessmentsRequest(), Ana)).StoredAssessments, s => s.Name == stored.Name && s.Answer is null);

        static CompareAssessmentsRequest Against(StoredAssessment stored) =>
            new() { Columns = { new ComparedQuestion { Assessment = stored.Name }, new ComparedQuestion { Question = new AssessDeploymentRequest { Draws = 0 } } } };
    }

    [Fact]
    public async Task Update_TheAnswerOrTheQuestion_OnlyTheTitleChanges()
    {
        var stored = await CreateAsync(new StoredAssessment { DisplayName = "old", Question = new AssessDeploymentRequest { Draws = 0 } });
        var change = stored.Clone();
        (change.DisplayName, change.Answer) = ("new", new AssessDeploymentResponse { ResultHash = "forged" });
        change.Etag = "";

        var changed = await services.Stored.UpdateStoredAssessmentAsync(new UpdateStoredAssessmentRequest { StoredAssessment = change, UpdateMask = new FieldMask { Paths = { "display_name", "answer" } } }, Ana);
        change.Question.StrengthPersons = 1;
        var refused = FaultAsync(services.Stored.UpdateStoredAssessmentAsync(new UpdateStoredAssessmentRequest { StoredAssessment = change, UpdateMask = new FieldMask { Paths = { "question" } } }, Ana).ResponseAsync);

        Assert.Equal(("new", stored.Answer), (changed.DisplayName, changed.Answer));
        Assert.Equal(StatusCode.InvalidArgument, await refused);
    }

    [Fact]
    public async Task ReadAt_RevisionsOfAnEarlierAnswer_GivesItsBytes()
    {
        var first = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { Draws = 0, Nations = { "nations/FRA", "nations/GBR" } }, Services.Patient);
        await ChangeAsync();

        var again = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { Draws = 0, Nations = { "nations/FRA", "nations/GBR" }, ReadAt = { first.Revisions } }, Services.Patient);

        Assert.Equal(first, again);
    }

    [Theory]
    [InlineData("1@zzzzzz", StatusCode.Aborted)]
    [InlineData("999999", StatusCode.OutOfRange)]
    public async Task ReadAt_RevisionThatIsNotThere_IsRefused(string revision, StatusCode code)
    {
        foreach (var service in new[] { Logistics, "summit.nations.v1", "summit.budgets.v1" })
        {
            var known = (await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { Draws = 0 }, Services.Patient)).Revisions.Single(r => r.Service == service).Revision;
            var asked = revision.Contains('@', StringComparison.Ordinal) ? revision : $"{revision}@{known.Split('@')[1]}";

            Assert.Equal(code, await FaultAsync(services.Assessments.AssessDeploymentAsync(
                new AssessDeploymentRequest { ReadAt = { new ServiceRevision { Service = service, Revision = asked } } }, Services.Patient).ResponseAsync));
        }
    }

    [Fact]
    public async Task ReadAt_ThatIsNone_AllFaultsByPath()
    {
        var question = new AssessDeploymentRequest
        {
            ReadAt = { new ServiceRevision { Service = "summit.weather.v1", Revision = "1@a" }, new ServiceRevision { Service = Logistics, Revision = "newest" }, new ServiceRevision { Service = Logistics, Revision = "1@a" } },
        };

        var fault = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await services.Assessments.AssessDeploymentAsync(question, Services.Patient)));

        Assert.Equal(["read_at[0].service", "read_at[1].revision", "read_at[2].service"], fault.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Create_NeitherOrBoth_IsRefused()
    {
        Assert.Equal(StatusCode.InvalidArgument, await FaultAsync(CreateAsync(new StoredAssessment { DisplayName = "neither" })));
        Assert.Equal(StatusCode.InvalidArgument, await FaultAsync(CreateAsync(new StoredAssessment { DisplayName = "both", Question = new AssessDeploymentRequest { Draws = 0 }, Scenario = "scenarios/00000000000000000000000000000000" })));
    }

    private Task<StoredAssessment> CreateAsync(StoredAssessment sent) =>
        services.Stored.CreateStoredAssessmentAsync(new CreateStoredAssessmentRequest { StoredAssessment = sent }, Ana).ResponseAsync;

    private async Task ChangeAsync() => await services.Offers.CreateOfferAsync(
        new CreateOfferRequest
        {
            Parent = "nations/FRA",
            OfferId = $"changed-{Interlocked.Increment(ref _offers)}",
            Offer = new Offer
            {
                Lines = { new OfferLine { Persons = 100 } },
                Source = new Source { Title = "Test", PublishDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 1 } },
                PublishState = PublishState.Published,
            },
        },
        services.DelegateOf("FRA"));

    private static async Task<StatusCode> FaultAsync(Task call)
    {
        try
        {
            await call;
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
