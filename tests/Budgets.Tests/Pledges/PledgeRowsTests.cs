using Google.Protobuf;
using Summit.Api.V1;
using Summit.Budgets.Tests.Host;
using Summit.Budgets.V1;
using Summit.Changes.V1;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Tests.Pledges;

/// <summary>Events are rows of their own: what an append writes does not grow with the ladder.</summary>
public sealed class PledgeRowsTests(TestBudgets budgets) : IClassFixture<TestBudgets>
{
    private PledgeService.PledgeServiceClient Client => new(budgets.Channel);

    private ChangeService.ChangeServiceClient Feed => new(budgets.Channel);

    [Fact]
    public async Task AppendPledgeEvent_NineThousandEvents_WritesWhatItWritesAfterTen()
    {
        var (few, many) = (await AppendedAsync("few", 10), await AppendedAsync("many", 9_000));

        // Only digits of sums and of the counter differ.
        Assert.Equal(["nations/FRA/pledges/many", "nations/FRA/pledges/many/events/next"], many.Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.InRange(many.Sum(c => c.CalculateSize()) - few.Sum(c => c.CalculateSize()), 0, 40);
        Assert.InRange(many.Sum(c => c.CalculateSize()), 1, 1_200);
    }

    [Fact]
    public async Task AppendPledgeEvent_SupersedingAndPart_TouchOnlyTheEventsThatTheyName()
    {
        var pledge = await CreateAsync("linked", Enumerable.Range(0, 5).Select(i => LadderTests.Event($"p{i}", Stage.Pledged, "10")));
        var before = await AppendAsync(pledge.Name, LadderTests.Event("again", Stage.Pledged, "7", supersedes: "p1"));
        var part = LadderTests.Event("part", Stage.Committed, "6");
        part.PartOf = "p2";

        var after = await AppendAsync(pledge.Name, part);
        var above = LadderTests.Event("above", Stage.Committed, "5");
        above.PartOf = "p2";

        Assert.Equal(("47", "6", 7), (Make.Text(after.Pledged), Make.Text(after.Committed), after.EventCount));
        Assert.Equal(["", "/events/p2", "/events/part"], (await ChangesAsync(before.Etag)).Select(c => c.Name[pledge.Name.Length..]).Order(StringComparer.Ordinal));
        Assert.Equal("STATE_FORBIDS", (await TestBudgets.FailureOf(Append(pledge.Name, above))).Reason);
        var twice = await TestBudgets.FailureOf(Append(pledge.Name, LadderTests.Event("third", Stage.Pledged, "1", supersedes: "p1")));
        Assert.Equal("event.supersedes", Assert.Single(twice.Violations).Field);
        var same = await TestBudgets.FailureOf(Append(pledge.Name, LadderTests.Event("part", Stage.Committed, "1")));
        Assert.Equal("event.id", Assert.Single(same.Violations).Field);
        var list = await Client.ListPledgeEventsAsync(new ListPledgeEventsRequest { Parent = pledge.Name, OrderBy = "position desc", PageSize = 2 }, budgets.As(Role.Delegate, "FRA"));
        Assert.Equal([("part", 7), ("again", 6)], list.PledgeEvents.Select(e => (e.Id, e.Position)));
    }

    [Fact]
    public async Task Events_OfADraft_AreSeenByItsDelegationOnly_UntilItIsPublished()
    {
        var pledge = await CreateAsync("hidden", [LadderTests.Event("p", Stage.Pledged, "5")]);
        await AppendAsync(pledge.Name, LadderTests.Event("q", Stage.Pledged, "6"));

        Assert.Equal((0, 0, 2), (await CountAsync(pledge.Name, null), await CountAsync(pledge.Name, "DEU"), await CountAsync(pledge.Name, "FRA")));
        Assert.Empty((await Feed.ListChangesAsync(new ListChangesRequest { AfterRevision = pledge.Etag })).Changes);

        await Client.UpdatePledgeAsync(new UpdatePledgeRequest { Pledge = new Pledge { Name = pledge.Name, PublishState = PublishState.Published } }, budgets.As(Role.Delegate, "FRA"));

        Assert.Equal(2, await CountAsync(pledge.Name, null));
        Assert.Equal("11", Make.Text((await Client.GetPledgeAsync(new GetPledgeRequest { Name = pledge.Name })).Pledged));
    }

    [Fact]
    public async Task DeletePledge_Draft_TakesItsEventsAlong()
    {
        var pledge = await CreateAsync("deleted", [LadderTests.Event("p", Stage.Pledged, "5")]);
        await Client.DeletePledgeAsync(new DeletePledgeRequest { Name = pledge.Name }, budgets.As(Role.Delegate, "FRA"));

        var again = await CreateAsync("deleted", []);

        Assert.Equal((0, "0"), (again.EventCount, Make.Text(again.Pledged)));
        Assert.Equal(0, await CountAsync(pledge.Name, "FRA"));
    }

    [Fact]
    public async Task UpdatePledge_StageWithEventsIsNotReported_IsRefused()
    {
        var pledge = await CreateAsync("reported", [LadderTests.Event("p", Stage.Pledged, "5")]);

        var failure = await TestBudgets.FailureOf(Client.UpdatePledgeAsync(
            new UpdatePledgeRequest { Pledge = new Pledge { Name = pledge.Name, UnreportedStages = { Stage.Pledged } } }, budgets.As(Role.Delegate, "FRA")));

        Assert.Equal("pledge.unreported_stages", Assert.Single(failure.Violations).Field);
    }

    private async Task<IReadOnlyList<Change>> AppendedAsync(string id, int events)
    {
        var pledge = await CreateAsync(id, Enumerable.Range(0, events).Select(i => LadderTests.Event($"e{i:D4}", Stage.Pledged, "1")));
        await AppendAsync(pledge.Name, LadderTests.Event("first", Stage.Pledged, "1"));
        var last = await Client.GetPledgeAsync(new GetPledgeRequest { Name = pledge.Name }, budgets.As(Role.Delegate, "FRA"));
        await AppendAsync(pledge.Name, LadderTests.Event("next", Stage.Pledged, "1"));
        return await ChangesAsync(last.Etag);
    }

    private async Task<IReadOnlyList<Change>> ChangesAsync(string after) =>
        (await Feed.ListChangesAsync(new ListChangesRequest { AfterRevision = after }, budgets.As(Role.Delegate, "FRA"))).Changes;

    private async Task<Pledge> CreateAsync(string id, IEnumerable<PledgeEvent> events) => await Client.CreatePledgeAsync(
        new CreatePledgeRequest { Parent = "nations/FRA", PledgeId = id, Pledge = LadderTests.New([.. events]) }, budgets.As(Role.Delegate, "FRA"));

    private Grpc.Core.AsyncUnaryCall<Pledge> Append(string pledge, PledgeEvent step) =>
        Client.AppendPledgeEventAsync(new AppendPledgeEventRequest { Name = pledge, Event = step }, budgets.As(Role.Delegate, "FRA"));

    private async Task<Pledge> AppendAsync(string pledge, PledgeEvent step) => await Append(pledge, step);

    private async Task<int> CountAsync(string pledge, string? nation) => (await Client.ListPledgeEventsAsync(
        new ListPledgeEventsRequest { Parent = pledge }, nation is null ? budgets.As(Role.Viewer) : budgets.As(Role.Delegate, nation))).PledgeEvents.Count;
}
