using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.Tests.Decisions;
using Summit.Nations.V1;
using static Summit.Nations.Tests.Decisions.Scenes;
using static Summit.Nations.Tests.NationsFixture;
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

    private static IEnumerable<string> Snake(string mask) =>
        mask.Split(',').Select(path => string.Concat(path.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{c}")));
}

public sealed class SqliteConsentBindingTests(NationsFixture nations) : ConsentBindingTests(nations), IClassFixture<NationsFixture>;

public sealed class PostgresConsentBindingTests(PostgresNationsFixture nations) : ConsentBindingTests(nations), IClassFixture<PostgresNationsFixture>;
