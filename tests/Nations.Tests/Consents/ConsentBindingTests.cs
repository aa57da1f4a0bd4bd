using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.Tests.Decisions;
using Summit.Nations.V1;
using static Summit.Nations.Tests.Decisions.Scenes;
using static Summit.Nations.Tests.NationsFixture;
using ActionKind = Summit.Nations.V1.DecisionAction.Types.Kind;
using Answer = Summit.Nations.V1.Consent.Types.Answer;
using Outcome = Summit.Nations.V1.Tally.Types.Outcome;
using State = Summit.Nations.V1.Decision.Types.State;
using Status = Summit.Nations.V1.ConsentCheck.Types.Status;

namespace Summit.Nations.Tests.Consents;

/// <summary>A consent binds to what was consented to. Each test is one attempt to have a decision adopted without a consent to it.</summary>
public abstract class ConsentBindingTests(NationsFixture nations)
{
    private Scenes Scenes { get; } = new(nations);

    private DateOnly Today => Scenes.Today;

    [Theory]
    [InlineData("text", "text,displayName")]
    [InlineData("area", "areas,actions")]
    [InlineData("ceiling", "ceilingPersons")]
    [InlineData("no ceiling", "ceilingPersons")]
    [InlineData("condition", "conditions")]
    [InlineData("end", "endDate")]
    [InlineData("members", "members")]
    [InlineData("rule", "rule")]
    [InlineData("affected", "affects")]
    [InlineData("everything", "*")]
    public async Task Adopt_DraftRewrittenAfterConsent_IsRefusedNamingTheNation(string change, string mask)
    {
        var text = Text();
        text.Conditions.Add("a ceasefire holds");
        text.EndDate = Today.AddDays(30).ToDate();
        var decision = await Scenes.CreateAsync($"drift-{change.Replace(' ', '-')}", text);
        await Scenes.ConsentAsync(decision.Name);
        switch (change)
        {
            case "text": decision.Text = "Foreign troops are stationed in five regions."; break;
            case "area": decision.Areas.Add("Odesa"); decision.Actions[0].Areas.Add("Odesa"); break;
            case "ceiling": decision.CeilingPersons = 20_000; break;
            case "no ceiling": decision.ClearCeilingPersons(); break;
            case "condition": decision.Conditions.Clear(); break;
            case "end": decision.EndDate = null; break;
            case "members": decision.Members.RemoveAt(0); break;
            case "rule": decision.Rule.Kind = DecisionRule.Types.Kind.Coalition; break;
            case "affected": decision.Affects.Add(new AffectedNation { Nation = "nations/UKR", Role = AffectedRole.Payer }); break;
            default: decision.Text = "Five regions are ceded."; break;
        }

        var rewritten = await nations.Decisions.UpdateDecisionAsync(
            new UpdateDecisionRequest { Decision = decision, UpdateMask = new FieldMask { Paths = { Snake(mask) } } }, nations.Secretariat);
        await Scenes.VoteAsync(decision.Name);
        var failure = await Scenes.RefusedAsync(decision.Name);

        Assert.NotEqual(decision.Digest, rewritten.Digest);
        Assert.Equal((StatusCode.FailedPrecondition, "CONSENT_MISSING"), (failure.StatusCode, failure.Reason));
        Assert.Contains("UKR", failure.Message, StringComparison.Ordinal);
        Assert.Contains("another content", failure.ToString() + string.Join(' ', (await Scenes.CheckAsync(decision.Name)).Consents.Select(c => c.Why)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_SameTextWrittenAgain_ConsentStands()
    {
        var decision = await Scenes.CreateAsync("same-text");
        await Scenes.ConsentAsync(decision.Name);

        var again = await nations.Decisions.UpdateDecisionAsync(new UpdateDecisionRequest { Decision = decision }, nations.Secretariat);
        await Scenes.VoteAsync(decision.Name);

        Assert.Equal(decision.Digest, again.Digest);
        Assert.Equal(State.Adopted, (await Scenes.MoveAsync(decision.Name, State.Adopted)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Adopt_NameCreatedAnew_InheritsNoConsent(bool otherText)
    {
        var name = (await Scenes.CreateAsync($"anew-{otherText}".ToLowerInvariant())).Name;
        await Scenes.ConsentAsync(name);
        await nations.Decisions.DeleteDecisionAsync(new DeleteDecisionRequest { Name = name }, nations.Secretariat);
        var text = Text();
        text.Text = otherText ? "Five regions are ceded." : text.Text;

        await Scenes.VotedAsync(name["decisions/".Length..], text);

        Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(name)).Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Adopt_AffectedNationNotNamedOrOnlyAsPayer_IsDerivedFromTheAction(bool payer)
    {
        var text = Text();
        if (payer)
        {
            text.Affects.Add(new AffectedNation { Nation = "nations/UKR", Role = AffectedRole.Payer });
        }
        var name = await Scenes.VotedAsync($"derived-{payer}".ToLowerInvariant(), text);

        var failure = await Scenes.RefusedAsync(name);

        Assert.Equal("CONSENT_MISSING", failure.Reason);
        Assert.Contains((await Scenes.GetAsync(name)).AffectedNations, a => a is { Nation: "nations/UKR", Role: AffectedRole.Host });
    }

    [Fact]
    public async Task UpdateDecision_OutputFieldsSent_AreNotTaken()
    {
        var decision = await Scenes.CreateAsync("forged-output");
        var forged = decision.Clone();
        forged.AffectedNations.Clear();
        (forged.Uid, forged.Digest, forged.State, forged.ContentTime) = ("forged", new string('0', 64), State.Adopted, Timestamp.FromDateTime(DateTime.UnixEpoch));

        var stored = await nations.Decisions.UpdateDecisionAsync(
            new UpdateDecisionRequest { Decision = forged, UpdateMask = new FieldMask { Paths = { "*" } } }, nations.Secretariat);

        Assert.Equal((decision.Uid, decision.Digest, decision.ContentTime, State.Draft), (stored.Uid, stored.Digest, stored.ContentTime, stored.State));
        Assert.Equal(decision.AffectedNations, stored.AffectedNations);
    }

    [Fact]
    public async Task CreateConsent_DigestMissingOrOfOldContent_IsRefused()
    {
        var decision = await Scenes.CreateAsync("digest");
        var old = await Scenes.AnswerTo(decision.Name);
        decision.Text = "Rewritten.";
        await nations.Decisions.UpdateDecisionAsync(new UpdateDecisionRequest { Decision = decision }, nations.Secretariat);
        var without = old.Clone();
        without.DecisionDigest = "";

        foreach (var consent in new[] { old, without })
        {
            var failure = await FailureOf(Scenes.Record("UKR", consent));
            Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
            Assert.Equal("consent.decision_digest", Assert.Single(failure.Violations).Field);
        }
    }

    [Fact]
    public async Task PublishDraft_ContentRewrittenMeanwhile_IsRefused()
    {
        var decision = await Scenes.CreateAsync("late-publication");
        var draft = await Scenes.ConsentAsync(decision.Name, set: c => c.PublishState = PublishState.Draft);
        decision.Text = "Rewritten.";
        await nations.Decisions.UpdateDecisionAsync(new UpdateDecisionRequest { Decision = decision }, nations.Secretariat);
        draft.PublishState = PublishState.Published;

        var failure = await FailureOf(nations.Consents.UpdateConsentAsync(new UpdateConsentRequest { Consent = draft }, nations.Delegate("UKR")));

        Assert.Equal("consent.decision_digest", Assert.Single(failure.Violations).Field);
    }

    [Fact]
    public async Task CreateConsent_SeveralFaults_AllNamedAtOnce()
    {
        var decision = await Scenes.CreateAsync("faults");
        var consent = await Scenes.AnswerTo(decision.Name, c =>
        {
            c.Role = AffectedRole.Payer;
            c.DecisionDigest = "";
            c.ConsentDate = Today.AddDays(-1).ToDate();
            c.EndDate = Today.AddDays(-2).ToDate();
            c.Areas.Add("Ky\u202Eiv");
        });

        var failure = await FailureOf(Scenes.Record("UKR", consent));

        Assert.Equal(
            ["consent.areas[0]", "consent.consent_date", "consent.decision_digest", "consent.end_date", "consent.role"],
            failure.Violations.Select(v => v.Field).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task CreateConsent_DatedBeforeTheContentOrAhead_IsRefused(int days, bool accepted)
    {
        var decision = await Scenes.CreateAsync($"dated{days}");
        var call = Scenes.Record("UKR", await Scenes.AnswerTo(decision.Name, c => c.ConsentDate = Today.AddDays(days).ToDate()));

        if (accepted)
        {
            Assert.NotNull((await call).PublishTime);
        }
        else
        {
            Assert.Equal("consent.consent_date", Assert.Single((await FailureOf(call)).Violations).Field);
        }
    }

    [Theory]
    [InlineData(9_999, false)]
    [InlineData(10_000, true)]
    [InlineData(10_001, true)]
    public async Task Adopt_ConsentCeiling_CoversTheDecisionOnlyFromItsOwn(int ceiling, bool adopted)
    {
        var name = await Scenes.VotedAsync($"ceiling-{ceiling}");
        await Scenes.ConsentAsync(name, set: c => c.CeilingPersons = ceiling);

        await AgreeAsync(name, adopted);
    }

    [Fact]
    public async Task Adopt_DecisionCeilingAboveThatOfItsAction_ConsentMustCoverTheDecision()
    {
        var text = Text();
        text.Actions[0].CeilingPersons = 1_000;
        var name = await Scenes.VotedAsync("wider-ceiling", text);
        await Scenes.ConsentAsync(name, set: c => c.CeilingPersons = 1_000);

        await AgreeAsync(name, adopted: false);
    }

    [Fact]
    public async Task Adopt_DecisionWithoutCeiling_NoConsentWithACeilingCovers()
    {
        var text = Text();
        text.ClearCeilingPersons();
        var name = await Scenes.VotedAsync("no-ceiling", text);
        await Scenes.ConsentAsync(name, set: c => c.CeilingPersons = 10_000_000_000);

        await AgreeAsync(name, adopted: false);
    }

    [Theory]
    [InlineData("zero", 0)]
    [InlineData("too-many", 10_000_000_001)]
    public async Task Write_CeilingOutsideItsRange_IsRefusedEverywhere(string id, long ceiling)
    {
        var decision = await Scenes.CreateAsync(id);
        var text = Text();
        text.CeilingPersons = ceiling;
        text.Actions[0].CeilingPersons = ceiling;

        var written = await FailureOf(nations.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = $"{id}-2", Decision = text }, nations.Secretariat));
        var consented = await FailureOf(Scenes.Record("UKR", await Scenes.AnswerTo(decision.Name, c => c.CeilingPersons = ceiling)));
        var asked = await FailureOf(nations.Decisions.CheckPermissionAsync(
            new CheckPermissionRequest { Decision = decision.Name, AsOf = Today.ToDate(), Persons = ceiling }, nations.Viewer));

        Assert.Equal(["decision.actions[0].ceiling_persons", "decision.ceiling_persons"], written.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
        Assert.Equal("consent.ceiling_persons", Assert.Single(consented.Violations).Field);
        Assert.Equal("persons", Assert.Single(asked.Violations).Field);
    }

    [Theory]
    [InlineData("Kyiv", true)]
    [InlineData("kyiv", false)]
    [InlineData("KYIV", false)]
    [InlineData("\u041Ayiv", false)] // a Cyrillic letter that looks the same
    [InlineData("Kyiv region", false)]
    public async Task Adopt_ConsentArea_ComparesCharacterByCharacter(string area, bool adopted)
    {
        var name = await Scenes.VotedAsync($"area-{Math.Abs(area.Sum(c => c))}");
        await Scenes.ConsentAsync(name, set: c => c.Areas.Add(area));

        await AgreeAsync(name, adopted);
    }

    [Theory]
    [InlineData(" Kyiv")]
    [InlineData("Kyiv ")]
    [InlineData("Ky  iv")]
    [InlineData("Ky\u00A0iv")]
    [InlineData("Ky\u200Biv")]
    [InlineData("Ky\u202Eiv")]
    [InlineData("Ky\u0000iv")]
    [InlineData("Ki\u0301v")]
    [InlineData("")]
    public async Task CreateDecision_AreaThatIsNotPlain_IsRefused(string area)
    {
        var text = Text();
        text.Areas.Add(area);

        var failure = await FailureOf(nations.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = "odd-area", Decision = text }, nations.Secretariat));

        Assert.Equal("decision.areas[1]", Assert.Single(failure.Violations.Select(v => v.Field).Distinct()));
    }

    [Fact]
    public async Task Adopt_DecisionReachesFurtherThanTheConsent_IsRefused()
    {
        var text = Text();
        text.Areas.Add("Odesa");
        var name = await Scenes.VotedAsync("wider-area", text);
        await Scenes.ConsentAsync(name, set: c => c.Areas.Add("Kyiv"));

        await AgreeAsync(name, adopted: false);
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(31, true)]
    public async Task Adopt_ConsentEndDate_CoversTheDecisionOnlyToItsEnd(int days, bool adopted)
    {
        var text = Text();
        text.EndDate = Today.AddDays(30).ToDate();
        var name = await Scenes.VotedAsync($"time-{days}", text);
        await Scenes.ConsentAsync(name, set: c => c.EndDate = Today.AddDays(days).ToDate());

        await AgreeAsync(name, adopted);
    }

    [Fact]
    public async Task Adopt_RefusalAfterConsent_IsRefusedAndToldFromSilence()
    {
        var name = await Scenes.VotedAsync("refused");
        var silent = (await Scenes.CheckAsync(name)).Consents.Single();
        await Scenes.ConsentAsync(name);
        var no = await Scenes.ConsentAsync(name, set: c => c.Answer = Answer.No, suffix: "second");

        await AgreeAsync(name, adopted: false);
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
        await AgreeAsync(name, adopted: false);
    }

    [Fact]
    public async Task Withdraw_LaterAnswer_DoesNotReviveTheEarlier()
    {
        var name = await Scenes.VotedAsync("revived");
        await Scenes.ConsentAsync(name);
        var later = await Scenes.ConsentAsync(name, suffix: "second");
        await nations.Consents.WithdrawConsentAsync(new WithdrawConsentRequest { Name = later.Name }, nations.Delegate("UKR"));

        await AgreeAsync(name, adopted: false);
    }

    [Fact]
    public async Task Adopt_ConsentsOfAnotherNationRoleOrDecision_DoNotCount()
    {
        var name = await Scenes.VotedAsync("others");
        var other = (await Scenes.CreateAsync("others-2")).Name;
        await Scenes.ConsentAsync(name, "POL");
        await Scenes.ConsentAsync(name, set: c => c.Role = AffectedRole.Subject, suffix: "subject");
        await Scenes.ConsentAsync(other);

        await AgreeAsync(name, adopted: false);
    }

    [Fact]
    public async Task Adopt_ValidateOnlyConsentOrDecision_ChangesNothing()
    {
        var name = await Scenes.VotedAsync("validate-only");
        var consent = await Scenes.AnswerTo(name);
        await nations.Consents.CreateConsentAsync(
            new CreateConsentRequest { Parent = "nations/UKR", ConsentId = "validated", Consent = consent, ValidateOnly = true }, nations.Delegate("UKR"));

        await AgreeAsync(name, adopted: false);

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

    [Fact]
    public async Task Decision_WithoutActions_AuthorisesNothing()
    {
        var text = Text();
        text.Actions.Clear();
        text.Affects.Add(new AffectedNation { Nation = "nations/UKR", Role = AffectedRole.Host });
        var name = await Scenes.VotedAsync("words-only", text);
        await Scenes.ConsentAsync(name);
        await Scenes.MoveAsync(name, State.Adopted);

        var check = await Scenes.CheckAsync(name);

        Assert.True(check.ConsentsComplete && check.InForce);
        Assert.False(check.Authorised);
        Assert.Contains("stations no forces", check.WhyNotAuthorised, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckPermission_PersonsAndFurtherSoil_NeverSaysYesBeforeAdoption()
    {
        var name = await Scenes.VotedAsync("asked");
        await Scenes.ConsentAsync(name, set: c => c.CeilingPersons = 9_999);

        var fewer = await Scenes.CheckAsync(name, set: r => r.Persons = 10);
        var more = await Scenes.CheckAsync(name, set: r => r.Persons = 10_001);
        var crossed = await Scenes.CheckAsync(name, set: r => r.AlsoAffects.Add(new AffectedNation { Nation = "nations/HUN", Role = AffectedRole.Transit }));
        var elsewhere = await Scenes.CheckAsync(name, set: r => r.AlsoAffects.Add(new AffectedNation { Nation = "nations/POL", Role = AffectedRole.Host }));
        var wider = await Scenes.CheckAsync(name, set: r => r.AlsoAffects.Add(new AffectedNation { Nation = "nations/UKR", Role = AffectedRole.Host, Areas = { "Odesa" } }));

        Assert.All([fewer, more, crossed, elsewhere, wider], c => Assert.False(c.ConsentsComplete));
        Assert.False(more.Authorised);
        Assert.False(elsewhere.Authorised);
        var hungary = Assert.Single(crossed.Consents, c => c.Nation == "nations/HUN");
        Assert.Equal((Status.Missing, false), (hungary.Status, hungary.NamedInDecision));
    }

    [Fact]
    public async Task Decision_SupersedesItselfOrNothing_IsRefused()
    {
        var text = Text();
        text.Supersedes = "decisions/no-such-thing";
        text.Summit = "summits/none";
        text.Issue = "issues/none";
        text.Actions[0].Nation = "nations/XXX";
        text.EndDate = Today.AddDays(-1).ToDate();

        var failure = await FailureOf(nations.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = "unknowns", Decision = text }, nations.Secretariat));

        Assert.Equal(
            ["decision.actions[0].nation", "decision.end_date", "decision.issue", "decision.summit", "decision.supersedes"],
            failure.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    /// <summary>The reads and the adoption say the same.</summary>
    private async Task AgreeAsync(string name, bool adopted)
    {
        foreach (var asOf in new DateOnly?[] { null, Today })
        {
            var tally = await Scenes.TallyAsync(name, asOf);
            Assert.Equal(adopted ? Outcome.Adopted : Outcome.NotAdopted, tally.Outcome);
            Assert.Equal(adopted ? [] : ["nations/UKR"], tally.MissingConsents);
        }
        Assert.Equal(adopted, (await Scenes.CheckAsync(name)).ConsentsComplete);
        if (adopted)
        {
            Assert.Equal(State.Adopted, (await Scenes.MoveAsync(name, State.Adopted)).State);
        }
        else
        {
            Assert.Equal("CONSENT_MISSING", (await Scenes.RefusedAsync(name)).Reason);
        }
    }

    private static IEnumerable<string> Snake(string mask) =>
        mask.Split(',').Select(path => string.Concat(path.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}")));
}

public sealed class SqliteConsentBindingTests(NationsFixture nations) : ConsentBindingTests(nations), IClassFixture<NationsFixture>;

public sealed class PostgresConsentBindingTests(PostgresNationsFixture nations) : ConsentBindingTests(nations), IClassFixture<PostgresNationsFixture>;
