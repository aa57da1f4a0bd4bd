using Grpc.Core;
using Summit.Nations.V1;

namespace Summit.Nations.Tests.ResponseLadders;

public sealed class LadderWriteTests(NationsFixture nations) : IClassFixture<NationsFixture>
{
    private ResponseLadderService.ResponseLadderServiceClient Service => new(nations.Channel);

    private IncidentService.IncidentServiceClient Incidents => new(nations.Channel);

    [Fact]
    public async Task Create_ThenChangeAndDelete_KeepsEtagsAndRequestIds()
    {
        var request = new CreateResponseLadderRequest { ResponseLadderId = "own", ResponseLadder = Own(), RequestId = Guid.NewGuid().ToString() };
        var created = await Service.CreateResponseLadderAsync(request, nations.Secretariat);
        Assert.Equal(created, await Service.CreateResponseLadderAsync(request, nations.Secretariat));

        var renamed = created.Clone();
        renamed.DisplayName = "renamed";
        var updated = await Service.UpdateResponseLadderAsync(new UpdateResponseLadderRequest { ResponseLadder = renamed }, nations.Secretariat);
        renamed.Etag = created.Etag;
        Assert.Equal("ETAG_STALE", (await NationsFixture.FailureOf(Service.UpdateResponseLadderAsync(new UpdateResponseLadderRequest { ResponseLadder = renamed }, nations.Secretariat))).Reason);

        Assert.Equal(2, (await Service.ListResponseLaddersAsync(new ListResponseLaddersRequest(), nations.Viewer)).ResponseLadders.Count);
        await Service.DeleteResponseLadderAsync(new DeleteResponseLadderRequest { Name = updated.Name, Etag = updated.Etag }, nations.Secretariat);
        Assert.Equal("RESOURCE_NOT_FOUND", (await NationsFixture.FailureOf(Service.GetResponseLadderAsync(new GetResponseLadderRequest { Name = updated.Name }, nations.Viewer))).Reason);
    }

    [Fact]
    public async Task Create_ValidateOnly_WritesNothing()
    {
        await Service.CreateResponseLadderAsync(new CreateResponseLadderRequest { ResponseLadderId = "trial", ResponseLadder = Own(), ValidateOnly = true }, nations.Secretariat);

        Assert.Equal("RESOURCE_NOT_FOUND", (await NationsFixture.FailureOf(Service.GetResponseLadderAsync(new GetResponseLadderRequest { Name = "responseLadders/trial" }, nations.Viewer))).Reason);
    }

    [Fact]
    public async Task Create_WithoutTheRole_IsRefused()
    {
        var ladder = new CreateResponseLadderRequest { ResponseLadderId = "trial", ResponseLadder = Own() };
        var incident = new CreateIncidentRequest { IncidentId = "trial", Incident = Ladders.At(0) };

        Assert.Equal("ROLE_NOT_ALLOWED", (await NationsFixture.FailureOf(Service.CreateResponseLadderAsync(ladder, nations.Delegate("FRA")))).Reason);
        Assert.Equal("ROLE_NOT_ALLOWED", (await NationsFixture.FailureOf(Incidents.CreateIncidentAsync(incident, nations.Viewer))).Reason);
    }

    [Fact]
    public async Task Create_LadderWithFaults_SaysAllAtOnce()
    {
        var ladder = Own();
        (ladder.Source, ladder.Decision) = (null, "decisions/not-held");
        ladder.Rungs.Add(Ladders.Rung("low", 0, 24));
        ladder.Rungs[0].MustAgree.Add(new AffectedNation { Nation = "nations/BTN", Role = AffectedRole.Contributor });

        var failure = await NationsFixture.FailureOf(Service.CreateResponseLadderAsync(new CreateResponseLadderRequest { ResponseLadderId = "bad", ResponseLadder = ladder }, nations.Secretariat));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal(
            [
                "response_ladder.decision", "response_ladder.rungs[0].must_agree[0].nation", "response_ladder.rungs[0].must_agree[0].role",
                "response_ladder.rungs[1].entry", "response_ladder.rungs[1].id", "response_ladder.source",
            ],
            failure.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Create_IncidentOfTomorrow_IsRefused()
    {
        var incident = Ladders.At(0);
        (incident.Name, incident.Source) = ("", Ladders.Source);
        incident.EventTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(nations.Clock.GetUtcNow().AddDays(1));

        var failure = await NationsFixture.FailureOf(Incidents.CreateIncidentAsync(new CreateIncidentRequest { IncidentId = "tomorrow", Incident = incident }, nations.Secretariat));

        Assert.Equal("incident.event_time", Assert.Single(failure.Violations).Field);
    }

    private static ResponseLadder Own()
    {
        var ladder = Ladders.Of(Ladders.Rung("low", 1, 24));
        ladder.Source = Ladders.Source;
        return ladder;
    }
}
