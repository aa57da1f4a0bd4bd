using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Nations.V1;
using static Summit.Nations.Tests.Decisions.Scenes;
using static Summit.Nations.Tests.NationsFixture;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Tests.Decisions;

/// <summary>The lifecycle of a decision, on each kind of store.</summary>
public abstract class LifecycleTests(NationsFixture nations)
{
    private Scenes Scenes { get; } = new(nations);

    [Fact]
    public async Task Transition_ConsentMissing_FailedPreconditionNamesTheNation()
    {
        var decision = await VotedAsync("no-consent");

        var failure = await FailureOf(nations.Decisions.TransitionDecisionAsync(To(decision, State.Adopted), nations.Secretariat));

        Assert.Equal((StatusCode.FailedPrecondition, "CONSENT_MISSING"), (failure.StatusCode, failure.Reason));
        Assert.Contains("UKR", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_AdoptedDecision_SuspendsInTheSameCommit()
    {
        var decision = await VotedAsync("withdrawn");
        var consent = await ConsentAsync("UKR", decision);
        var adopted = await nations.Decisions.TransitionDecisionAsync(To(decision, State.Adopted), nations.Secretariat);

        var withdrawn = await nations.Consents.WithdrawConsentAsync(new WithdrawConsentRequest { Name = consent.Name }, nations.Delegate("UKR"));

        var suspended = await nations.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = decision }, nations.Viewer);
        Assert.Equal([consent.Name], adopted.Transitions[^1].Consents);
        Assert.Equal("secretariat", adopted.Transitions[^1].Actor);
        Assert.Equal(State.Suspended, suspended.State);
        Assert.Equal(withdrawn.Etag, suspended.Etag);
        Assert.Equal("delegate:UKR", suspended.Transitions[^1].Actor);
        var again = await FailureOf(nations.Decisions.TransitionDecisionAsync(To(decision, State.Adopted), nations.Secretariat));
        Assert.Equal("CONSENT_MISSING", again.Reason);
    }

    [Fact]
    public async Task Transition_ConsentGivenAgain_AdoptsAgain()
    {
        var decision = await VotedAsync("again");
        var first = await ConsentAsync("UKR", decision);
        await nations.Decisions.TransitionDecisionAsync(To(decision, State.Adopted), nations.Secretariat);
        await nations.Consents.WithdrawConsentAsync(new WithdrawConsentRequest { Name = first.Name }, nations.Delegate("UKR"));
        await ConsentAsync("UKR", decision, suffix: "second");

        var adopted = await nations.Decisions.TransitionDecisionAsync(To(decision, State.Adopted), nations.Secretariat);

        Assert.Equal(State.Adopted, adopted.State);
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("role")]
    [InlineData("condition")]
    [InlineData("ceiling")]
    [InlineData("area")]
    [InlineData("time")]
    public async Task Transition_ConsentThatDoesNotCover_IsNoConsent(string flaw)
    {
        var decision = await VotedAsync($"flaw-{flaw}");
        await ConsentAsync("UKR", decision, c => _ = flaw switch
        {
            "draft" => c.PublishState = PublishState.Draft,
            "role" => c.Role = AffectedRole.Transit,
            "condition" => Add(c.Conditions, "a US backstop"),
            "ceiling" => c.CeilingPersons = 9_999,
            "area" => Add(c.Areas, "Lviv"),
            _ => (object)(c.EndDate = Day(2999, 1, 1)),
        });

        var failure = await FailureOf(nations.Decisions.TransitionDecisionAsync(To(decision, State.Adopted), nations.Secretariat));

        Assert.Equal("CONSENT_MISSING", failure.Reason);
    }

    [Fact]
    public async Task CreateConsent_ForAnotherNation_PermissionDenied()
    {
        var request = new CreateConsentRequest { Parent = "nations/UKR", ConsentId = "forged", Consent = await Scenes.AnswerTo("decisions/paris-2025-reassurance-force") };

        Assert.Equal("NATION_NOT_ALLOWED", (await FailureOf(nations.Consents.CreateConsentAsync(request, nations.Delegate("FRA")))).Reason);
        Assert.Equal("ROLE_NOT_ALLOWED", (await FailureOf(nations.Consents.CreateConsentAsync(request, nations.Secretariat))).Reason);
    }

    [Fact]
    public async Task UpdateConsent_Published_IsRefused()
    {
        var decision = await VotedAsync("fixed");
        var consent = await ConsentAsync("UKR", decision);
        consent.Conditions.Add("changed my mind");

        var failure = await FailureOf(nations.Consents.UpdateConsentAsync(new UpdateConsentRequest { Consent = consent }, nations.Delegate("UKR")));

        Assert.Equal("STATE_FORBIDS", failure.Reason);
    }

