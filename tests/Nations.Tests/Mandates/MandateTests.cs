using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.Tests.Decisions;
using Summit.Nations.V1;
using static Summit.Nations.Tests.Decisions.Scenes;
using static Summit.Nations.Tests.NationsFixture;
using Check = Summit.Nations.V1.ContributorCheck.Types.Status;
using Status = Summit.Nations.V1.Mandate.Types.Status;

namespace Summit.Nations.Tests.Mandates;

/// <summary>What a parliament approved is what it approved: nothing of it changes but its end. Germany's parliament must approve before departure.</summary>
public abstract class MandateTests(NationsFixture nations)
{
    private Scenes Scenes { get; } = new(nations);

    [Theory]
    [InlineData("ceiling")]
    [InlineData("no ceiling")]
    [InlineData("area")]
    [InlineData("no area")]
    [InlineData("decision")]
    [InlineData("approval date")]
    [InlineData("authority")]
    [InlineData("refused")]
    [InlineData("pending")]
    [InlineData("draft")]
    [InlineData("digest")]
    public async Task UpdateMandate_PublishedAndApproved_NothingButItsEndChanges(string change)
    {
        var id = $"fixed-{change.Replace(' ', '-')}";
        var decision = (await Scenes.CreateAsync(id)).Name;
        var other = (await Scenes.CreateAsync($"{id}-2")).Name;
        var mandate = await ApproveAsync(decision);
        var next = mandate.Clone();
        switch (change)
        {
            case "ceiling": next.CeilingPersons = 9_000; break;
            case "no ceiling": next.ClearCeilingPersons(); break;
            case "area": next.Areas.Add("Odesa"); break;
            case "no area": next.Areas.Clear(); break;
            case "decision": next.Decision = other; break;
            case "approval date": next.ApprovalDate = Scenes.Today.AddDays(-1).ToDate(); break;
            case "authority": next.Authority = "somebody else"; break;
            case "refused": next.Status = Status.Refused; break;
            case "pending": next.Status = Status.Pending; break;
            case "draft": next.PublishState = PublishState.Draft; break;
            default: next.DecisionDigest = new string('0', 64); break;
        }

        var failure = await FailureOf(UpdateAsync(next));

        Assert.Equal((StatusCode.FailedPrecondition, "STATE_FORBIDS"), (failure.StatusCode, failure.Reason));
        Assert.Equal(mandate, await GetAsync(mandate.Name));
    }

    [Fact]
    public async Task DeleteMandate_Published_IsRefused()
    {
        var mandate = await ApproveAsync((await Scenes.CreateAsync("not-deleted")).Name);

        var failure = await FailureOf(nations.Mandates.DeleteMandateAsync(new DeleteMandateRequest { Name = mandate.Name }, nations.Delegate("DEU")));

        Assert.Equal("STATE_FORBIDS", failure.Reason);
    }

    [Fact]
    public async Task UpdateMandate_EarlierEnd_EndsIt_LaterEndIsRefused()
    {
        var decision = (await Scenes.CreateAsync("earlier-end")).Name;
        var mandate = await ApproveAsync(decision, m => m.EndDate = Scenes.Today.AddDays(30).ToDate());
        var later = mandate.Clone();
        later.EndDate = Scenes.Today.AddDays(31).ToDate();
        var endless = mandate.Clone();
        endless.EndDate = null;
        var earlier = mandate.Clone();
        earlier.EndDate = Scenes.Today.AddDays(10).ToDate();
        var over = mandate.Clone();
        over.Status = Status.Expired;

        Assert.Equal("mandate.end_date", Assert.Single((await FailureOf(UpdateAsync(later))).Violations).Field);
        Assert.Equal("mandate.end_date", Assert.Single((await FailureOf(UpdateAsync(endless))).Violations).Field);
        Assert.Equal("mandate.end_date", Assert.Single((await FailureOf(UpdateAsync(over))).Violations).Field);
        Assert.Equal(Scenes.Today.AddDays(10).ToDate(), (await UpdateAsync(earlier)).EndDate);
        Assert.Equal((Check.Approved, Check.Unapproved), (await StatusAsync(decision, 10), await StatusAsync(decision, 11)));
    }

