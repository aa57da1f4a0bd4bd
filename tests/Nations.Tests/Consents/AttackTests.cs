using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.Tests.Decisions;
using Summit.Nations.V1;
using static Summit.Nations.Tests.Decisions.Scenes;
using static Summit.Nations.Tests.NationsFixture;
using ActionKind = Summit.Nations.V1.DecisionAction.Types.Kind;
using Outcome = Summit.Nations.V1.Tally.Types.Outcome;
using State = Summit.Nations.V1.Decision.Types.State;
using Status = Summit.Nations.V1.ConsentCheck.Types.Status;

namespace Summit.Nations.Tests.Consents;

/// <summary>Further attempts to have a decision adopted, or to be told that it permits something, without the consent to it.</summary>
public abstract class AttackTests(NationsFixture nations)
{
    private Scenes Scenes { get; } = new(nations);

    [Fact]
    public async Task Adopt_SeveralStationingsInOneNation_ConsentMustCoverThemTogether()
    {
        var text = Text();
        text.ClearCeilingPersons();
        text.Actions[0].CeilingPersons = 1_000;
        text.Actions.Add(new DecisionAction { Kind = ActionKind.Station, Nation = "nations/UKR", Areas = { "Kyiv" }, CeilingPersons = 1_000 });
        var name = await Scenes.VotedAsync("together", text);
        await Scenes.ConsentAsync(name, set: c => c.CeilingPersons = 1_999);

        Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(name)).Reason);

        await Scenes.ConsentAsync(name, set: c => c.CeilingPersons = 2_000, suffix: "second");
        Assert.Equal(State.Adopted, (await Scenes.MoveAsync(name, State.Adopted)).State);
    }

    [Fact]
    public async Task Adopt_AreaThatOnlyAffectsNames_IsCoveredToo()
    {
        var text = Text();
        text.Actions[0].Areas.Clear();
        text.Affects.Add(new AffectedNation { Nation = "nations/UKR", Role = AffectedRole.Host, Areas = { "Odesa" } });
        var name = await Scenes.VotedAsync("affects-area", text);
        await Scenes.ConsentAsync(name, set: c => c.Areas.Add("Kyiv"));

        Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(name)).Reason);
    }

    [Fact]
    public async Task CreateConsent_OverAlready_CountsFromTheFirstInstantAsOver()
    {
        var first = Scenes.Today;
        var text = Text();
        text.Actions[0].EndDate = first.AddDays(1).ToDate();
        var name = await Scenes.VotedAsync("over-already", text);
        await nations.MoveAsync(TimeSpan.FromDays(2));

        var consent = await Scenes.ConsentAsync(name, set: c => (c.ConsentDate, c.EndDate) = (first.ToDate(), first.AddDays(1).ToDate()));

        Assert.True(consent.Expired);
        Assert.Equal(Outcome.NotAdopted, (await Scenes.TallyAsync(name)).Outcome);
        Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(name)).Reason);
    }

    [Fact]
    public async Task LastDayOfTheCalendar_IsADayLikeOthers()
    {
        var text = Text();
        text.EndDate = Day(9999, 12, 31);
        var name = await Scenes.VotedAsync("last-day", text);
        await Scenes.ConsentAsync(name, set: c => c.EndDate = Day(9999, 12, 30));
        Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(name)).Reason);
        await Scenes.ConsentAsync(name, set: c => c.EndDate = Day(9999, 12, 31), suffix: "second");

        Assert.Equal(State.Adopted, (await Scenes.MoveAsync(name, State.Adopted)).State);
        Assert.True((await Scenes.CheckAsync(name, new DateOnly(9999, 12, 31))).InForce);
    }

    [Fact]
    public async Task Consent_NameOfAnotherNationInTheBody_IsTheCallersOwn()
    {
        var name = await Scenes.VotedAsync("forged-name");
        var consent = await Scenes.AnswerTo(name, c => c.Name = "nations/UKR/consents/forged-name");

        var made = await nations.Consents.CreateConsentAsync(
            new CreateConsentRequest { Parent = "nations/FRA", ConsentId = "forged-name", Consent = consent }, nations.Delegate("FRA"));
        consent.PublishState = PublishState.Draft;
        var draft = await Scenes.Record("UKR", consent, "draft");
        draft.PublishState = PublishState.Published;
        var published = await FailureOf(nations.Consents.UpdateConsentAsync(new UpdateConsentRequest { Consent = draft }, nations.Delegate("FRA")));

        Assert.StartsWith("nations/FRA/", made.Name, StringComparison.Ordinal);
        Assert.Equal("NATION_NOT_ALLOWED", published.Reason);
        Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(name)).Reason);
    }

    [Fact]
    public async Task Consent_Draft_IsNoneForItsOwnDelegationEither()
    {
        var name = await Scenes.VotedAsync("own-draft");
        await Scenes.ConsentAsync(name, set: c => c.PublishState = PublishState.Draft);

        var check = await nations.Decisions.CheckPermissionAsync(new CheckPermissionRequest { Decision = name, AsOf = Scenes.Today.ToDate() }, nations.Delegate("UKR"));
        var tally = await nations.Decisions.TallyDecisionAsync(new TallyDecisionRequest { Decision = name }, nations.Delegate("UKR"));

        Assert.Equal((false, Status.Missing), (check.ConsentsComplete, Assert.Single(check.Consents).Status));
        Assert.Equal(Outcome.NotAdopted, tally.Tally.Outcome);
    }

    [Theory]
    [InlineData("publish_state")]
    [InlineData("*")]
    public async Task UpdateConsent_PublishStateNotSaid_ADraftStaysADraft(string mask)
    {
        var name = await Scenes.VotedAsync($"unsaid-{mask.Length}");
        var draft = await Scenes.ConsentAsync(name, set: c => c.PublishState = PublishState.Draft);
        draft.PublishState = PublishState.Unspecified;

        var updated = await nations.Consents.UpdateConsentAsync(
            new UpdateConsentRequest { Consent = draft, UpdateMask = new FieldMask { Paths = { mask } } }, nations.Delegate("UKR"));
        var seen = await FailureOf(nations.Consents.GetConsentAsync(new GetConsentRequest { Name = draft.Name }, nations.Viewer));

        Assert.Equal((PublishState.Draft, StatusCode.NotFound), (updated.PublishState, seen.StatusCode));
        Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(name)).Reason);
    }

    [Fact]
    public async Task Silence_ConsentWithdrawnMeanwhile_Lapses()
    {
        var name = (await Scenes.CreateAsync("withdrawn-in-silence", Text(DecisionRule.Types.Kind.Consensus))).Name;
        var consent = await Scenes.ConsentAsync(name);
        await Scenes.MoveAsync(name, State.Tabled);
        var silence = To(name, State.UnderSilence);
        silence.SilenceEndTime = Timestamp.FromDateTimeOffset(nations.Clock.GetUtcNow() + TimeSpan.FromHours(1));
        await nations.Decisions.TransitionDecisionAsync(silence, nations.Secretariat);
        await nations.Consents.WithdrawConsentAsync(new WithdrawConsentRequest { Name = consent.Name }, nations.Delegate("UKR"));

        await nations.MoveAsync(TimeSpan.FromHours(2));

        Assert.Equal(State.Lapsed, (await Scenes.UntilAsync(name, d => d.State != State.UnderSilence)).State);
    }

    [Fact]
    public async Task Reads_OfADayBefore_DoNotKnowWhatCameLater()
    {
        var before = Scenes.Today;
        var name = (await Scenes.CreateAsync("later")).Name;
        await Scenes.ConsentAsync(name);
        await nations.MoveAsync(TimeSpan.FromDays(1));
        await Scenes.VoteAsync(name);
        await Scenes.MoveAsync(name, State.Adopted);

        var (then, now) = (await Scenes.CheckAsync(name, before), await Scenes.CheckAsync(name));

        Assert.Equal((State.Draft, true, false), (then.State, then.ConsentsComplete, then.InForce));
        Assert.Equal((State.Adopted, true), (now.State, now.InForce));
        Assert.Equal((Outcome.NotAdopted, Outcome.Adopted), ((await Scenes.TallyAsync(name, before)).Outcome, (await Scenes.TallyAsync(name, Scenes.Today)).Outcome));
    }

    [Fact]
    public async Task CheckPermission_NarrowerFurtherSoil_DoesNotNarrowTheDecision()
    {
        var text = Text();
        text.Areas.Add("Odesa");
        text.Actions[0].Areas.Add("Odesa");
        var name = await Scenes.VotedAsync("narrower", text);
        await Scenes.ConsentAsync(name, set: c => c.Areas.Add("Kyiv"));

        var check = await Scenes.CheckAsync(name, set: r =>
        {
            r.Persons = 1;
            r.AlsoAffects.Add(new AffectedNation { Nation = "nations/UKR", Role = AffectedRole.Host, CeilingPersons = 1, Areas = { "Kyiv" } });
        });

        Assert.False(check.ConsentsComplete);
    }

    [Theory]
    [InlineData("inside", true)]
    [InlineData("another area", false)]
    [InlineData("too many there", false)]
    [InlineData("too many in all", false)]
    [InlineData("a day early", false)]
    [InlineData("a day late", false)]
    [InlineData("stationing is over", false)]
    public async Task CheckPermission_BeyondWhatTheDecisionDoes_IsNotAuthorised(string asked, bool authorised)
    {
        var (start, end) = (Scenes.Today.AddDays(10), Scenes.Today.AddDays(20));
        var text = Text();
        (text.CeilingPersons, text.StartDate, text.EndDate) = (3_000, start.ToDate(), end.ToDate());
        text.Areas.Clear();
        (text.Actions[0].CeilingPersons, text.Actions[0].EndDate) = (1_000, end.AddDays(-2).ToDate());
        text.Actions.Add(new DecisionAction { Kind = ActionKind.Station, Nation = "nations/POL", CeilingPersons = 2_500 });
        var name = await Scenes.VotedAsync($"beyond-{asked.Replace(' ', '-')}", text);

        var check = await Scenes.CheckAsync(name, set: r =>
        {
            var host = new AffectedNation { Nation = "nations/UKR", Role = AffectedRole.Host, Areas = { "Kyiv" } };
            (r.StartDate, r.EndDate, r.Persons) = (start.ToDate(), end.AddDays(-2).ToDate(), 1_000);
            switch (asked)
            {
                case "another area": host.Areas.Add("Lviv"); break;
                case "too many there": host.CeilingPersons = 1_001; break;
                case "too many in all": (host.CeilingPersons, r.Persons) = (1_000, 3_001); break;
                case "a day early": r.StartDate = start.AddDays(-1).ToDate(); break;
                case "a day late": r.EndDate = end.AddDays(1).ToDate(); break;
                case "stationing is over": r.EndDate = end.AddDays(-1).ToDate(); break;
            }

            r.AlsoAffects.Add(host);
        });

        Assert.Equal(authorised, check.Authorised);
        Assert.Equal(authorised, check.WhyNotAuthorised.Length == 0);
    }

    [Fact]
    public async Task CheckPermission_CrossingOfMoreThanTheDecisionLetsCross_IsNotConsentedTo()
    {
        var text = Text();
        text.Actions.Add(new DecisionAction { Kind = ActionKind.Cross, Nation = "nations/POL", CeilingPersons = 500 });
        var name = await Scenes.VotedAsync("crossing", text);
        await Scenes.ConsentAsync(name);
        await Scenes.ConsentAsync(name, "POL", c => c.Role = AffectedRole.Transit);

        async Task<bool> CompleteAsync(long persons) => (await Scenes.CheckAsync(name, set: r =>
            r.AlsoAffects.Add(new AffectedNation { Nation = "nations/POL", Role = AffectedRole.Transit, CeilingPersons = persons }))).ConsentsComplete;

        Assert.Equal((true, false), (await CompleteAsync(500), await CompleteAsync(501)));
    }

    [Theory]
    [InlineData(0, 9, true)]
    [InlineData(-1, 9, false)]
    [InlineData(0, 10, false)]
    public async Task CheckPermission_CrossingOnDaysOnWhichTheDecisionLetsNobodyCross_IsNotConsentedTo(int first, int last, bool complete)
    {
        var start = Scenes.Today.AddDays(5);
        var text = Text();
        text.Actions.Add(new DecisionAction { Kind = ActionKind.Cross, Nation = "nations/POL", StartDate = start.ToDate(), EndDate = start.AddDays(9).ToDate() });
        var name = await Scenes.VotedAsync($"crossing-days{first}-{last}", text);
        await Scenes.ConsentAsync(name);
        await Scenes.ConsentAsync(name, "POL", c => c.Role = AffectedRole.Transit);

        var check = await Scenes.CheckAsync(name, set: r =>
        {
            (r.StartDate, r.EndDate) = (start.AddDays(first).ToDate(), start.AddDays(last).ToDate());
            r.AlsoAffects.Add(new AffectedNation { Nation = "nations/POL", Role = AffectedRole.Transit });
        });

        Assert.Equal(complete, check.ConsentsComplete);
        Assert.Equal(complete ? Status.Given : Status.Missing, check.Consents.Single(c => c.Nation == "nations/POL").Status);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task CheckPermission_DayAfterTheLastStationing_AuthorisesNothing(int days, bool authorised)
    {
        var text = Text();
        text.Actions[0].EndDate = Scenes.Today.AddDays(2).ToDate();
        var name = await Scenes.VotedAsync($"stationing-over-{days}", text);

        Assert.Equal(authorised, (await Scenes.CheckAsync(name, Scenes.Today.AddDays(days))).Authorised);
    }

    [Fact]
    public async Task Adopt_NobodySigned_IsRefused()
    {
        var name = (await Scenes.CreateAsync("nobody", Text(DecisionRule.Types.Kind.Coalition))).Name;
        await Scenes.ConsentAsync(name);
        await Scenes.MoveAsync(name, State.Tabled);
        await Scenes.MoveAsync(name, State.Voting);

        Assert.Equal("STATE_FORBIDS", (await Scenes.RefusedAsync(name)).Reason);
    }

    [Fact]
    public async Task RequestId_OfAnotherCall_IsNotItsAnswer()
    {
        var name = await Scenes.VotedAsync("request-id");
        var id = Guid.NewGuid().ToString();
        await nations.Decisions.TransitionDecisionAsync(new TransitionDecisionRequest { Name = (await Scenes.CreateAsync("request-id-2")).Name, TargetState = State.Tabled, RequestId = id }, nations.Secretariat);

        var failure = await FailureOf(nations.Decisions.TransitionDecisionAsync(new TransitionDecisionRequest { Name = name, TargetState = State.Adopted, RequestId = id }, nations.Secretariat));

        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), (failure.StatusCode, failure.Reason));
        Assert.Equal(State.Voting, (await Scenes.GetAsync(name)).State);
    }
}

public sealed class SqliteAttackTests(NationsFixture nations) : AttackTests(nations), IClassFixture<NationsFixture>;

public sealed class PostgresAttackTests(PostgresNationsFixture nations) : AttackTests(nations), IClassFixture<PostgresNationsFixture>;
