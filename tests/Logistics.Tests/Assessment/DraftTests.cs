using Grpc.Core;
using Summit.Api.V1;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Date = Google.Type.Date;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>What a delegation drafts, or made public only later, is in no answer to anybody else or as of before. A host set of its own: it writes.</summary>
public sealed class DraftTests(Services services) : IClassFixture<Services>
{
    private const string Unit = "nations/FRA/forceElements/draft-division";
    private static readonly Date Day = new() { Year = 2025, Month = 2, Day = 17 };
    private static readonly Source Source = new() { Title = "Draft", Publisher = "Test", PublishDate = Day };

    [Fact]
    public async Task AssessDeployment_DraftsOfOthers_ChangeNothing()
    {
        CallOptions[] strangers = [Services.Patient, services.DelegateOf("GBR")];
        var before = await Task.WhenAll(strangers.Select(s => AskAsync(s)));

        await services.ForceElements.CreateForceElementAsync(
            new CreateForceElementRequest
            {
                Parent = "nations/FRA",
                ForceElementId = "draft-division",
                ForceElement = new ForceElement
                {
                    DisplayName = "Draft division",
                    UnitType = UnitType.Mechanised,
                    Persons = 20_000,
                    NoticeDays = 1,
                    Readiness = 1,
                    Source = Source,
                    PublishState = PublishState.Draft,
                },
            },
            services.DelegateOf("FRA"));
        var consent = SampleConsents.Yes("nations/UKR", AffectedRole.Host, "");
        (consent.ConsentId, consent.Consent.PublishState) = ("draft-host", PublishState.Draft);
        await services.Consents.CreateConsentAsync(consent, services.DelegateOf("UKR"));
        var after = await Task.WhenAll(strangers.Select(s => AskAsync(s)));

        Assert.Equal(before, after);
        Assert.Contains(Unit, (await AskAsync(services.DelegateOf("FRA"))).ToString(), StringComparison.Ordinal); // It would have counted.
    }

    [Fact]
    public async Task AssessDeployment_PositionMadePublicLater_ChangesNoAnswerAsOfBefore()
    {
        var later = new Date { Year = 2025, Month = 2, Day = 18 };
        var before = await AskAsync(Services.Patient);

        var position = await services.Positions.CreatePositionAsync(
            new CreatePositionRequest
            {
                Parent = "nations/POL",
                PositionId = "later",
                Position = new Position
                {
                    Issue = "issues/troop-deployment",
                    Actor = "government",
                    Stance = Stance.Support,
                    PositionDate = Day,
                    Source = new Source { Title = "Statement", Publisher = "Test", PublishDate = later },
                    PublishState = PublishState.Published,
                },
            },
            services.DelegateOf("POL"));

        Assert.Equal(before, await AskAsync(Services.Patient));
        Assert.Contains(position.Name, (await AskAsync(Services.Patient, later)).ToString(), StringComparison.Ordinal); // It counts from that day on.
    }

    /// <summary>A yes of the next day: a consent on the route, and the approval of a parliament.</summary>
    [Fact]
    public async Task AssessDeployment_ConsentAndApprovalOfTheNextDay_ChangeNoAnswerAsOfBefore()
    {
        var later = new Date { Year = 2025, Month = 2, Day = 18 };
        var source = new Source { Title = "Vote", Publisher = "Test", PublishDate = later };
        var digest = (await services.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = SampleConsents.Decision })).Digest;
        var before = await AskAsync(Services.Patient);

        var consent = SampleConsents.Yes("nations/UKR", AffectedRole.Host, digest);
        (consent.ConsentId, consent.Consent.ConsentDate, consent.Consent.Source) = ("later-host", later, source);
        await services.Consents.CreateConsentAsync(consent, services.DelegateOf("UKR"));
        await services.Mandates.CreateMandateAsync(
            new CreateMandateRequest
            {
                Parent = "nations/FRA",
                MandateId = "later",
                Mandate = new Mandate
                {
                    Decision = SampleConsents.Decision,
                    Authority = "Assemblee nationale",
                    Status = Mandate.Types.Status.Approved,
                    ApprovalDate = later,
                    Source = source,
                    PublishState = PublishState.Published,
                },
            },
            services.DelegateOf("FRA"));

        Assert.Equal(before, await AskAsync(Services.Patient));
        var after = await AskAsync(Services.Patient, later);
        Assert.True(after.Permission.Consents.Single(c => c is { Nation: "nations/UKR", Role: AffectedRole.Host }).OnRecord);
        Assert.False(before.Permission.Consents.Single(c => c is { Nation: "nations/UKR", Role: AffectedRole.Host }).OnRecord);
        Assert.NotEqual(GroupOf(before), GroupOf(after));

        static Contribution.Types.Group GroupOf(AssessDeploymentResponse answer) => answer.Contributions.Contributions.Single(c => c.Nation == "nations/FRA").Group;
    }

    /// <summary>The answer without the revisions that it was read at, which are no secret, and without what would change it.</summary>
    private async Task<AssessDeploymentResponse> AskAsync(CallOptions caller, Date? asOf = null)
    {
        var answer = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { AsOf = asOf, Draws = 0 }, caller.WithDeadline(DateTime.UtcNow.AddSeconds(60)));
        answer.Revisions.Clear();
        answer.Sensitivity = null; // On a busy machine the deadline may end it.
        answer.ResultHash = "";
        return answer;
    }
}
