using Grpc.Core;
using Summit.Nations.V1;
using static Summit.Nations.Tests.NationsFixture;
using ConsentStatus = Summit.Nations.V1.ConsentCheck.Types.Status;
using Status = Summit.Nations.V1.ContributorCheck.Types.Status;

namespace Summit.Nations.Tests;

/// <summary>The seed as other services read it.</summary>
public sealed class ParisScenarioTests(NationsFixture nations) : IClassFixture<NationsFixture>
{
    private const string Force = "decisions/paris-2025-reassurance-force";

    // Handbook, section 11: positions as known on 17 February 2025.
    [Theory]
    [InlineData("GBR", Stance.Support)]
    [InlineData("FRA", Stance.Support)]
    [InlineData("DEU", Stance.Reluctant)] // "premature"; the CDU's voices are not the government's
    [InlineData("POL", Stance.Oppose)]
    [InlineData("ITA", Stance.Silent)] // said that day, public on the 18th
    [InlineData("ESP", Stance.Reluctant)]
    [InlineData("NLD", Stance.SupportWithConditions)] // favourably, on two conditions
    [InlineData("SWE", Stance.SupportWithConditions)]
    [InlineData("DNK", Stance.Reluctant)] // its defence minister: far too early
    [InlineData("EST", Stance.Undecided)]
    [InlineData("FIN", Stance.Reluctant)]
    [InlineData("NOR", Stance.Reluctant)]
    [InlineData("SVK", Stance.Oppose)]
    [InlineData("HUN", Stance.Oppose)]
    [InlineData("CZE", Stance.Silent)] // heard on the 20th only
    [InlineData("GRC", Stance.Silent)]
    public async Task AggregateStances_OnTheDay_MatchesTheRecord(string nation, Stance expected)
    {
        var response = await nations.Positions.AggregateStancesAsync(Stances(Paris, nation), nations.Viewer);

        var stance = Assert.Single(response.Stances);
        Assert.Equal(expected, stance.Stance);
        Assert.Equal(expected == Stance.Silent, stance.Position is null);
        Assert.Equal(expected != Stance.Silent, stance.HasScore);
        Assert.Equal(ChoiceRule.Newest, response.ChoiceRule);
    }

    [Fact]
    public async Task AggregateStances_LaterDay_UsesTheLaterPosition()
    {
        var response = await nations.Positions.AggregateStancesAsync(Stances(Day(2025, 3, 4), "ITA"), nations.Viewer);

        Assert.Equal(Stance.Oppose, response.Stances[0].Stance);
        Assert.Equal(1, response.Stances[0].AgeDays); // said on the 3rd, public on the 4th
        Assert.Equal(Stance.Reluctant, (await nations.Positions.AggregateStancesAsync(Stances(Day(2025, 3, 3), "ITA"), nations.Viewer)).Stances[0].Stance);
        Assert.Equal(2, response.Stances[0].Candidates.Count);
    }

    [Fact]
    public async Task AggregateStances_BeforeTheFirstFact_OutOfRange()
    {
        var failure = await FailureOf(nations.Positions.AggregateStancesAsync(Stances(Day(2020, 1, 1)), nations.Viewer));

        Assert.Equal(StatusCode.OutOfRange, failure.StatusCode);
    }

    [Fact]
    public async Task AggregateStances_UnknownNations_AllNamedAtOnce()
    {
        var failure = await FailureOf(nations.Positions.AggregateStancesAsync(Stances(Paris, "FRA", "XXX", "YYY"), nations.Viewer));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal(["nations[1]", "nations[2]"], failure.Violations.Select(v => v.Field));
    }

    [Fact]
    public async Task CheckPermission_OnTheDay_UkraineAndTransitMissing()
    {
        var request = new CheckPermissionRequest { Decision = Force, AsOf = Paris, Contributors = { "nations/DEU", "nations/FRA", "nations/GBR", "nations/NLD" } };

        var response = await nations.Decisions.CheckPermissionAsync(request, nations.Viewer);

        Assert.False(response.ConsentsComplete);
        Assert.False(response.InForce);
        Assert.Equal(Decision.Types.State.Tabled, response.State);
        Assert.Equal(
            ["POL Transit", "ROU Transit", "SVK Transit", "UKR Subject", "UKR Host"],
            response.Consents.Where(c => c.Status == ConsentStatus.Missing).Select(c => $"{c.Nation["nations/".Length..]} {c.Role}"));
        Assert.Equal([Status.Unapproved, Status.NotNeeded, Status.NotNeeded, Status.NotNeeded], response.Contributors.Select(c => c.Status));
        Assert.All(response.Contributors, c => Assert.NotEqual("", c.ParliamentRule.Source.Title));
    }

