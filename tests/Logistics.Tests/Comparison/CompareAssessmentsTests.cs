using Grpc.Core;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Summit.Policy;

namespace Summit.Logistics.Tests.Comparison;

/// <summary>Assessments side by side.</summary>
public sealed class CompareAssessmentsTests(Services services) : IClassFixture<Services>
{
    [Fact]
    public void Reads_OfAComparison_AreThoseOfAnAssessmentAndWhatAnalystsKeep() => Assert.Equal(
        MethodCatalog.Get("/summit.logistics.v1.AssessmentService/AssessDeployment").ReadTypes.Append("summit.logistics.v1/Scenario").Append("summit.logistics.v1/StoredAssessment").Order(StringComparer.Ordinal),
        MethodCatalog.Get("/summit.logistics.v1.ComparisonService/CompareAssessments").ReadTypes.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Compare_ThreeStrengths_FiguresAreThoseOfTheAssessmentsAndTheStrengthIsTheCause()
    {
        AssessDeploymentRequest[] questions = [Strength(10_000), Strength(25_000), Strength(60_000)];
        var alone = await Task.WhenAll(questions.Select(q => services.Assessments.AssessDeploymentAsync(q, Services.Patient).ResponseAsync));

        var compared = await CompareAsync(questions);

        Assert.Equal(alone.Select(a => a.ResultHash), compared.Columns.Select(c => c.ResultHash));
        Assert.Equal([10_000, 25_000, 60_000], FigureOf(compared, "strength").Values.Select(v => v.Number));
        Assert.Equal(alone.Select(a => (double)a.Cases[^1].Strength.ForcePersons), FigureOf(compared, "force").Values.Select(v => v.Number));
        Assert.Equal(["A", "B", "C"], compared.Columns.Select(c => c.Label));
        Assert.All(compared.Figures, f => Assert.Equal(3, f.Values.Count));
        Assert.All(compared.Figures.SelectMany(f => f.Values), v => Assert.NotEmpty(v.Text));
        Assert.Equal(["strength_persons"], compared.Inputs.Select(i => i.Field));
        Assert.Equal([(1, "10,000", "25,000"), (2, "10,000", "60,000")], compared.Causes.Select(c => (c.Column, c.From, c.To)));
        Assert.All(compared.Causes, c => Assert.Contains(c.Changes, x => x.Figure == "cost"));
        Assert.Empty(compared.CausesNotes);
    }

    [Fact]
    public async Task Compare_TwoDifferencesOfWhichOneDoesNothing_EachHasItsOwnEffect()
    {
        var first = new AssessDeploymentRequest { Payers = { "nations/FRA", "nations/GBR" } };
        var second = new AssessDeploymentRequest { Payers = { "nations/FRA", "nations/DEU" }, DurationMonths = 12 };

        var compared = await CompareAsync(first, second);

        Assert.Equal(["duration_months", "payers"], compared.Causes.Select(c => c.Field).Order(StringComparer.Ordinal));
        Assert.Contains(compared.Causes.Single(c => c.Field == "duration_months").Changes, x => x.Figure == "cost");
        Assert.Empty(compared.Causes.Single(c => c.Field == "payers").Changes);
        Assert.Equal("FRA, GBR", compared.Inputs.Single(i => i.Field == "payers").Values[0]);
    }

    [Fact]
    public async Task Compare_AnAssumedConsent_IsTheCauseOfWhatIsMissing()
    {
        var assumed = new AssessDeploymentRequest
        {
            Overrides = { new AssessmentOverride { Consent = new ConsentOverride { Nation = "nations/UKR", Role = AffectedRole.Host, Answer = Consent.Types.Answer.Yes } } },
        };

        var compared = await CompareAsync(new AssessDeploymentRequest(), assumed);

        var cause = Assert.Single(compared.Causes);
        Assert.Equal(("overrides", "not on record", "given"), (cause.Field, cause.From, cause.To));
        Assert.Equal("consents", Assert.Single(cause.Changes, x => x.Figure == "consents").Figure);
        Assert.Equal(["not on record (on record)", "given"], Assert.Single(compared.Inputs).Values);
    }

    [Fact]
    public async Task Compare_TheSameTwice_NothingDiffers()
    {
        var compared = await CompareAsync(new AssessDeploymentRequest(), new AssessDeploymentRequest { TourMonths = 6, StrengthPersons = 25_000 });

        Assert.DoesNotContain(compared.Figures, f => f.Differs);
        Assert.Empty(compared.Inputs);
        Assert.Empty(compared.Facts);
        Assert.Empty(compared.Causes);
    }

    [Fact]
    public async Task Compare_TwoKnowledgeDays_NamesTheFactsThatOnlyOneUses()
    {
        var later = new AssessDeploymentRequest { AsOf = new Google.Type.Date { Year = 2025, Month = 4, Day = 11 } };

        var compared = await CompareAsync(new AssessDeploymentRequest(), later);

        Assert.Contains(compared.Facts, f => f.Service == "summit.nations.v1" && f.Values.Contains(""));
        Assert.Equal("as_of", Assert.Single(compared.Causes).Field);
    }

    [Fact]
    public async Task Compare_ScenarioAndStored_AreNamedByTitleAndTheStoredIsAsItWas()
    {
        var ana = services.Analyst("ana");
        var scenario = await services.Scenarios.CreateScenarioAsync(new CreateScenarioRequest { Scenario = new Scenario { DisplayName = "small", Question = Strength(10_000) } }, ana);
        var stored = await services.Stored.CreateStoredAssessmentAsync(
            new CreateStoredAssessmentRequest { StoredAssessment = new StoredAssessment { DisplayName = "kept", Question = Strength(25_000) } }, ana);

        var compared = await services.Comparisons.CompareAssessmentsAsync(
            new CompareAssessmentsRequest { Columns = { new ComparedQuestion { Scenario = scenario.Name }, new ComparedQuestion { Assessment = stored.Name, Label = "own heading" } } }, ana);

        Assert.Equal(["small", "own heading"], compared.Columns.Select(c => c.Label));
        Assert.Equal([scenario.Name, stored.Name], compared.Columns.Select(c => c.Source));
        Assert.Equal(stored.Answer.ResultHash, compared.Columns[1].ResultHash);
        Assert.StartsWith("own heading: not computed", Assert.Single(compared.CausesNotes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_TooManyDifferences_SaysSoAndTheTableStands()
    {
        var many = new AssessDeploymentRequest
        {
            StrengthPersons = 9_000,
            TourMonths = 5,
            DwellTours = 2,
            OverlapMonths = 1,
            CDayOffsetDays = 40,
            DurationMonths = 18,
            Availability = 0.6,
            ForceOption = "forceOptions/iiss-small",
            UsaPosture = UsaPosture.None,
            CostKeys = { "equal" },
            Payers = { "nations/FRA" },
            Nations = { "nations/FRA", "nations/GBR" },
            AsOf = new Google.Type.Date { Year = 2025, Month = 4, Day = 11 },
        };

        var compared = await CompareAsync(new AssessDeploymentRequest(), many);

        Assert.Equal(13, compared.Inputs.Count);
        Assert.Empty(compared.Causes);
        Assert.Contains("13 ways", Assert.Single(compared.CausesNotes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_QuestionsThatCannotBe_AllFaultsByColumn()
    {
        var request = new CompareAssessmentsRequest
        {
            Columns = { new ComparedQuestion { Question = new AssessDeploymentRequest { TourMonths = 3, OverlapMonths = 3 } }, new ComparedQuestion(), new ComparedQuestion { Question = new AssessDeploymentRequest { Nations = { "nations/BTN" } } } },
        };

        var fault = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await services.Comparisons.CompareAssessmentsAsync(request, Services.Patient)));

        Assert.Equal(["columns[0].question.overlap_months", "columns[1]", "columns[2].question.nations[0]"], fault.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    private static AssessDeploymentRequest Strength(long persons) => new() { StrengthPersons = persons, Draws = 0 };

    private static ComparedFigure FigureOf(CompareAssessmentsResponse compared, string id) => compared.Figures.Single(f => f.Id == id);

    private async Task<CompareAssessmentsResponse> CompareAsync(params AssessDeploymentRequest[] questions)
    {
        var request = new CompareAssessmentsRequest();
        request.Columns.Add(questions.Select(q => new ComparedQuestion { Question = q }));
        return await services.Comparisons.CompareAssessmentsAsync(request, Services.Patient);
    }
}
