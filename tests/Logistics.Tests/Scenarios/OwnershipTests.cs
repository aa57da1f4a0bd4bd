using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Scenarios;

/// <summary>What belongs to one analyst does not exist for anyone else, however they ask.</summary>
public abstract class OwnershipTests(OwningFixture service)
{
    private const string Absent = "scenarios/00000000000000000000000000000000";
    private static int _numbers;
    private readonly string _tag = $"{Interlocked.Increment(ref _numbers)}";

    private CallOptions Ana => service.Analyst($"ana{_tag}");

    private CallOptions Ben => service.Analyst($"ben{_tag}");

    [Fact]
    public async Task Create_OwnerSent_IsTheCallerAnyway()
    {
        var sent = New("mine");
        sent.Scenario.Owner = "analyst:somebody";
        sent.Scenario.Name = Absent;
        var made = await service.Scenarios.CreateScenarioAsync(sent, Ana);
        var change = new UpdateScenarioRequest { Scenario = new Scenario { Name = made.Name, Owner = "analyst:somebody", DisplayName = "still mine" }, UpdateMask = new FieldMask { Paths = { "owner", "display_name" } } };

        var changed = await service.Scenarios.UpdateScenarioAsync(change, Ana);

        Assert.Equal(($"analyst:ana{_tag}", $"analyst:ana{_tag}"), (made.Owner, changed.Owner));
        Assert.Matches("^scenarios/[0-9a-f]{32}$", made.Name);
        Assert.NotEqual(Absent, made.Name);
        Assert.Equal("still mine", changed.DisplayName);
    }

    [Fact]
    public async Task EveryMethod_AnotherAnalyst_SaysTheSameAsOfNothing()
    {
        var made = await CreateAsync("secret", Ana);

        foreach (var call in Calls(Ben, made.Etag))
        {
            Assert.Equal(await FaultAsync(call(Absent), Absent), await FaultAsync(call(made.Name), made.Name));
        }

        Assert.Equal(made, await GetAsync(made.Name, Ana));
    }

    [Fact]
    public async Task EveryMethod_RolesThatOwnNothing_AreRefusedWhateverTheyAskFor()
    {
        var made = await CreateAsync("secret", Ana);
        var subject = $"ana{_tag}"; // The same subject in another role is another caller.
        CallOptions[] strangers =
        [
            default, service.Other(Role.Viewer, subject), service.Other(Role.Delegate, subject, "FRA"), service.Other(Role.Secretariat, subject), service.Other(Role.Operator, subject),
        ];

        foreach (var call in strangers.SelectMany(s => Calls(s, made.Etag)))
        {
            var fault = await FaultAsync(call(made.Name), made.Name);
            Assert.StartsWith("PermissionDenied ROLE_NOT_ALLOWED", fault, StringComparison.Ordinal);
            Assert.Equal(await FaultAsync(call(Absent), Absent), fault);
        }
    }

    [Fact]
    public async Task Create_TitleThatAnotherHolds_IsFree()
    {
        var mine = await CreateAsync("the plan", Ana);
        var theirs = await CreateAsync("the plan", Ben);
        var again = await Assert.ThrowsAsync<RpcException>(() => CreateAsync("the plan", Ben));

        Assert.NotEqual(mine.Name, theirs.Name);
        Assert.Equal(theirs.Name, SummitRpcException.From(again).Facts["name"]);
        Assert.Equal("RESOURCE_EXISTS", SummitRpcException.From(again).Reason);
    }

    [Fact]
    public async Task Create_RequestIdOfAnother_IsAnotherRequest()
    {
        var request = New("once");
        request.RequestId = "7d0a1c3e-shared";

        var mine = await service.Scenarios.CreateScenarioAsync(request, Ana);
        var theirs = await service.Scenarios.CreateScenarioAsync(request, Ben);

        Assert.NotEqual(mine.Name, theirs.Name);
        Assert.Equal(mine, await service.Scenarios.CreateScenarioAsync(request, Ana));
    }

    [Fact]
    public async Task List_PagesOfEachAnalyst_AreFullAndTheirOwn()
    {
        foreach (var title in new[] { "a", "b", "c" })
        {
            await CreateAsync(title, Ana);
            await CreateAsync(title + " of Ben", Ben);
        }

        Assert.Equal([["a", "b"], ["c"]], await PagesAsync(Ana, new ListScenariosRequest { PageSize = 2, OrderBy = "display_name" }));
        Assert.Equal([["a of Ben", "b of Ben"], ["c of Ben"]], await PagesAsync(Ben, new ListScenariosRequest { PageSize = 2, OrderBy = "display_name" }));
        Assert.Equal([[]], await PagesAsync(Ben, new ListScenariosRequest { Filter = $"owner = \"analyst:ana{_tag}\"" }));
        Assert.Equal([[]], await PagesAsync(Ben, new ListScenariosRequest { Filter = "display_name = \"a\"" }));
        Assert.Equal([[]], await PagesAsync(service.Analyst("nobody" + _tag), new ListScenariosRequest()));
    }

