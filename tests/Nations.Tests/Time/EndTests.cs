using Google.Protobuf.WellKnownTypes;
using Summit.Kernel;
using Summit.Nations.Tests.Decisions;
using Summit.Nations.V1;
using static Summit.Nations.Tests.Decisions.Scenes;
using static Summit.Nations.Tests.NationsFixture;
using Outcome = Summit.Nations.V1.Tally.Types.Outcome;
using State = Summit.Nations.V1.Decision.Types.State;
using Status = Summit.Nations.V1.ConsentCheck.Types.Status;

namespace Summit.Nations.Tests.Time;

/// <summary>What time ends is ended by a commit of the service: on the last day not yet, on the day after by itself. Reads of both days agree with it.</summary>
public abstract class EndTests(NationsFixture nations)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private Scenes Scenes { get; } = new(nations);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Consent_LastDayPasses_SuspendsTheDecisionThatNeedsIt(bool restarted)
    {
        var last = Scenes.Today.AddDays(2);
        var text = Text();
        text.Actions[0].EndDate = last.ToDate();
        var name = await Scenes.VotedAsync($"consent-ends-{restarted}".ToLowerInvariant(), text);
        var consent = await Scenes.ConsentAsync(name, set: c => c.EndDate = last.ToDate());
        await Scenes.MoveAsync(name, State.Adopted);

        await nations.MoveAsync(Day * 2);
        await StandsAsync(name, last, given: true);
        Assert.Equal(State.Adopted, (await Scenes.GetAsync(name)).State);

        await PassAsync(restarted);
        var suspended = await Scenes.UntilAsync(name, d => d.State != State.Adopted);

        Assert.Equal((State.Suspended, "timer"), (suspended.State, suspended.Transitions[^1].Actor));
        Assert.Equal([consent.Name], suspended.Transitions[^1].Consents);
        var ended = await nations.Consents.GetConsentAsync(new GetConsentRequest { Name = consent.Name }, nations.Viewer);
        Assert.Equal((true, suspended.Etag), (ended.Expired, ended.Etag));
        await StandsAsync(name, last, given: true);
        await StandsAsync(name, last.AddDays(1), given: false);
        Assert.Equal(Outcome.NotAdopted, (await Scenes.TallyAsync(name)).Outcome);
        Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(name)).Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Decision_LastDayPasses_Lapses(bool restarted)
    {
        var last = Scenes.Today.AddDays(2);
        var text = Text();
        text.EndDate = last.ToDate();
        var name = await Scenes.VotedAsync($"decision-ends-{restarted}".ToLowerInvariant(), text);
        await Scenes.ConsentAsync(name);
        await Scenes.MoveAsync(name, State.Adopted);

        await nations.MoveAsync(Day * 2);
        await StandsAsync(name, last, given: true);
        var ahead = await Scenes.CheckAsync(name, last.AddDays(1));
        Assert.Equal((State.Lapsed, false, false), (ahead.State, ahead.InForce, ahead.Adoptable));

        await PassAsync(restarted);
        var lapsed = await Scenes.UntilAsync(name, d => d.State != State.Adopted);

        Assert.Equal((State.Lapsed, "timer"), (lapsed.State, lapsed.Transitions[^1].Actor));
        await StandsAsync(name, last, given: true);
        var after = await Scenes.CheckAsync(name, last.AddDays(1));
        Assert.Equal((State.Lapsed, false, false, false), (after.State, after.InForce, after.Adoptable, after.Authorised));
        Assert.Equal(Outcome.NotAdopted, (await Scenes.TallyAsync(name, last.AddDays(1))).Outcome);
        Assert.Equal("STATE_FORBIDS", (await Scenes.RefusedAsync(name)).Reason);
    }

    [Fact]
    public async Task Decision_SuspendedWhenItsLastDayPasses_Lapses()
    {
        var text = Text();
        text.EndDate = Scenes.Today.AddDays(1).ToDate();
        var name = await Scenes.VotedAsync("suspended-ends", text);
        var consent = await Scenes.ConsentAsync(name);
        await Scenes.MoveAsync(name, State.Adopted);
        await nations.Consents.WithdrawConsentAsync(new WithdrawConsentRequest { Name = consent.Name }, nations.Delegate("UKR"));

        await nations.MoveAsync(Day * 2);

        Assert.Equal(State.Lapsed, (await Scenes.UntilAsync(name, d => d.State != State.Suspended)).State);
    }

    [Fact]
    public async Task Adopt_ConsentOrDecisionIsOver_IsRefused()
    {
        var text = Text();
        text.EndDate = Scenes.Today.AddDays(1).ToDate();
        var over = await Scenes.VotedAsync("over", text);
        await Scenes.ConsentAsync(over);
        text.EndDate = null;
        text.Actions[0].EndDate = Scenes.Today.AddDays(1).ToDate();
        var ended = await Scenes.VotedAsync("consent-over", text);
        var consent = await Scenes.ConsentAsync(ended, set: c => c.EndDate = Scenes.Today.AddDays(1).ToDate());

        await nations.MoveAsync(Day * 2);

        // Whether or not the timer has got round to the consent.
        Assert.Equal("STATE_FORBIDS", (await Scenes.RefusedAsync(over)).Reason);
        Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(ended)).Reason);
        await Scenes.UntilAsync("Consent", async () => await nations.Consents.GetConsentAsync(new GetConsentRequest { Name = consent.Name }, nations.Viewer), c => c.Expired);
        Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(ended)).Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silence_EndPasses_AdoptedNotBefore(bool restarted)
    {
        var name = (await Scenes.CreateAsync($"silence-{restarted}".ToLowerInvariant(), Text(DecisionRule.Types.Kind.Consensus))).Name;
        await Scenes.ConsentAsync(name);
        await Scenes.MoveAsync(name, State.Tabled);
        var end = nations.Clock.GetUtcNow() + TimeSpan.FromHours(36);
        var silence = To(name, State.UnderSilence);
        silence.SilenceEndTime = Timestamp.FromDateTimeOffset(end);
        await nations.Decisions.TransitionDecisionAsync(silence, nations.Secretariat);

        await nations.MoveAsync(TimeSpan.FromHours(35));
        Assert.Equal(State.UnderSilence, (await Scenes.GetAsync(name)).State);
        Assert.Equal(Outcome.Pending, (await Scenes.TallyAsync(name)).Outcome);

        await PassAsync(restarted);
        var adopted = await Scenes.UntilAsync(name, d => d.State != State.UnderSilence);

        Assert.Equal((State.Adopted, "timer"), (adopted.State, adopted.Transitions[^1].Actor));
        // The day before was one of silence, and is answered so.
        Assert.Equal(Outcome.Pending, (await Scenes.TallyAsync(name, end.Day().AddDays(-1))).Outcome);
        Assert.False((await Scenes.CheckAsync(name, end.Day().AddDays(-1))).InForce);
    }

    [Fact]
    public async Task Vote_EndPasses_DecidedByTheTimer()
    {
        var name = (await Scenes.CreateAsync("vote-ends")).Name;
        await Scenes.ConsentAsync(name);
        await Scenes.MoveAsync(name, State.Tabled);
        var voting = To(name, State.Voting);
        voting.VotingEndTime = Timestamp.FromDateTimeOffset(nations.Clock.GetUtcNow() + TimeSpan.FromHours(2));
        await nations.Decisions.TransitionDecisionAsync(voting, nations.Secretariat);
        await nations.Decisions.CastVoteAsync(new CastVoteRequest { Decision = name, Nation = "nations/FRA", Choice = Choice.Yes }, nations.Delegate("FRA"));

        await nations.MoveAsync(TimeSpan.FromHours(3));

        // One of three is no majority.
        Assert.Equal(State.Rejected, (await Scenes.UntilAsync(name, d => d.State != State.Voting)).State);
        var late = await FailureOf(nations.Decisions.CastVoteAsync(new CastVoteRequest { Decision = name, Nation = "nations/GBR", Choice = Choice.Yes }, nations.Delegate("GBR")));
        Assert.Equal("STATE_FORBIDS", late.Reason);
    }

    // A day passes, with the host running or away.
    private async Task PassAsync(bool restarted)
    {
        if (restarted)
        {
            await nations.RestartAsync(Day);
        }
        else
        {
            await nations.MoveAsync(Day);
        }
    }

    /// <summary>Both reads say of a day the same.</summary>
    private async Task StandsAsync(string name, DateOnly day, bool given)
    {
        var check = await Scenes.CheckAsync(name, day);
        Assert.Equal((given, given), (check.ConsentsComplete, check.InForce));
        Assert.Equal(given ? Status.Given : Status.Missing, Assert.Single(check.Consents).Status);
        Assert.Equal(given ? Outcome.Adopted : Outcome.NotAdopted, (await Scenes.TallyAsync(name, day)).Outcome);
    }
}

public sealed class SqliteEndTests(NationsFixture nations) : EndTests(nations), IClassFixture<NationsFixture>;

public sealed class PostgresEndTests(PostgresNationsFixture nations) : EndTests(nations), IClassFixture<PostgresNationsFixture>;
