using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Kernel;
using Summit.Nations.Tests.Decisions;
using Summit.Nations.V1;
using static Summit.Nations.Tests.NationsFixture;
using Meeting = Summit.Nations.V1.Summit;

namespace Summit.Nations.Tests.References;

/// <summary>What a resource names must be held, and its days must be possible. One answer names every fault, those of single fields included.</summary>
public sealed class ReferenceTests(NationsFixture nations) : IClassFixture<NationsFixture>
{
    private Scenes Scenes { get; } = new(nations);

    private Source Ahead => new() { Title = "t", Publisher = "p", PublishDate = Scenes.Today.AddDays(1).ToDate() };

    [Fact]
    public async Task CreateNation_CodeThatDoesNotExist_InvalidArgument() => Check(
        await FailureOf(nations.Nations.CreateNationAsync(new CreateNationRequest { NationId = "XXX", Nation = new Nation { DisplayName = "Nowhere" } }, nations.Secretariat)),
        "nation_id");

    [Fact]
    public async Task CreateSummit_UnknownNamesAndImpossibleDates_AllNamedByPath()
    {
        var summit = new Meeting
        {
            StartDate = Day(2025, 2, 18),
            EndDate = Day(2025, 2, 17),
            Source = Ahead,
            Participants = { new Participant { Nation = "nations/FRA" }, new Participant { Nation = "nations/XXX" } },
            Agenda =
            {
                new AgendaItem { Title = "a", Issue = "issues/none", Decision = "decisions/none" },
                new AgendaItem { Title = "b", Issue = "issues/troop-deployment", Decision = "decisions/paris-2025-us-backstop" },
            },
        };

        var failure = await FailureOf(nations.Summits.CreateSummitAsync(new CreateSummitRequest { SummitId = "nowhere", Summit = summit }, nations.Secretariat));

        Check(failure, "summit.agenda[0].decision", "summit.agenda[0].issue", "summit.display_name", "summit.end_date", "summit.participants[1].nation", "summit.source.publish_date");
    }

    [Fact]
    public async Task UpdateSummit_UnknownNames_AreRefused()
    {
        var summit = await nations.Summits.GetSummitAsync(new GetSummitRequest { Name = "summits/paris-2025-02-17" }, nations.Viewer);
        summit.Participants.Add(new Participant { Nation = "nations/XXX" });
        var last = summit.Participants.Count - 1;

        var failure = await FailureOf(nations.Summits.UpdateSummitAsync(new UpdateSummitRequest { Summit = summit }, nations.Secretariat));

        Check(failure, $"summit.participants[{last}].nation");
    }

    [Fact]
    public async Task CreatePoll_UnknownNamesAndImpossibleDates_AllNamedByPath()
    {
        var poll = new Poll
        {
            Nation = "nations/XXX",
            Issue = "issues/none",
            Population = "adults",
            FieldStartDate = Scenes.Today.AddDays(2).ToDate(),
            FieldEndDate = Scenes.Today.AddDays(1).ToDate(),
            Answers = { new PollAnswer { Answer = "support", Percent = 100 } },
            Source = Ahead,
        };

        var failure = await FailureOf(nations.Polls.CreatePollAsync(new CreatePollRequest { PollId = "nobody", Poll = poll }, nations.Secretariat));

        Check(failure, "poll.field_start_date", "poll.issue", "poll.nation", "poll.question", "poll.source.publish_date");
    }

    [Theory]
    [InlineData("issues/none", "", "position.issue")]
    [InlineData("issues/troop-deployment", "nations/FRA/positions/none", "position.supersedes")]
    [InlineData("issues/troop-deployment", "nations/DEU/positions/2025-02-17-troop-deployment", "position.supersedes")]
    [InlineData("issues/joint-borrowing", "nations/FRA/positions/2025-02-17-troop-deployment", "position.supersedes")] // on another issue
    [InlineData("issues/troop-deployment", "nations/FRA/positions/2025-02-17-troop-deployment", "position.supersedes")] // of a later day
    public async Task CreatePosition_UnknownOrWrongName_IsRefused(string issue, string supersedes, string field)
    {
        var position = Position(issue);
        position.Supersedes = supersedes;

        Check(await FailureOf(CreateAsync("FRA", position)), field);
    }

    [Fact]
    public async Task CreatePosition_NationNotHeldOrSourceAhead_AllNamedByPath()
    {
        var position = Position("issues/none");
        (position.Source, position.Actor) = (Ahead, "");

        Check(await FailureOf(CreateAsync("XXX", position)), "parent", "position.actor", "position.issue", "position.source.publish_date");
    }

    [Fact]
    public async Task CreatePosition_NoPublishDate_BecomesPublicOnTheDayOfPublication()
    {
        var position = Position("issues/troop-deployment");
        position.Source.PublishDate = null;
        var draft = await nations.Positions.CreatePositionAsync(new CreatePositionRequest { Parent = "nations/LUX", PositionId = "late", Position = position }, nations.Delegate("LUX"));
        draft.PublishState = PublishState.Published;
        var published = await nations.Positions.UpdatePositionAsync(new UpdatePositionRequest { Position = draft }, nations.Delegate("LUX"));

        Assert.Null(draft.Source.PublishDate);
        Assert.Equal(Scenes.Today.ToDate(), published.Source.PublishDate);
        Assert.NotEqual(published.Name, (await StanceAsync(Day(2025, 2, 17))).Position?.Name);
    }

    private async Task<NationStance> StanceAsync(Google.Type.Date asOf) => Assert.Single((await nations.Positions.AggregateStancesAsync(
        new AggregateStancesRequest { Issue = "issues/troop-deployment", AsOf = asOf, Nations = { "nations/LUX" } }, nations.Viewer)).Stances);

