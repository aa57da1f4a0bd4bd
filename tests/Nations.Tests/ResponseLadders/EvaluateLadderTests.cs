using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Nations.V1;
using ActionState = Summit.Nations.V1.ProposedAction.Types.State;
using Severity = Summit.Nations.V1.Incident.Types.Severity;
using Verification = Summit.Nations.V1.Incident.Types.Verification;

namespace Summit.Nations.Tests.ResponseLadders;

public sealed class EvaluateLadderTests(NationsFixture nations) : IClassFixture<NationsFixture>
{
    private const string Seed = "responseLadders/gcsp-2025-proposal";

    private ResponseLadderService.ResponseLadderServiceClient Service => new(nations.Channel);

    private IncidentService.IncidentServiceClient Incidents => new(nations.Channel);

    [Fact]
    public async Task Evaluate_SeedWithOneMajor_PreparesTheDecisionAndNamesTheMissingConsent()
    {
        var answer = await EvaluateAsync(Ladders.At(0, Severity.Major));

        Assert.Equal("consult", answer.Rung);
        Assert.Equal("decisions/paris-2025-reassurance-force", answer.Decision);
        Assert.Equal(["nations/POL", "nations/ROU", "nations/SVK", "nations/UKR"], answer.MissingConsents);
        Assert.Equal([ActionState.Ready, ActionState.Ready, ActionState.Proposed], answer.Actions.Select(a => a.State));
        Assert.Equal(Ladders.Hour(48), answer.Deadline.ToDateTimeOffset());
        Assert.False(answer.DeadlineMissed);
        Assert.Contains("Ukraine", answer.Sentence, StringComparison.Ordinal);
        Assert.Contains(answer.FactsUsed, f => f.Name == Seed && f.Source.Publisher.Contains("GCSP", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evaluate_ConsentTakenAsGiven_IsAgreedAndMarked()
    {
        var request = Request(Ladders.At(0, Severity.Major));
        request.AssumedConsents.Add(["nations/UKR", "nations/SVK", "nations/ROU", "nations/POL"]);

        var answer = await Service.EvaluateLadderAsync(request, nations.Viewer);

        Assert.Empty(answer.MissingConsents);
        Assert.Equal(ActionState.Agreed, answer.Actions[^1].State);
        Assert.All(answer.Consents, c => Assert.True(c is { Given: true, Assumed: true }));
    }

    [Fact]
    public async Task Evaluate_DeadlinePassedWithoutConsent_SaysSo()
    {
        var answer = await Service.EvaluateLadderAsync(Request(49, Ladders.At(0, Severity.Major)), nations.Viewer);

        Assert.True(answer.DeadlineMissed);
    }

    [Fact]
    public async Task Evaluate_OnlyClaims_NoRung()
    {
        var answer = await EvaluateAsync(Ladders.At(0, Severity.Major, Verification.Claimed));

        Assert.Equal(("", 0, 1), (answer.Rung, answer.Actions.Count, answer.IncidentCounts.Claimed));
        Assert.Null(answer.HeldUntilTime);
    }

    [Fact]
    public async Task Evaluate_IncidentsInAnotherOrder_SameBytes()
    {
        Incident[] incidents = [.. Enumerable.Range(0, 40).Select(i => Ladders.At(i % 7, (Severity)((i % 3) + 1), (Verification)((i % 3) + 1), $"i{i % 25}"))];
        var straight = await EvaluateAsync(incidents);

        new Random(7).Shuffle(incidents);

        Assert.Equal(straight.ToByteString(), (await EvaluateAsync(incidents)).ToByteString());
    }

    [Fact]
    public async Task Evaluate_TwoRungsReached_HighestIsTheAnswer()
    {
        var request = Request(5, Ladders.At(0), Ladders.At(1), Ladders.At(2));
        (request.Ladder, request.InlineLadder) = ("", Ladders.Of(Ladders.Rung("low", 1, 24), Ladders.Rung("middle", 3, 24), Ladders.Rung("high", 4, 24)));

        var answer = await Service.EvaluateLadderAsync(request, nations.Viewer);

        Assert.Equal("middle", answer.Rung);
        Assert.Equal([true, true, false], answer.Rungs.Select(r => r.Reached));
        Assert.Equal("", answer.Decision);
    }

    [Fact]
    public async Task Evaluate_StoredIncidents_CountByVerificationAndKnowledge()
    {
        var incident = Ladders.At(0, Severity.Major, Verification.Claimed);
        (incident.Name, incident.Source) = ("", Ladders.Source);
        var stored = await Incidents.CreateIncidentAsync(new CreateIncidentRequest { IncidentId = "example-1", Incident = incident }, nations.Secretariat);
        var request = Request(30);
        Assert.Equal("", (await Service.EvaluateLadderAsync(request, nations.Viewer)).Rung);

        stored.Verification = Verification.Confirmed;
        stored = await Incidents.UpdateIncidentAsync(new UpdateIncidentRequest { Incident = stored }, nations.Secretariat);

        Assert.Equal("consult", (await Service.EvaluateLadderAsync(request, nations.Viewer)).Rung);
        request.AsOf = NationsFixture.Day(2025, 5, 1);
        Assert.Equal("", (await Service.EvaluateLadderAsync(request, nations.Viewer)).Rung);
        await Incidents.DeleteIncidentAsync(new DeleteIncidentRequest { Name = stored.Name, Etag = stored.Etag }, nations.Secretariat);
    }

    [Fact]
    public async Task Evaluate_EverythingWrong_SaysAllAtOnce()
    {
        var request = Request(5, Ladders.At(0), Ladders.At(1, id: "x"));
        request.EvaluateTime = Timestamp.FromDateTimeOffset(new DateTimeOffset(2101, 1, 1, 0, 0, 0, TimeSpan.Zero));
        request.Incidents[0].Name = "";
        request.Incidents[1].Sector = "48.0123 37.8021";
        request.AssumedConsents.Add("nations/BTN");
        var rung = Ladders.Rung("r", 0, 0);
        rung.MustAgree.Add(new AffectedNation { Nation = "nations/BTN", Role = AffectedRole.Payer });
        request.InlineLadder = Ladders.Of(rung, Ladders.Rung("r", 1, 24));

        var failure = await NationsFixture.FailureOf(Service.EvaluateLadderAsync(request, nations.Viewer));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal(
            [
                "assumed_consents[0]", "evaluate_time", "incidents[0].name", "incidents[1].sector", "inline_ladder.rungs[0].entry", "inline_ladder.rungs[0].entry.window_hours",
                "inline_ladder.rungs[0].must_agree[0].nation", "inline_ladder.rungs[0].must_agree[0].role", "inline_ladder.rungs[1].id", "ladder",
            ],
            failure.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Strike the positions that fired")]
    [InlineData("Open fire if the line is crossed")]
    [InlineData("Prepare a target list")]
    [InlineData("Allow the use of weapons")]
    [InlineData("Send monitors to 37U DP 1234 5678")]
    [InlineData("Watch 48.01234, 37.80215")]
    public async Task Evaluate_ActionBeyondScope_IsRefused(string description)
    {
        var request = Request(5, Ladders.At(0));
        (request.Ladder, request.InlineLadder) = ("", Ladders.Of(Ladders.Rung("r", 1, 24)));
        request.InlineLadder.Rungs[0].Actions.Add(new LadderAction { Kind = LadderAction.Types.Kind.Posture, Description = description });

        var failure = await NationsFixture.FailureOf(Service.EvaluateLadderAsync(request, nations.Viewer));

        Assert.Equal((StatusCode.PermissionDenied, "OUT_OF_SCOPE"), (failure.StatusCode, failure.Reason));
        Assert.Contains("inline_ladder.rungs[0].actions[0].description", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Strike a deal on the return of the monitors by the target date")]
    [InlineData("Raise readiness without the use of weapons")]
    [InlineData("Move 2.500 persons of the reserve to 3 staging areas")]
    public async Task Evaluate_ActionWithinScope_IsAccepted(string description)
    {
        var request = Request(5, Ladders.At(0));
        (request.Ladder, request.InlineLadder) = ("", Ladders.Of(Ladders.Rung("r", 1, 24)));
        request.InlineLadder.Rungs[0].Actions.Add(new LadderAction { Kind = LadderAction.Types.Kind.Posture, Description = description });

        Assert.Equal("r", (await Service.EvaluateLadderAsync(request, nations.Viewer)).Rung);
    }

    [Fact]
    public async Task Create_IncidentWithPlace_IsRefusedAndNotStored()
    {
        var incident = Ladders.At(0);
        (incident.Name, incident.Source, incident.Summary) = ("", Ladders.Source, "Shelling at 48.01234 37.80215");

        var failure = await NationsFixture.FailureOf(Incidents.CreateIncidentAsync(new CreateIncidentRequest { IncidentId = "with-place", Incident = incident }, nations.Secretariat));

        Assert.Equal("OUT_OF_SCOPE", failure.Reason);
        Assert.Equal(StatusCode.NotFound, (await NationsFixture.FailureOf(Incidents.GetIncidentAsync(new GetIncidentRequest { Name = "incidents/with-place" }, nations.Viewer))).StatusCode);
    }

    private Task<EvaluateLadderResponse> EvaluateAsync(params Incident[] incidents) => Service.EvaluateLadderAsync(Request(incidents), nations.Viewer).ResponseAsync;

    private static EvaluateLadderRequest Request(params Incident[] incidents) => Request(24, incidents);

    private static EvaluateLadderRequest Request(double hour, params Incident[] incidents) =>
        new() { Ladder = Seed, EvaluateTime = Timestamp.FromDateTimeOffset(Ladders.Hour(hour)), Incidents = { incidents } };
}
