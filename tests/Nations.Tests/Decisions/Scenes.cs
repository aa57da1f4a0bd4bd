using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.V1;
using static Summit.Nations.Tests.NationsFixture;
using ActionKind = Summit.Nations.V1.DecisionAction.Types.Kind;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;
using Outcome = Summit.Nations.V1.Tally.Types.Outcome;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Tests.Decisions;

/// <summary>Decisions and consents as tests need them, written over the wire with the token of who may.</summary>
internal sealed class Scenes(NationsFixture nations)
{
    /// <summary>Today by the host's clock.</summary>
    public DateOnly Today => nations.Clock.GetUtcNow().Day();

    public static TransitionDecisionRequest To(string decision, State target) => new() { Name = decision, TargetState = target };

    /// <summary>Monitors in Kyiv: stations up to 10,000 persons in Ukraine.</summary>
    public static Decision Text(Kind kind = Kind.SimpleMajority) => new()
    {
        DisplayName = "Monitors",
        Text = "Unarmed monitors are stationed in Kyiv.",
        Body = "test body",
        CeilingPersons = 10_000,
        Areas = { "Kyiv" },
        Rule = new DecisionRule { Kind = kind },
        Members = { new[] { "FRA", "GBR", "POL" }.Select(n => new Member { Nation = $"nations/{n}", Population = 10 }) },
        Actions = { new DecisionAction { Kind = ActionKind.Station, Nation = "nations/UKR", Areas = { "Kyiv" } } },
    };

    public async Task<Decision> CreateAsync(string id, Decision? text = null) =>
        await nations.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = id, Decision = text ?? Text() }, nations.Secretariat);

    public async Task<Decision> GetAsync(string name) => await nations.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = name }, nations.Viewer);

    public async Task<Decision> MoveAsync(string name, State target) => await nations.Decisions.TransitionDecisionAsync(To(name, target), nations.Secretariat);

    /// <summary>A failed adoption.</summary>
    public async Task<Client.SummitRpcException> RefusedAsync(string name) =>
        await FailureOf(nations.Decisions.TransitionDecisionAsync(To(name, State.Adopted), nations.Secretariat));

    /// <summary>Tables, opens the vote and has every member vote.</summary>
    public async Task<string> VoteAsync(string name, Choice choice = Choice.Yes)
    {
        await MoveAsync(name, State.Tabled);
        await MoveAsync(name, State.Voting);
        foreach (var member in (await GetAsync(name)).Members)
        {
            await nations.Decisions.CastVoteAsync(
                new CastVoteRequest { Decision = name, Nation = member.Nation, Choice = choice }, nations.Delegate(member.Nation["nations/".Length..]));
        }
        return name;
    }

    public async Task<string> VotedAsync(string id, Decision? text = null, Choice choice = Choice.Yes) => await VoteAsync((await CreateAsync(id, text)).Name, choice);

    /// <summary>An answer to the decision as it is written now, dated today.</summary>
    public async Task<Consent> AnswerTo(string decision, Action<Consent>? set = null)
    {
        var consent = new Consent
        {
            Decision = decision,
            DecisionDigest = (await GetAsync(decision)).Digest,
            Role = AffectedRole.Host,
            ConsentDate = Today.ToDate(),
            PublishState = PublishState.Published,
        };
        set?.Invoke(consent);
        return consent;
    }

    public AsyncUnaryCall<Consent> Record(string nation, Consent consent, string suffix = "first") => nations.Consents.CreateConsentAsync(
        new CreateConsentRequest { Parent = $"nations/{nation}", ConsentId = $"{consent.Decision["decisions/".Length..]}-{suffix}", Consent = consent }, nations.Delegate(nation));

    public async Task<Consent> ConsentAsync(string decision, string nation = "UKR", Action<Consent>? set = null, string suffix = "first") =>
        await Record(nation, await AnswerTo(decision, set), suffix);

    public async Task<Tally> TallyAsync(string decision, DateOnly? asOf = null) =>
        (await nations.Decisions.TallyDecisionAsync(new TallyDecisionRequest { Decision = decision, AsOf = asOf?.ToDate() }, nations.Viewer)).Tally;

    public async Task<CheckPermissionResponse> CheckAsync(string decision, DateOnly? asOf = null, Action<CheckPermissionRequest>? set = null)
    {
        var request = new CheckPermissionRequest { Decision = decision, AsOf = (asOf ?? Today).ToDate() };
        set?.Invoke(request);
        return await nations.Decisions.CheckPermissionAsync(request, nations.Viewer);
    }

    /// <summary>The decision once a commit has brought it to what is waited for.</summary>
    public Task<Decision> UntilAsync(string name, Func<Decision, bool> reached) => UntilAsync("Decision", () => GetAsync(name), reached);

    /// <summary>A resource once a commit has brought it to what is waited for.</summary>
    public async Task<T> UntilAsync<T>(string type, Func<Task<T>> read, Func<T, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var watch = new ChangeService.ChangeServiceClient(nations.Channel).WatchChanges(
            new Changes.V1.WatchChangesRequest { AfterRevision = "", Types_ = { $"summit.nations.v1/{type}" }, NamesOnly = true, Heartbeat = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(200)) },
            cancellationToken: patience.Token);
        while (true)
        {
            var resource = await read();
            if (reached(resource))
            {
                return resource;
            }
            Assert.True(await watch.ResponseStream.MoveNext(patience.Token), "the feed ended");
        }
    }

    /// <summary>The reads and the adoption say the same.</summary>
    public async Task AgreeAsync(string name, bool adopted)
    {
        foreach (var asOf in new DateOnly?[] { null, Today })
        {
            var tally = await TallyAsync(name, asOf);
            Assert.Equal(adopted ? Outcome.Adopted : Outcome.NotAdopted, tally.Outcome);
            Assert.Equal(adopted ? [] : ["nations/UKR"], tally.MissingConsents);
        }
        Assert.Equal(adopted, (await CheckAsync(name)).ConsentsComplete);
        if (adopted)
        {
            Assert.Equal(State.Adopted, (await MoveAsync(name, State.Adopted)).State);
        }
        else
        {
            Assert.Equal("CONSENT_MISSING", (await RefusedAsync(name)).Reason);
        }
    }
}