    [Theory]
    [InlineData(State.Adopted)]
    [InlineData(State.Voting)]
    [InlineData(State.Broken)]
    [InlineData(State.Suspended)]
    [InlineData(State.Draft)]
    public async Task Transition_FromDraft_OnlyToTabled(State target)
    {
        var decision = await CreateAsync($"draft-to-{target.ToString().ToLowerInvariant()}", Kind.SimpleMajority);

        var failure = await FailureOf(nations.Decisions.TransitionDecisionAsync(To(decision, target), nations.Secretariat));

        Assert.Equal((StatusCode.FailedPrecondition, "STATE_FORBIDS"), (failure.StatusCode, failure.Reason));
        Assert.Contains("TABLED", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdateDecision_OnceTabled_IsRefused()
    {
        var name = await CreateAsync("tabled", Kind.SimpleMajority);
        var tabled = await nations.Decisions.TransitionDecisionAsync(To(name, State.Tabled), nations.Secretariat);
        tabled.Affects.Clear();

        var failure = await FailureOf(nations.Decisions.UpdateDecisionAsync(new UpdateDecisionRequest { Decision = tabled, UpdateMask = new FieldMask { Paths = { "affects" } } }, nations.Secretariat));

        Assert.Equal("STATE_FORBIDS", failure.Reason);
    }

    [Fact]
    public async Task CreateDecision_StateGiven_StartsAsDraft()
    {
        var request = new CreateDecisionRequest { DecisionId = "sneaky", Decision = Text(Kind.SimpleMajority) };
        request.Decision.State = State.Adopted;

        var created = await nations.Decisions.CreateDecisionAsync(request, nations.Secretariat);

        Assert.Equal(State.Draft, created.State);
    }

    [Fact]
    public async Task RaiseObjection_InTime_BreaksTheSilence()
    {
        var decision = await SilentAsync("broken", TimeSpan.FromHours(1));
        await ConsentAsync("UKR", decision);

        await nations.Decisions.RaiseObjectionAsync(new RaiseObjectionRequest { Decision = decision, Nation = "nations/POL" }, nations.Delegate("POL"));

        var broken = await nations.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = decision }, nations.Viewer);
        Assert.Equal(State.Broken, broken.State);
        Assert.Equal(["nations/POL"], broken.Transitions[^1].Tally.ObjectingNations);
    }

    [Theory]
    [InlineData(true, State.Adopted)]
    [InlineData(false, State.Lapsed)]
    public async Task Silence_Ends_CommittedByTheTimer(bool consent, State expected)
    {
        var decision = await SilentAsync($"silence-{expected.ToString().ToLowerInvariant()}", TimeSpan.FromSeconds(1), consent);

        var ended = await Scenes.UntilAsync(decision, d => d.State != State.UnderSilence);

        Assert.Equal(expected, ended.State);
        Assert.Equal("timer", ended.Transitions[^1].Actor);
        Assert.True(ended.Transitions[^1].TransitionTime.ToDateTimeOffset() >= ended.SilenceEndTime.ToDateTimeOffset());
        var late = await nations.Decisions.RaiseObjectionAsync(new RaiseObjectionRequest { Decision = decision, Nation = "nations/FRA" }, nations.Delegate("FRA"));
        Assert.True(late.Late);
        Assert.Equal(expected, (await nations.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = decision }, nations.Viewer)).State);
    }

    [Fact]
    public async Task TransitionToAdopted_VoteNotCarried_IsRefusedAndRejectedWorks()
    {
        var decision = await VotedAsync("not-carried", Choice.No);
        await ConsentAsync("UKR", decision);

        var failure = await FailureOf(nations.Decisions.TransitionDecisionAsync(To(decision, State.Adopted), nations.Secretariat));
        var rejected = await nations.Decisions.TransitionDecisionAsync(To(decision, State.Rejected), nations.Secretariat);

        Assert.Equal("STATE_FORBIDS", failure.Reason);
        Assert.Equal(State.Rejected, rejected.State);
        Assert.Equal(3, rejected.Transitions[^1].Tally.NoCount);
    }

    private static object Add(ICollection<string> list, string value)
    {
        list.Add(value);
        return value;
    }

    private async Task<string> CreateAsync(string id, Kind kind) => (await Scenes.CreateAsync(id, Text(kind))).Name;

    private Task<string> VotedAsync(string id, Choice choice = Choice.Yes) => Scenes.VotedAsync(id, choice: choice);

    private Task<Consent> ConsentAsync(string nation, string decision, Action<Consent>? set = null, string suffix = "first") =>
        Scenes.ConsentAsync(decision, nation, set, suffix);

    private async Task<string> SilentAsync(string id, TimeSpan length, bool consent = false)
    {
        var decision = await CreateAsync(id, Kind.Consensus);
        if (consent)
        {
            await ConsentAsync("UKR", decision);
        }
        await nations.Decisions.TransitionDecisionAsync(To(decision, State.Tabled), nations.Secretariat);
        var silence = To(decision, State.UnderSilence);
        silence.SilenceEndTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow + length);
        await nations.Decisions.TransitionDecisionAsync(silence, nations.Secretariat);
        return decision;
    }
}

public sealed class SqliteLifecycleTests(NationsFixture nations) : LifecycleTests(nations), IClassFixture<NationsFixture>;

public sealed class PostgresLifecycleTests(PostgresNationsFixture nations) : LifecycleTests(nations), IClassFixture<PostgresNationsFixture>;
