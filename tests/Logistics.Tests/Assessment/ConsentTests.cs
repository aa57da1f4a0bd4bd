using Summit.Api.V1;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Date = Google.Type.Date;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>Consents, given with the tokens of their own delegations, open the soil and the decision. A host set of its own: it writes.</summary>
public sealed class ConsentTests(Services services) : IClassFixture<Services>
{
    [Fact]
    public async Task AssessDeployment_EveryConsentGiven_IsPermittedAndMoves()
    {
        (string Nation, AffectedRole Role)[] needed =
            [("UKR", AffectedRole.Subject), ("UKR", AffectedRole.Host), ("POL", AffectedRole.Transit), ("ROU", AffectedRole.Transit), ("SVK", AffectedRole.Transit)];
        var digest = (await services.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = "decisions/paris-2025-reassurance-force" })).Digest;
        foreach (var (nation, role) in needed)
        {
            await services.Consents.CreateConsentAsync(Yes(nation, role, digest), services.DelegateOf(nation));
        }

        var answer = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { StrengthPersons = 5_000, UsaPosture = UsaPosture.FullBackstop }, Services.Patient);

        Assert.True(answer.Permission.Permitted);
        Assert.All(answer.Permission.Consents, c => Assert.True(c.OnRecord));
        Assert.Equal(Verdict.PermittedAndFeasible, answer.Verdict);
        Assert.Equal(answer.Cases[0].Movement.AsIfGiven, answer.Cases[0].Movement.OnRecord);
    }

    private static CreateConsentRequest Yes(string nation, AffectedRole role, string digest) => new()
    {
        Parent = $"nations/{nation}",
        ConsentId = $"force-{role.ToString().ToLowerInvariant()}",
        Consent = new Consent
        {
            Decision = "decisions/paris-2025-reassurance-force",
            DecisionDigest = digest,
            Role = role,
            ConsentDate = new Date { Year = 2025, Month = 2, Day = 17 },
            Statement = "Yes.",
            PublishState = PublishState.Published,
        },
    };
}