    [Fact]
    public async Task List_PageTokenOfAnother_IsRefused()
    {
        await CreateAsync("a", Ana);
        await CreateAsync("b", Ana);
        var token = (await service.Scenarios.ListScenariosAsync(new ListScenariosRequest { PageSize = 1 }, Ana)).NextPageToken;
        Assert.NotEmpty(token);

        var fault = await Assert.ThrowsAsync<RpcException>(async () => await service.Scenarios.ListScenariosAsync(new ListScenariosRequest { PageSize = 1, PageToken = token }, Ben));

        Assert.Equal("page_token", Assert.Single(SummitRpcException.From(fault).Violations).Field);
    }

    [Fact]
    public async Task ReadAt_TheRevisionsAtWhichItExisted_OnlyTheOwnerSeesIt()
    {
        var made = await CreateAsync("gone", Ana);
        await service.Scenarios.DeleteScenarioAsync(new DeleteScenarioRequest { Name = made.Name }, Ana);
        var past = new ReadPoint { Revision = made.Etag };

        Assert.Equal(made, await service.Scenarios.GetScenarioAsync(new GetScenarioRequest { Name = made.Name, ReadAt = past }, Ana));
        Assert.Equal([made], (await service.Scenarios.ListScenariosAsync(new ListScenariosRequest { ReadAt = past }, Ana)).Scenarios);
        Assert.StartsWith("NotFound", await FaultAsync(service.Scenarios.GetScenarioAsync(new GetScenarioRequest { Name = made.Name, ReadAt = past }, Ben).ResponseAsync, ""), StringComparison.Ordinal);
        Assert.Empty((await service.Scenarios.ListScenariosAsync(new ListScenariosRequest { ReadAt = past }, Ben)).Scenarios);
        Assert.StartsWith("NotFound", await FaultAsync(GetAsync(made.Name, Ana), ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_ListedAndWatched_OnlyTheOwnersAreTold()
    {
        var start = (await service.Changes.ProbeRevisionAsync(new ProbeRevisionRequest(), Ana)).Revision;
        using var watch = service.Changes.WatchChanges(new WatchChangesRequest { AfterRevision = start }, Ben);
        var made = await CreateAsync("watched", Ana);
        await service.Scenarios.DeleteScenarioAsync(new DeleteScenarioRequest { Name = made.Name }, Ana);
        var last = await CreateAsync("end", Ben);

        var told = new List<Change>();
        while (!told.Exists(c => c.Name == last.Name) && await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            told.AddRange(watch.ResponseStream.Current.Changes);
        }

        Assert.DoesNotContain(told, c => c.Name == made.Name);
        foreach (var stranger in new[] { Ben, default, service.Other(Role.Delegate, $"ana{_tag}", "FRA"), service.Other(Role.Secretariat, $"ana{_tag}") })
        {
            Assert.DoesNotContain(await ListedAsync(stranger), c => c.Name == made.Name);
        }

        Assert.Equal([Change.Types.Kind.Created, Change.Types.Kind.Deleted], (await ListedAsync(Ana)).Where(c => c.Name == made.Name).Select(c => c.Kind));

        async Task<IEnumerable<Change>> ListedAsync(CallOptions caller) =>
            (await service.Changes.ListChangesAsync(new ListChangesRequest { AfterRevision = start, PageSize = 1000 }, caller)).Changes;
    }

    [Theory]
    [InlineData("FRA")]
    [InlineData("a|b")]
    [InlineData("*")]
    [InlineData("%7C")]
    [InlineData("|")]
    [InlineData("analyst:x")]
    [InlineData("überprüfer 1")]
    public async Task Subject_OfAnyForm_OwnsItsOwnAndNothingElse(string subject)
    {
        var odd = service.Analyst(subject);
        var mine = await CreateAsync("odd", odd);
        await CreateAsync("of Ana", Ana);

        Assert.Equal([mine], (await service.Scenarios.ListScenariosAsync(new ListScenariosRequest(), odd)).Scenarios);
        Assert.Equal([["of Ana"]], await PagesAsync(Ana, new ListScenariosRequest()));
        var told = await service.Changes.ListChangesAsync(new ListChangesRequest { PageSize = 1000 }, service.Other(Role.Delegate, "someone", "FRA"));
        Assert.DoesNotContain(told.Changes, c => c.Name == mine.Name);
    }

    [Fact]
    public async Task Create_TokenWithoutASubject_IsRefused() =>
        Assert.StartsWith("PermissionDenied ROLE_NOT_ALLOWED", await FaultAsync(CreateAsync("whose", service.Analyst("")), ""), StringComparison.Ordinal);

    [Fact]
    public async Task Create_AsManyAsAreKept_TheNextIsRefusedAndOneDeletedMakesRoom()
    {
        var made = new List<Scenario>();
        for (var i = 0; i < Ownership.MostKept - 5; i++)
        {
            made.Add(await CreateAsync($"{i}", Ana));
        }

        // At once: the last places are given out one by one.
        var rest = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i => await FaultAsync(CreateAsync($"late {i}", Ana), "")));
        await CreateAsync("of Ben", Ben);
        await service.Scenarios.DeleteScenarioAsync(new DeleteScenarioRequest { Name = made[0].Name }, Ana);

        Assert.Equal(5, rest.Count(r => r.StartsWith("ResourceExhausted", StringComparison.Ordinal) && r.Contains("STORED_LIMIT_REACHED", StringComparison.Ordinal)));
        Assert.Equal(5, rest.Count(r => r == "OK"));
        await CreateAsync("again", Ana);
        Assert.NotEqual("OK", await FaultAsync(CreateAsync("one too many", Ana), ""));
    }

    [Fact]
    public async Task Create_QuestionThatCannotBe_AllFaultsByPath()
    {
        var request = New("wrong");
        request.Scenario.Question = new AssessDeploymentRequest { TourMonths = 3, OverlapMonths = 3, StrengthPersons = -1 };

        var fault = await Assert.ThrowsAsync<RpcException>(async () => await service.Scenarios.CreateScenarioAsync(request, Ana));

        Assert.Equal(["scenario.question.overlap_months", "scenario.question.strength_persons"], SummitRpcException.From(fault).Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    private static CreateScenarioRequest New(string title) => new() { Scenario = new Scenario { DisplayName = title, Question = new AssessDeploymentRequest { StrengthPersons = 10_000 } } };

    private Task<Scenario> CreateAsync(string title, CallOptions caller) => service.Scenarios.CreateScenarioAsync(New(title), caller).ResponseAsync;

    private Task<Scenario> GetAsync(string name, CallOptions caller) => service.Scenarios.GetScenarioAsync(new GetScenarioRequest { Name = name }, caller).ResponseAsync;

    private IEnumerable<Func<string, Task>> Calls(CallOptions caller, string etag) =>
    [
        name => GetAsync(name, caller),
        name => service.Scenarios.BatchGetScenariosAsync(new BatchGetScenariosRequest { Names = { name } }, caller).ResponseAsync,
        name => service.Scenarios.UpdateScenarioAsync(Update(name, ""), caller).ResponseAsync,
        name => service.Scenarios.UpdateScenarioAsync(Update(name, etag), caller).ResponseAsync,
        name => service.Scenarios.UpdateScenarioAsync(Update(name, "1@zzzz"), caller).ResponseAsync,
        name => service.Scenarios.DeleteScenarioAsync(new DeleteScenarioRequest { Name = name }, caller).ResponseAsync,
        name => service.Scenarios.DeleteScenarioAsync(new DeleteScenarioRequest { Name = name, Etag = etag, ValidateOnly = true }, caller).ResponseAsync,
    ];

    private static UpdateScenarioRequest Update(string name, string etag) =>
        new() { Scenario = new Scenario { Name = name, DisplayName = "taken over", Etag = etag }, UpdateMask = new FieldMask { Paths = { "display_name" } } };

    private async Task<List<List<string>>> PagesAsync(CallOptions caller, ListScenariosRequest request)
    {
        var pages = new List<List<string>>();
        var asked = request.Clone();
        do
        {
            var page = await service.Scenarios.ListScenariosAsync(asked, caller);
            pages.Add([.. page.Scenarios.Select(s => s.DisplayName)]);
            asked.PageToken = page.NextPageToken;
        }
        while (asked.PageToken.Length > 0);

        return pages;
    }

    /// <summary>Everything that an error says, but the name that was asked for; OK for none.</summary>
    private static async Task<string> FaultAsync(Task call, string name)
    {
        try
        {
            await call;
            return "OK";
        }
        catch (RpcException e)
        {
            var error = SummitRpcException.From(e);
            var facts = string.Join(", ", error.Facts.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));
            var text = $"{error.StatusCode} {error.Reason} {error.Status.Detail} {facts}";
            return name.Length == 0 ? text : text.Replace(name, "*", StringComparison.Ordinal);
        }
    }
}

public sealed class SqliteOwnershipTests(SqliteOwning service) : OwnershipTests(service), IClassFixture<SqliteOwning>;

public sealed class PostgresOwnershipTests(PostgresOwning service) : OwnershipTests(service), IClassFixture<PostgresOwning>;
