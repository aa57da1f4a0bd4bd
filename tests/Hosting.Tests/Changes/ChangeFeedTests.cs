using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Nations.V1;

namespace Summit.Hosting.Tests.Changes;

public sealed class ChangeFeedTests : IAsyncLifetime
{
    private TestHost _host = null!;

    private ChangeService.ChangeServiceClient Changes => new(_host.Channel);

    private CallOptions France => _host.As(Role.Delegate, "FRA");

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task List_FromTheBeginning_WhoWhatAndUnderWhichTrace()
    {
        var call = _host.Positions.CreatePositionAsync(TestHost.Published("FRA", "p"), France);
        var created = await call;

        var page = await Changes.ListChangesAsync(new ListChangesRequest());

        var change = Assert.Single(page.Changes);
        Assert.Equal(("summit.nations.v1/Position", created.Name, created.Etag, "delegate:FRA"), (change.Type, change.Name, change.Revision, change.Actor));
        Assert.Equal((Change.Types.Kind.Created, (await call.ResponseHeadersAsync).GetValue(SummitMetadata.TraceId)), (change.Kind, change.TraceId));
        Assert.Equal(created, change.Resource.Unpack<Position>());
        Assert.Equal((created.Etag, false), (page.Revision, page.More));
    }

    [Fact]
    public async Task List_DraftOfAnotherNation_DidNotHappen()
    {
        await _host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "p"), France);

        Assert.Empty((await Changes.ListChangesAsync(new ListChangesRequest())).Changes);
        Assert.Single((await Changes.ListChangesAsync(new ListChangesRequest(), France)).Changes);
    }

    [Fact]
    public async Task Watch_DraftOfAnotherNation_OnlyItsTypeAndRevisionShow()
    {
        using var watch = Changes.WatchChanges(new WatchChangesRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None)); // It has begun.
        var draft = await _host.Positions.CreatePositionAsync(TestHost.Draft("FRA", "p"), France);

        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        var step = watch.ResponseStream.Current;

        Assert.Empty(step.Changes);
        Assert.Equal(new TypeRevision { Type = "summit.nations.v1/Position", Revision = draft.Etag }, Assert.Single(step.TypeRevisions));
        Assert.Equal(draft.Etag, step.Revision);
    }

    [Fact]
    public async Task Watch_HostGoesDown_EndsResumable()
    {
        using var watch = Changes.WatchChanges(new WatchChangesRequest { Heartbeat = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(100)) });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));

        var stopping = _host.Host.StopAsync();
        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });
        await stopping;

        var error = SummitRpcException.From(end);
        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (error.StatusCode, error.Reason));
        Assert.StartsWith("0@", error.Facts["revision"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_WrongRequest_AllFieldsNamed()
    {
        using var watch = Changes.WatchChanges(new WatchChangesRequest { AfterRevision = "last", Types_ = { "a/B" }, Heartbeat = Duration.FromTimeSpan(TimeSpan.FromHours(1)) });

        var error = SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None)));

        Assert.Equal(["after_revision", "types[0]", "heartbeat"], error.Violations.Select(v => v.Field));
    }

    [Fact]
    public async Task List_PositionOfAnotherEpoch_PositionLost()
    {
        var error = await TestHost.FailureOf(Changes.ListChangesAsync(new ListChangesRequest { AfterRevision = "1@another" }));

        Assert.Equal((StatusCode.Aborted, "POSITION_LOST"), (error.StatusCode, error.Reason));
    }
}
