using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Nations.V1;

namespace Summit.Hosting.Tests.Resources;

public sealed class StandardMethodsTests : IAsyncLifetime
{
    private TestHost _host = null!;

    private CallOptions France => _host.As(Role.Delegate, "FRA");

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Create_ThenGet_SameResourceWithEtagAndRevision()
    {
        var call = _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p1"), France);
        var created = await call;
        var read = _host.Positions.GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/p1" });

        Assert.Equal(created, await read);
        Assert.Matches("^1@[0-9a-z]+$", created.Etag);
        Assert.Equal($"summit.nations.v1={created.Etag}", (await call.ResponseHeadersAsync).GetValue(SummitMetadata.Revision));
        Assert.Equal($"summit.nations.v1={created.Etag}", (await read.ResponseHeadersAsync).GetValue(SummitMetadata.Revision));
        Assert.Matches("^[0-9a-f]{32}$", (await read.ResponseHeadersAsync).GetValue(SummitMetadata.TraceId));
    }

    [Fact]
    public async Task Create_PublishStateNotSaid_DraftThatOnlyItsDelegationSees()
    {
        var created = await _host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "secret"), France);
        Assert.Equal(PublishState.Draft, created.PublishState);

        var get = new GetPositionRequest { Name = created.Name };
        Assert.Equal(created, await _host.Positions.GetPositionAsync(get, France));
        foreach (var other in new[] { default, _host.As(Role.Delegate, "DEU"), _host.As(Role.Secretariat), _host.As(Role.Analyst) })
        {
            var error = await TestHost.FailureOf(_host.Positions.GetPositionAsync(get, other));
            Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (error.StatusCode, error.Reason));
            Assert.Empty((await _host.Positions.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/-" }, other)).Positions);
        }
    }

    [Fact]
    public async Task Create_FieldsOfTheServiceSent_Ignored()
    {
        var request = TestHost.Published("FRA", "p1");
        var longAgo = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch);
        (request.Position.Uid, request.Position.CreateTime, request.Position.UpdateTime) = ("mine", longAgo, longAgo);

        var created = await _host.Positions.CreatePositionAsync(request, France);

        Assert.Matches("^[0-9a-f]{32}$", created.Uid);
        Assert.Equal(created.CreateTime, created.UpdateTime);
        Assert.True(created.CreateTime.CompareTo(longAgo) > 0);
    }

    [Fact]
    public async Task Update_FieldsOfTheServiceSentAndNamed_Ignored()
    {
        var created = await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p1"), France);
        var longAgo = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch);
        var change = new UpdatePositionRequest
        {
            Position = new Position { Name = created.Name, Summary = "ready", Uid = "mine", CreateTime = longAgo, UpdateTime = longAgo },
            UpdateMask = new FieldMask { Paths = { "uid", "create_time", "update_time" } },
        };

        Assert.Equal(created, await _host.Positions.UpdatePositionAsync(change, France));

        change.UpdateMask.Paths.Add("summary");
        var updated = await _host.Positions.UpdatePositionAsync(change, France);
        Assert.Equal((created.Uid, created.CreateTime, "ready"), (updated.Uid, updated.CreateTime, updated.Summary));
        Assert.True(updated.UpdateTime.CompareTo(created.UpdateTime) > 0);
    }

    [Fact]
    public async Task Create_SameIdTwice_AlreadyExistsWithRevision()
    {
        await _host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "p1"), France);

        var error = await TestHost.FailureOf(_host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "p1"), France));

        Assert.Equal((StatusCode.AlreadyExists, "RESOURCE_EXISTS"), (error.StatusCode, error.Reason));
        Assert.Equal("nations/FRA/positions/p1", error.Facts["name"]);
    }

    [Fact]
    public async Task Create_SameRequestIdTwice_FirstAnswerAgain()
    {
        var request = TestHost.Draft("FRA", "p1");
        request.RequestId = Guid.NewGuid().ToString();

        var first = await _host.Positions.CreatePositionAsync(request, France);
        Assert.Equal(first, await _host.Positions.CreatePositionAsync(request, France));

        request.PositionId = "p2";
        var error = await TestHost.FailureOf(_host.Positions.CreatePositionAsync(request, France));
        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), (error.StatusCode, error.Reason));
    }

    [Fact]
    public async Task Create_ValidateOnly_AnswersAndKeepsNothing()
    {
        var request = TestHost.Published("FRA", "p1");
        request.ValidateOnly = true;

        Assert.Equal("nations/FRA/positions/p1", (await _host.Positions.CreatePositionAsync(request, France)).Name);

        var error = await TestHost.FailureOf(_host.Positions.GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/p1" }));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task Update_WithMask_ChangesOnlyThat()
    {
        var created = await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p1"), France);

        var updated = await _host.Positions.UpdatePositionAsync(
            new UpdatePositionRequest
            {
                Position = new Position { Name = created.Name, Summary = "ready", Actor = "parliament", Etag = created.Etag },
                UpdateMask = new FieldMask { Paths = { "summary" } },
            },
            France);

        Assert.Equal(("ready", "government"), (updated.Summary, updated.Actor));
        Assert.NotEqual(created.Etag, updated.Etag);
    }

    [Fact]
    public async Task Update_WithoutMask_ChangesAllThatIsSet()
    {
        var created = await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p1"), France);

        var updated = await _host.Positions.UpdatePositionAsync(
            new UpdatePositionRequest { Position = new Position { Name = created.Name, Actor = "parliament", ScaleValue = 0 } }, France);

        Assert.Equal(("parliament", true, 0d, created.Issue), (updated.Actor, updated.HasScaleValue, updated.ScaleValue, updated.Issue));
    }

    [Fact]
    public async Task Update_StaleEtag_AbortedWithTheCurrentOne()
    {
        var created = await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p1"), France);
        var change = new UpdatePositionRequest { Position = new Position { Name = created.Name, Summary = "a", Etag = created.Etag } };
        var updated = await _host.Positions.UpdatePositionAsync(change, France);

        change.Position.Summary = "b";
        var error = await TestHost.FailureOf(_host.Positions.UpdatePositionAsync(change, France));

        Assert.Equal((StatusCode.Aborted, "ETAG_STALE", updated.Etag), (error.StatusCode, error.Reason, error.Facts["etag"]));
    }

    [Fact]
    public async Task Update_UnknownMaskPathOrNoName_AllFieldsNamed()
    {
        var mask = await TestHost.FailureOf(_host.Positions.UpdatePositionAsync(
            new UpdatePositionRequest
            {
                Position = new Position { Name = "nations/FRA/positions/p1" },
                UpdateMask = new FieldMask { Paths = { "nothing", "actorr" } },
            },
            France));
        Assert.Equal((StatusCode.InvalidArgument, 2), (mask.StatusCode, mask.Violations.Count));

        var name = await TestHost.FailureOf(_host.Positions.UpdatePositionAsync(new UpdatePositionRequest { Position = new Position { Actor = "x" } }, France));
        Assert.Equal("position.name", Assert.Single(name.Violations).Field);
    }

    [Fact]
    public async Task Delete_PublishedPosition_RuleRefuses()
    {
        var created = await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p1"), France);

        var error = await TestHost.FailureOf(_host.Positions.DeletePositionAsync(new DeletePositionRequest { Name = created.Name }, France));

        Assert.Equal((StatusCode.FailedPrecondition, "STATE_FORBIDS"), (error.StatusCode, error.Reason));
        Assert.Equal(created.Name, error.Detail<Google.Rpc.PreconditionFailure>()!.Violations.Single().Subject);
    }

    [Fact]
    public async Task Delete_Draft_GoneNowButStillThereAtItsRevision()
    {
        var created = await _host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "p1"), France);
        await _host.Positions.DeletePositionAsync(new DeletePositionRequest { Name = created.Name, Etag = created.Etag }, France);

        var get = new GetPositionRequest { Name = created.Name };
        Assert.Equal(StatusCode.NotFound, (await TestHost.FailureOf(_host.Positions.GetPositionAsync(get, France))).StatusCode);
        get.ReadAt = new ReadPoint { Revision = created.Etag };
        Assert.Equal(created, await _host.Positions.GetPositionAsync(get, France));
    }

    [Fact]
    public async Task Get_ReadMask_OnlyThoseFields()
    {
        var created = await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p1"), France);

        var read = await _host.Positions.GetPositionAsync(
            new GetPositionRequest { Name = created.Name, ReadMask = new FieldMask { Paths = { "name", "source.title" } } });

        Assert.Equal(new Position { Name = created.Name, Source = new Source { Title = "Statement" } }, read);
    }

    [Fact]
    public async Task List_AsOf_LeavesOutWhatWasPublishedLater()
    {
        await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p1"), France); // published 2025-02-18
        var early = TestHost.Published("FRA", "p0");
        early.Position.Source.PublishDate.Day = 17;
        await _host.Positions.CreatePositionAsync(early, France);

        var request = new ListPositionsRequest { Parent = "nations/-", AsOf = new Google.Type.Date { Year = 2025, Month = 2, Day = 17 } };
        Assert.Equal(["nations/FRA/positions/p0"], (await _host.Positions.ListPositionsAsync(request)).Positions.Select(p => p.Name));
        request.AsOf.Day = 18;
        request.Filter = "actor = \"government\"";
        Assert.Equal(2, (await _host.Positions.ListPositionsAsync(request)).Positions.Count);
    }

    [Fact]
    public async Task List_Pages_ShowOneRevisionWhateverHappensBetween()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", id), France);
        }

        var request = new ListPositionsRequest { Parent = "nations/FRA", PageSize = 2 };
        var first = await _host.Positions.ListPositionsAsync(request);
        await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "d"), France);
        request.PageToken = first.NextPageToken;
        var call = _host.Positions.ListPositionsAsync(request);
        var second = await call;

        Assert.Equal(["nations/FRA/positions/c"], second.Positions.Select(p => p.Name));
        Assert.Equal(first.Revision, second.Revision);
        Assert.Equal($"summit.nations.v1={first.Revision}", (await call.ResponseHeadersAsync).GetValue(SummitMetadata.Revision));
        Assert.Empty(second.NextPageToken);
    }

    [Theory]
    [InlineData("stance = NOTHING", "filter")]
    [InlineData("(((", "filter")]
    public async Task List_FilterThatCannotBeRead_InvalidArgument(string filter, string field)
    {
        var error = await TestHost.FailureOf(_host.Positions.ListPositionsAsync(new ListPositionsRequest { Parent = "nations/-", Filter = filter }));

        Assert.Equal((StatusCode.InvalidArgument, field), (error.StatusCode, Assert.Single(error.Violations).Field));
    }

    [Fact]
    public async Task Get_ReadAtFutureOrOtherEpoch_OutOfRangeOrPositionLost()
    {
        var created = await _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p1"), France);
        var get = new GetPositionRequest { Name = created.Name, ReadAt = new ReadPoint { Revision = "900" + created.Etag } };
        Assert.Equal((StatusCode.OutOfRange, "OUT_OF_RANGE"), await Reason(get));

        get.ReadAt.Revision = "1@another";
        Assert.Equal((StatusCode.Aborted, "POSITION_LOST"), await Reason(get));

        async Task<(StatusCode, string)> Reason(GetPositionRequest request)
        {
            var error = await TestHost.FailureOf(_host.Positions.GetPositionAsync(request));
            return (error.StatusCode, error.Reason);
        }
    }
}
