using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.Tests.Decisions;
using Summit.Nations.V1;
using static Summit.Nations.Tests.Decisions.Scenes;
using static Summit.Nations.Tests.NationsFixture;
using Answer = Summit.Nations.V1.Consent.Types.Answer;
using State = Summit.Nations.V1.Decision.Types.State;
using Status = Summit.Nations.V1.ConsentCheck.Types.Status;

namespace Summit.Nations.Tests.Consents;

/// <summary>Which of several answers counts: the latest, of that nation, in that role, to that decision.</summary>
public abstract class ConsentAnswersTests(NationsFixture nations)
{
    private Scenes Scenes { get; } = new(nations);

    [Fact]
    public async Task Adopt_RefusalAfterConsent_IsRefusedAndToldFromSilence()
    {
        var name = await Scenes.VotedAsync("refused");
        var silent = (await Scenes.CheckAsync(name)).Consents.Single();
        await Scenes.ConsentAsync(name);
        var no = await Scenes.ConsentAsync(name, set: c => c.Answer = Answer.No, suffix: "second");

        await Scenes.AgreeAsync(name, adopted: false);
        var refused = (await Scenes.CheckAsync(name)).Consents.Single();

        Assert.Equal((Status.Missing, ""), (silent.Status, silent.Consent));
        Assert.Equal((Status.Refused, no.Name), (refused.Status, refused.Consent));
    }

    [Fact]
    public async Task Consent_LaterNarrowerAnswer_ReplacesTheEarlierAndSuspends()
    {
        var name = await Scenes.VotedAsync("replaced");
        await Scenes.ConsentAsync(name);
        await Scenes.MoveAsync(name, State.Adopted);

        var later = await Scenes.ConsentAsync(name, set: c => c.CeilingPersons = 1, suffix: "second");

        var suspended = await Scenes.GetAsync(name);
        Assert.Equal(State.Suspended, suspended.State);
        Assert.Equal(later.Etag, suspended.Etag);
        await Scenes.AgreeAsync(name, adopted: false);
    }

    [Fact]
    public async Task Withdraw_LaterAnswer_DoesNotReviveTheEarlier()
    {
        var name = await Scenes.VotedAsync("revived");
        await Scenes.ConsentAsync(name);
        var later = await Scenes.ConsentAsync(name, suffix: "second");
        await nations.Consents.WithdrawConsentAsync(new WithdrawConsentRequest { Name = later.Name }, nations.Delegate("UKR"));

        await Scenes.AgreeAsync(name, adopted: false);
    }

    [Fact]
    public async Task Adopt_ConsentsOfAnotherNationRoleOrDecision_DoNotCount()
    {
        var name = await Scenes.VotedAsync("others");
        var other = (await Scenes.CreateAsync("others-2")).Name;
        await Scenes.ConsentAsync(name, "POL");
        await Scenes.ConsentAsync(name, set: c => c.Role = AffectedRole.Subject, suffix: "subject");
        await Scenes.ConsentAsync(other);

        await Scenes.AgreeAsync(name, adopted: false);
    }

    [Fact]
    public async Task Adopt_ValidateOnlyConsentOrDecision_ChangesNothing()
    {
        var name = await Scenes.VotedAsync("validate-only");
        var consent = await Scenes.AnswerTo(name);
        await nations.Consents.CreateConsentAsync(
            new CreateConsentRequest { Parent = "nations/UKR", ConsentId = "validated", Consent = consent, ValidateOnly = true }, nations.Delegate("UKR"));

        await Scenes.AgreeAsync(name, adopted: false);

        await Scenes.Record("UKR", consent);
        await nations.Decisions.TransitionDecisionAsync(new TransitionDecisionRequest { Name = name, TargetState = State.Adopted, ValidateOnly = true }, nations.Secretariat);
        Assert.Equal(State.Voting, (await Scenes.GetAsync(name)).State);
    }

    [Fact]
    public async Task Transition_ReplayedAfterWithdrawal_IsTheOldAnswerAndSaysSo()
    {
        var name = await Scenes.VotedAsync("replay");
        var consent = await Scenes.ConsentAsync(name);
        var request = new TransitionDecisionRequest { Name = name, TargetState = State.Adopted, RequestId = Guid.NewGuid().ToString() };
        using var first = nations.Decisions.TransitionDecisionAsync(request, nations.Secretariat);
        var adopted = await first;
        await nations.Consents.WithdrawConsentAsync(new WithdrawConsentRequest { Name = consent.Name }, nations.Delegate("UKR"));

        using var replay = nations.Decisions.TransitionDecisionAsync(request, nations.Secretariat);
        var again = await replay;

        Assert.Equal(adopted, again);
        Assert.Null((await first.ResponseHeadersAsync).GetValue(Client.SummitMetadata.Replayed));
        Assert.Equal("true", (await replay.ResponseHeadersAsync).GetValue(Client.SummitMetadata.Replayed));
        Assert.Equal($"summit.nations.v1={adopted.Etag}", (await replay.ResponseHeadersAsync).GetValue(Client.SummitMetadata.Revision));
        Assert.Equal(State.Suspended, (await Scenes.GetAsync(name)).State);
    }
}

public sealed class SqliteConsentAnswersTests(NationsFixture nations) : ConsentAnswersTests(nations), IClassFixture<NationsFixture>;

public sealed class PostgresConsentAnswersTests(PostgresNationsFixture nations) : ConsentAnswersTests(nations), IClassFixture<PostgresNationsFixture>;
