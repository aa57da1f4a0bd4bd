using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Access;

/// <summary>A draft is its own delegation's: to everybody else it is as if it were not there, asked for once or from the cache.</summary>
public sealed class DraftTests
{
    private const string Draft = "nations/FRA/positions/draft";
    private static readonly string[] Published = ["nations/FRA/positions/b", "nations/FRA/positions/d", "nations/FRA/positions/f"];

    [Fact]
    public async Task List_PageByPage_PagesAreFullAndTheLastHasNoToken()
    {
        await using var cluster = await StartAsync();

        for (var round = 0; round < 2; round++)
        {
            foreach (var stranger in Strangers(cluster.Gateway))
            {
                var pages = await PagesAsync(cluster.Gateway, stranger, new ListPositionsRequest { Parent = "nations/-", PageSize = 2 });

                Assert.Equal([2, 1], pages.Select(p => p.Count));
                Assert.Equal(Published, pages.SelectMany(p => p));
            }

            var own = await PagesAsync(cluster.Gateway, cluster.Gateway.As(Role.Delegate, "FRA"), new ListPositionsRequest { Parent = "nations/-", PageSize = 2 });
            Assert.Equal([2, 2, 2, 1], own.Select(p => p.Count));
        }
    }

    [Theory]
    [InlineData("summary = \"secret\"")]
    [InlineData("name = \"nations/FRA/positions/draft\"")]
    [InlineData("publish_state = PUBLISH_STATE_DRAFT")]
    [InlineData("NOT publish_state = PUBLISH_STATE_PUBLISHED")]
    public async Task List_FilterThatOnlyDraftsMeet_Empty(string filter)
    {
        await using var cluster = await StartAsync();
        var request = new ListPositionsRequest { Parent = "nations/FRA", Filter = filter };

        for (var round = 0; round < 2; round++)
        {
            Assert.NotEmpty((await PagesAsync(cluster.Gateway, cluster.Gateway.As(Role.Delegate, "FRA"), request)).SelectMany(p => p));
            foreach (var stranger in Strangers(cluster.Gateway))
            {
                Assert.Empty((await PagesAsync(cluster.Gateway, stranger, request)).SelectMany(p => p));
            }
        }
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("publish_state desc, name")]
    public async Task List_InAnotherOrder_OnlyWhatIsPublished(string order)
    {
        await using var cluster = await StartAsync();

        foreach (var stranger in Strangers(cluster.Gateway))
        {
            var pages = await PagesAsync(cluster.Gateway, stranger, new ListPositionsRequest { Parent = "nations/-", OrderBy = order, PageSize = 2 });

            Assert.Equal([2, 1], pages.Select(p => p.Count));
            Assert.Equal(Published, pages.SelectMany(p => p).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task List_TokenOfTheOwner_ShowsAStrangerNoMore()
    {
        await using var cluster = await StartAsync();
        var request = new ListPositionsRequest { Parent = "nations/-", PageSize = 1 };
        var token = (await cluster.Gateway.Positions.ListPositionsAsync(request, cluster.Gateway.As(Role.Delegate, "FRA"))).NextPageToken;
        request.PageToken = token;

        foreach (var stranger in Strangers(cluster.Gateway))
        {
            var served = await Served<ListPositionsResponse>.OfAsync(cluster.Gateway.Positions.ListPositionsAsync(request, stranger));

            Assert.DoesNotContain(served.Value?.Positions ?? [], p => p.PublishState != PublishState.Published);
        }
    }

    [Fact]
    public async Task Errors_OfADraftAndOfNothing_AreTheSame()
    {
        await using var cluster = await StartAsync();

        foreach (var stranger in Strangers(cluster.Gateway))
        {
            foreach (var call in new Func<string, AsyncUnaryCall<Position>>[] { Get, Update, Create })
            {
                Assert.Equal(await FaultAsync(call("absent"), "absent"), await FaultAsync(call("draft"), "draft"));
            }

            Assert.Equal(await FaultAsync(Delete("absent"), "absent"), await FaultAsync(Delete("draft"), "draft"));

            AsyncUnaryCall<Position> Get(string id) => cluster.Gateway.Positions.GetPositionAsync(new GetPositionRequest { Name = Name(id) }, stranger);

            AsyncUnaryCall<Position> Create(string id) => cluster.Gateway.Positions.CreatePositionAsync(Samples.Create("FRA", id, PublishState.Published), stranger);

            AsyncUnaryCall<Position> Update(string id) => cluster.Gateway.Positions.UpdatePositionAsync(
                new UpdatePositionRequest { Position = new Position { Name = Name(id), Summary = "mine" }, UpdateMask = new FieldMask { Paths = { "summary" } } }, stranger);

            AsyncUnaryCall<Empty> Delete(string id) => cluster.Gateway.Positions.DeletePositionAsync(new DeletePositionRequest { Name = Name(id) }, stranger);
        }

        Assert.NotNull((await cluster.Gateway.GetAsync(Draft, cluster.Gateway.As(Role.Delegate, "FRA"))).Value);
    }

    [Fact]
    public async Task Changes_ListedAndWatched_DraftHappensWhenItIsPublishedAndEndsWhenItIsTakenBack()
    {
        await using var cluster = await Cluster.StartAsync();
        var gateway = cluster.Gateway;
        var changes = new ChangeService.ChangeServiceClient(gateway.Channel);
        var start = (await changes.ProbeRevisionAsync(new ProbeRevisionRequest(), gateway.As(Role.Viewer))).Revision;
        using var watch = changes.WatchChanges(new WatchChangesRequest { AfterRevision = start }, gateway.As(Role.Delegate, "DEU"));

        await gateway.CreateAsync("FRA", "draft", PublishState.Draft);
        await SetAsync("publish_state", PublishState.Draft, "still a secret");
        var published = await SetAsync("publish_state", PublishState.Published, "");
        var takenBack = await SetAsync("publish_state", PublishState.Draft, "");
        await SetAsync("summary", PublishState.Draft, "a secret again");
        var last = await gateway.CreateAsync("DEU", "end");

        (string, Change.Types.Kind, string)[] expected =
        [
            (Draft, Change.Types.Kind.Created, published.Etag),
            (Draft, Change.Types.Kind.Deleted, takenBack.Etag),
            ("nations/DEU/positions/end", Change.Types.Kind.Created, last.Revision),
        ];
        var watched = new List<Change>();
        while (watched.Count < expected.Length && await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            watched.AddRange(watch.ResponseStream.Current.Changes);
        }

        var listed = await changes.ListChangesAsync(new ListChangesRequest { AfterRevision = start }, gateway.As(Role.Delegate, "DEU"));
        foreach (var seen in new[] { watched, [.. listed.Changes] })
        {
            Assert.Equal(expected, seen.Select(c => (c.Name, c.Kind, c.Revision)));
            Assert.Null(seen[1].Resource); // It looks deleted: nothing of it is told.
        }

        Assert.Equal(6, (await changes.ListChangesAsync(new ListChangesRequest { AfterRevision = start }, gateway.As(Role.Delegate, "FRA"))).Changes.Count);

        async Task<Position> SetAsync(string field, PublishState state, string summary) => await gateway.Positions.UpdatePositionAsync(
            new UpdatePositionRequest
            {
                Position = new Position { Name = Draft, PublishState = state, Summary = summary },
                UpdateMask = new FieldMask { Paths = { field, "summary" } },
            },
            gateway.As(Role.Delegate, "FRA"));
    }

    /// <summary>Drafts before, between and after what is published.</summary>
    private static async Task<Cluster> StartAsync()
    {
        var cluster = await Cluster.StartAsync();
        foreach (var id in new[] { "a", "b", "c", "d", "draft", "f", "z" })
        {
            var state = Published.Contains(Name(id)) ? PublishState.Published : PublishState.Draft;
            var request = Samples.Create("FRA", id, state);
            request.Position.Summary = state == PublishState.Draft ? "secret" : "open";
            await cluster.Gateway.KnowsAsync((await cluster.Gateway.Positions.CreatePositionAsync(request, cluster.Gateway.As(Role.Delegate, "FRA"))).Etag);
        }

        return cluster;
    }

    private static string Name(string id) => $"nations/FRA/positions/{id}";

    private static IEnumerable<CallOptions> Strangers(RunningGateway gateway) =>
        [gateway.As(Role.Viewer), gateway.As(Role.Delegate, "DEU"), gateway.As(Role.Secretariat), gateway.As(Role.Analyst), default];

    private static async Task<List<List<string>>> PagesAsync(RunningGateway gateway, CallOptions caller, ListPositionsRequest request)
    {
        var pages = new List<List<string>>();
        var asked = request.Clone();
        do
        {
            var page = await gateway.Positions.ListPositionsAsync(asked, caller);
            pages.Add([.. page.Positions.Select(p => p.Name)]);
            asked.PageToken = page.NextPageToken;
        }
        while (asked.PageToken.Length > 0);

        return pages;
    }

    /// <summary>Everything that an error says, but which call it was of and what was asked for.</summary>
    private static async Task<string> FaultAsync<T>(AsyncUnaryCall<T> call, string id)
    {
        var served = await Served<T>.OfAsync(call);
        Assert.NotNull(served.Error);
        var facts = string.Join(", ", served.Error.Facts.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));
        return $"{served.Error.StatusCode} {served.Error.Reason} {served.Error.Status.Detail} {facts}".Replace($"positions/{id}", "positions/*", StringComparison.Ordinal);
    }
}