    [Fact]
    public async Task ListNations_AllPages_HasEveryNationOnce()
    {
        var names = new List<string>();
        var request = new ListNationsRequest { PageSize = 20 };
        do
        {
            var page = await nations.Nations.ListNationsAsync(request, nations.Viewer);
            names.AddRange(page.Nations.Select(n => n.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(46, names.Count);
        Assert.Equal(names.Order(StringComparer.Ordinal).Distinct(), names);
    }

    [Fact]
    public async Task GetSummit_Paris_HasItsParticipants()
    {
        var summit = await nations.Summits.GetSummitAsync(new GetSummitRequest { Name = "summits/paris-2025-02-17" }, nations.Viewer);

        Assert.Equal(
            ["DEU", "DNK", "ESP", "FRA", "GBR", "ITA", "NLD", "POL"],
            summit.Participants.Where(p => p.Capacity == Participant.Types.Capacity.Nation).Select(p => p.Nation["nations/".Length..]).Order());
        Assert.Contains(summit.Participants, p => p.Office == "NATO Secretary General");
    }

    [Fact]
    public async Task ListPositions_EveryRow_HasASourceWithADate()
    {
        var page = await nations.Positions.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/-", PageSize = 1000 }, nations.Viewer);

        Assert.Equal(212, page.Positions.Count);
        Assert.All(page.Positions, p => Assert.True(p.Source is { Title.Length: > 0, Publisher.Length: > 0, PublishDate: not null }));
    }

    [Fact]
    public async Task Computations_OnStoredData_Answer()
    {
        var unity = await nations.Unity.MeasureUnityAsync(
            new MeasureUnityRequest { Stored = new StoredStances { Issues = { "issues/troop-deployment" }, AsOf = Paris } }, nations.Viewer);
        var front = await nations.Unity.MeasureUnitedFrontAsync(
            new MeasureUnitedFrontRequest { Decision = Force, AsOf = Paris, RequiredPersons = 25_000, Offers = { new ForceOffer { Nation = "nations/FRA", Persons = 10_000 }, new ForceOffer { Nation = "nations/POL", Persons = 10_000 } } }, nations.Viewer);
        var forecast = await nations.Forecasts.ForecastOutcomeAsync(
            new ForecastOutcomeRequest { Stored = new StoredPositions { Issue = "issues/troop-deployment", AsOf = Paris, Nations = { "nations/GBR", "nations/POL", "nations/ITA" } } }, nations.Viewer);
        var timeline = await nations.Timelines.ComputeTimelineAsync(new ComputeTimelineRequest { Subject = "summits/paris-2025-02-17", AsOf = Paris }, nations.Viewer);

        Assert.True(unity.Rice.HasValue && unity.VanDerEijkA.HasValue);
        Assert.Equal(0.4, front.ForceShare.Value);
        Assert.Equal(0, front.ConsentShare.Value);
        Assert.Equal(7.0 / 8, front.DeclaredShare.Value);
        Assert.Equal(["nations/ITA"], front.SilentNations);
        Assert.Equal(["nations/ITA"], forecast.SilentNations);
        Assert.Equal(100, forecast.WeightedMedian);
        Assert.NotEmpty(forecast.Assumptions);
        Assert.Contains(timeline.Entries, e => e.Kind == TimelineEntry.Types.Kind.Summit);
        Assert.All(timeline.Entries, e => Assert.Equal(17, e.Date.Day));
    }

    [Theory]
    [InlineData("GBR", 0.52)]
    [InlineData("FRA", 0.49)]
    [InlineData("DEU", 0.37)]
    [InlineData("ITA", 0.36)]
    [InlineData("ESP", 0.53)]
    public async Task AggregatePolls_Defaults_AnswerForTheFiveBigNations(string nation, double support)
    {
        const string Wording = "European peacekeeping force in Ukraine after a deal";
        var request = new AggregatePollsRequest { Nation = $"nations/{nation}", AsOf = Day(2025, 3, 6) };

        var after = (await nations.Polls.AggregatePollsAsync(request, nations.Viewer)).Series.Single(s => s.Question == Wording);
        request.AsOf = Paris;
        var before = (await nations.Polls.AggregatePollsAsync(request, nations.Viewer)).Series.Single(s => s.Question == Wording);

        Assert.Equal(support, after.Mean, 0.005);
        Assert.True(after.Contributions.Single().SampleAssumed);
        Assert.Equal((false, true), (after.PublishedLater, before.PublishedLater));
    }

    [Fact]
    public async Task Decisions_OfTheScenario_AreLabelledProposalsOfThisModel()
    {
        var page = await nations.Decisions.ListDecisionsAsync(new ListDecisionsRequest(), nations.Viewer);
        var summit = await nations.Summits.GetSummitAsync(new GetSummitRequest { Name = "summits/paris-2025-02-17" }, nations.Viewer);

        Assert.All(page.Decisions, d => Assert.StartsWith("Proposal of this model; no text was tabled on 17 February 2025.", d.Text, StringComparison.Ordinal));
        Assert.Equal("", summit.Communique);
    }

    [Fact]
    public async Task Nations_ParliamentRules_HaveLegalBasisAndSource()
    {
        var germany = await nations.Nations.GetNationAsync(new GetNationRequest { Name = "nations/DEU" }, nations.Viewer);

        Assert.Equal(ParliamentRule.Types.Approval.Prior, germany.ParliamentRule.Approval);
        Assert.Contains("Bundestag", germany.ParliamentRule.Approver, StringComparison.Ordinal);
        Assert.Equal(Api.V1.Confidence.Checked, germany.ParliamentRule.Source.Confidence);
        Assert.NotEmpty(germany.ParliamentRule.HostLegalBasis);
    }

    private static AggregateStancesRequest Stances(Google.Type.Date asOf, params string[] codes) =>
        new() { Issue = "issues/troop-deployment", AsOf = asOf, Nations = { codes.Select(c => $"nations/{c}") } };
}