    [Fact]
    public async Task Mandate_LastDayPasses_EndedByTheTimer_AndItsDaysStayApproved()
    {
        var decision = (await Scenes.CreateAsync("expires")).Name;
        var first = Scenes.Today;
        var mandate = await ApproveAsync(decision, m => m.EndDate = first.AddDays(1).ToDate());

        await nations.MoveAsync(TimeSpan.FromDays(1));
        Assert.Equal((Status.Approved, Check.Approved), ((await GetAsync(mandate.Name)).Status, await StatusAsync(decision, 0)));

        await nations.RestartAsync(TimeSpan.FromDays(1));
        await Scenes.UntilAsync("Mandate", () => GetAsync(mandate.Name), m => m.Status == Status.Expired);

        Assert.Equal((Check.Approved, Check.Approved, Check.Unapproved), (await StatusAsync(decision, -2), await StatusAsync(decision, -1), await StatusAsync(decision, 0)));
        var again = await GetAsync(mandate.Name);
        again.EndDate = first.AddDays(30).ToDate();
        again.Status = Status.Approved;
        Assert.Equal("STATE_FORBIDS", (await FailureOf(UpdateAsync(again))).Reason);
    }

    [Fact]
    public async Task Mandate_LaterOne_Replaces_AlsoOnTheSameDay()
    {
        var decision = (await Scenes.CreateAsync("replaced")).Name;
        await ApproveAsync(decision);
        Assert.Equal(Check.Approved, await StatusAsync(decision, 0));

        await ApproveAsync(decision, m => m.Status = Status.Refused, "a-second");
        Assert.Equal(Check.Refused, await StatusAsync(decision, 0));

        await ApproveAsync(decision, m => m.CeilingPersons = 300, "a-third");
        Assert.Equal(300, (await ContributorAsync(decision, 0)).CeilingPersons);

        await ApproveAsync(decision, m => (m.Status, m.ApprovalDate) = (Status.Pending, null), "a-fourth");
        Assert.Equal((Check.Approved, 300), ((await ContributorAsync(decision, 0)).Status, (await ContributorAsync(decision, 0)).CeilingPersons));
    }

    [Fact]
    public async Task Mandate_ForADraftThatIsRewritten_ApprovesNothing()
    {
        var decision = await Scenes.CreateAsync("rewritten");
        var pending = await ApproveAsync(decision.Name, m => (m.Status, m.ApprovalDate) = (Status.Pending, null), "asked");
        var approved = await ApproveAsync(decision.Name);
        Assert.Equal((decision.Digest, Check.Approved), (approved.DecisionDigest, await StatusAsync(decision.Name, 0)));

        decision.Text = "Foreign troops are stationed in five regions.";
        var rewritten = await nations.Decisions.UpdateDecisionAsync(new UpdateDecisionRequest { Decision = decision }, nations.Secretariat);

        Assert.Equal(Check.Unapproved, await StatusAsync(decision.Name, 0));
        Assert.Contains("another content", (await ContributorAsync(decision.Name, 0)).Why, StringComparison.Ordinal);
        (pending.Status, pending.ApprovalDate, pending.DecisionDigest) = (Status.Approved, Scenes.Today.ToDate(), decision.Digest);
        Assert.Equal("mandate.decision_digest", Assert.Single((await FailureOf(UpdateAsync(pending))).Violations).Field);
        pending.DecisionDigest = rewritten.Digest;
        await UpdateAsync(pending);
        Assert.Equal(Check.Approved, await StatusAsync(decision.Name, 0));
    }