    [Fact]
    public async Task CreateDecision_FieldsAndReferences_AllNamedAtOnce()
    {
        var text = Scenes.Text();
        (text.Summit, text.Issue, text.DisplayName) = ("summits/none", "issues/none", "");
        (text.StartDate, text.EndDate) = (Scenes.Today.AddDays(2).ToDate(), Scenes.Today.AddDays(1).ToDate());
        text.Members.Add(new Member { Nation = "nations/XXX", Population = 1 });

        var failure = await FailureOf(nations.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = "all-faults", Decision = text }, nations.Secretariat));

        Check(failure, "decision.display_name", "decision.end_date", "decision.issue", "decision.members[3].nation", "decision.summit");
    }

    [Fact]
    public async Task CreateAnything_EmptyOrWithDaysThatDoNotExist_IsInvalidAndNoFaultOfOurs()
    {
        var (never, source) = (Day(2025, 2, 30), new Source { PublishDate = Day(2025, 13, 1) });
        var decision = "decisions/paris-2025-reassurance-force";
        var calls = new (string What, Func<Task> Call)[]
        {
            ("nation", async () => await nations.Nations.CreateNationAsync(new CreateNationRequest { NationId = "JPN", Nation = new Nation { Source = source, Memberships = { new Membership { StartDate = never, EndDate = never } } } }, nations.Secretariat)),
            ("position", async () => await CreateAsync("FRA", new Position())),
            ("position with days", async () => await CreateAsync("FRA", new Position { PositionDate = never, Source = source, Supersedes = "nations/FRA/positions/2025-02-17-troop-deployment", PublishState = PublishState.Published })),
            ("poll", async () => await nations.Polls.CreatePollAsync(new CreatePollRequest { PollId = "p", Poll = new Poll { FieldStartDate = never, FieldEndDate = never, Source = source, Answers = { new PollAnswer { Percent = double.NaN } } } }, nations.Secretariat)),
            ("summit", async () => await nations.Summits.CreateSummitAsync(new CreateSummitRequest { SummitId = "s", Summit = new Meeting { StartDate = never, EndDate = never, Source = source, Participants = { new Participant() }, Agenda = { new AgendaItem() } } }, nations.Secretariat)),
            ("decision", async () => await nations.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = "d", Decision = new Decision() }, nations.Secretariat)),
            ("decision with days", async () => await nations.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = "d", Decision = new Decision { StartDate = never, EndDate = never, Supersedes = decision, Actions = { new DecisionAction { EndDate = never } }, Affects = { new AffectedNation() } } }, nations.Secretariat)),
            ("consent", async () => await nations.Consents.CreateConsentAsync(new CreateConsentRequest { Parent = "nations/UKR", ConsentId = "c", Consent = new Consent { PublishState = PublishState.Published } }, nations.Delegate("UKR"))),
            ("consent with days", async () => await nations.Consents.CreateConsentAsync(new CreateConsentRequest { Parent = "nations/UKR", ConsentId = "c", Consent = new Consent { Decision = decision, DecisionDigest = (await Scenes.GetAsync(decision)).Digest, Role = AffectedRole.Host, ConsentDate = Scenes.Today.ToDate(), EndDate = never, Source = source, PublishState = PublishState.Published } }, nations.Delegate("UKR"))),
            ("mandate", async () => await nations.Mandates.CreateMandateAsync(new CreateMandateRequest { Parent = "nations/DEU", MandateId = "m", Mandate = new Mandate { PublishState = PublishState.Published } }, nations.Delegate("DEU"))),
            ("mandate with days", async () => await nations.Mandates.CreateMandateAsync(new CreateMandateRequest { Parent = "nations/DEU", MandateId = "m", Mandate = new Mandate { Decision = decision, Authority = "a", Status = Mandate.Types.Status.Approved, ApprovalDate = Scenes.Today.ToDate(), EndDate = never, Source = source, PublishState = PublishState.Published } }, nations.Delegate("DEU"))),
        };

        foreach (var (what, call) in calls)
        {
            var status = (await Assert.ThrowsAsync<RpcException>(call)).StatusCode;
            Assert.True(status == StatusCode.InvalidArgument, $"{what}: {status}");
        }
    }

    [Fact]
    public async Task CreateNation_MembershipThatEndsBeforeItBegan_IsRefused()
    {
        var nation = new Nation { DisplayName = "n", Memberships = { new Membership { Organisation = "EU", StartDate = Day(2025, 1, 2), EndDate = Day(2025, 1, 1) } }, Source = Ahead };

        var failure = await FailureOf(nations.Nations.CreateNationAsync(new CreateNationRequest { NationId = "JPN", Nation = nation }, nations.Secretariat));

        Check(failure, "nation.memberships[0].end_date", "nation.source.publish_date");
    }

    private static Position Position(string issue) => new()
    {
        Issue = issue,
        Actor = "government",
        Stance = Stance.Support,
        PositionDate = Day(2025, 2, 16),
        Source = new Source { Title = "t", Publisher = "p", PublishDate = Day(2025, 2, 16) },
        PublishState = PublishState.Draft,
    };

    private AsyncUnaryCall<Position> CreateAsync(string nation, Position position) => nations.Positions.CreatePositionAsync(
        new CreatePositionRequest { Parent = $"nations/{nation}", PositionId = "checked", Position = position }, nations.Delegate(nation));

    private static void Check(SummitRpcException failure, params string[] fields)
    {
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal(fields, failure.Violations.Select(v => v.Field).Distinct().Order(StringComparer.Ordinal));
    }
}