    [Fact]
    public async Task Mandate_DecisionCreatedAnew_IsNotApprovedByTheOldOne()
    {
        var decision = (await Scenes.CreateAsync("created-anew")).Name;
        var pending = await ApproveAsync(decision, m => (m.Status, m.ApprovalDate) = (Status.Pending, null), "asked");
        await ApproveAsync(decision);
        await nations.Decisions.DeleteDecisionAsync(new DeleteDecisionRequest { Name = decision }, nations.Secretariat);

        await Scenes.CreateAsync("created-anew");

        Assert.Equal(Check.Unapproved, await StatusAsync(decision, 0));
        (pending.Status, pending.ApprovalDate) = (Status.Approved, Scenes.Today.ToDate());
        Assert.Equal("mandate.decision", Assert.Single((await FailureOf(UpdateAsync(pending))).Violations).Field);
    }

    [Fact]
    public async Task CreateMandate_ImpossibleDates_AllNamedAtOnce()
    {
        var decision = (await Scenes.CreateAsync("impossible")).Name;
        var mandate = Approval(decision, m =>
        {
            m.Status = Status.Expired;
            m.ApprovalDate = Scenes.Today.AddDays(-1).ToDate();
            m.EndDate = Scenes.Today.AddDays(-2).ToDate();
            m.Source.PublishDate = Scenes.Today.AddDays(1).ToDate();
            m.Areas.Add(" Lviv");
            m.CeilingPersons = 0;
        });

        var failure = await FailureOf(nations.Mandates.CreateMandateAsync(new CreateMandateRequest { Parent = "nations/DEU", MandateId = "impossible", Mandate = mandate }, nations.Delegate("DEU")));

        // Fields by themselves, against each other and against what is held, in one answer.
        Assert.Equal(
            ["mandate.approval_date", "mandate.areas[1]", "mandate.ceiling_persons", "mandate.end_date", "mandate.source.publish_date"],
            failure.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    private Mandate Approval(string decision, Action<Mandate>? set)
    {
        var mandate = new Mandate
        {
            Decision = decision,
            Authority = "Bundestag",
            Status = Status.Approved,
            ApprovalDate = Scenes.Today.ToDate(),
            CeilingPersons = 5_000,
            Areas = { "Kyiv" },
            Source = new Source { Title = "Vote", Publisher = "Bundestag", PublishDate = Scenes.Today.ToDate() },
            PublishState = PublishState.Published,
        };
        set?.Invoke(mandate);
        return mandate;
    }

    private async Task<Mandate> ApproveAsync(string decision, Action<Mandate>? set = null, string suffix = "first") => await nations.Mandates.CreateMandateAsync(
        new CreateMandateRequest { Parent = "nations/DEU", MandateId = $"{decision["decisions/".Length..]}-{suffix}", Mandate = Approval(decision, set) }, nations.Delegate("DEU"));

    private AsyncUnaryCall<Mandate> UpdateAsync(Mandate mandate) => nations.Mandates.UpdateMandateAsync(
        new UpdateMandateRequest { Mandate = mandate, UpdateMask = new FieldMask { Paths = { "*" } } }, nations.Delegate("DEU"));

    private async Task<Mandate> GetAsync(string name) => await nations.Mandates.GetMandateAsync(new GetMandateRequest { Name = name }, nations.Viewer);

    private async Task<ContributorCheck> ContributorAsync(string decision, int days) =>
        Assert.Single((await Scenes.CheckAsync(decision, Scenes.Today.AddDays(days), r => r.Contributors.Add("nations/DEU"))).Contributors);

    private async Task<Check> StatusAsync(string decision, int days) => (await ContributorAsync(decision, days)).Status;
}

public sealed class SqliteMandateTests(NationsFixture nations) : MandateTests(nations), IClassFixture<NationsFixture>;

public sealed class PostgresMandateTests(PostgresNationsFixture nations) : MandateTests(nations), IClassFixture<PostgresNationsFixture>;
