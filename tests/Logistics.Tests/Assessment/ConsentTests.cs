using Summit.Api.V1;
using Summit.Logistics.V1;
using Summit.Nations.V1;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>Consents, given with the tokens of their own delegations, open the soil and the decision. A host set of its own: it writes.</summary>
public sealed class ConsentTests(Services services) : IClassFixture<Services>
{
    private static readonly AssessDeploymentRequest Small = new() { StrengthPersons = 3_000, UsaPosture = UsaPosture.FullBackstop };

    [Fact]
    public async Task AssessDeployment_ConsentsOneByOne_NothingMovesBeforeEveryNationOnTheRouteSaidYes()
    {
        var digest = (await services.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = SampleConsents.Decision })).Digest;
        var nothing = await AskAsync();
        await services.Consents.CreateConsentAsync(SampleConsents.Yes("nations/UKR", AffectedRole.Subject, digest), services.DelegateOf("UKR"));
        await services.Consents.CreateConsentAsync(SampleConsents.Yes("nations/UKR", AffectedRole.Host, digest), services.DelegateOf("UKR"));
        var ukraineOnly = await AskAsync();

        // With the consent of Ukraine alone no road leads there: not through Hungary, which opposes, nor through anybody else.
        Assert.False(ukraineOnly.Permission.Permitted);
        Assert.False(ukraineOnly.Cases[0].Movement.OnRecord.Feasible);
        Assert.Equal(nothing.Cases[0].Movement.AsIfGiven, ukraineOnly.Cases[0].Movement.AsIfGiven);

        foreach (var needed in ukraineOnly.Permission.Consents.Where(c => !c.OnRecord))
        {
            await services.Consents.CreateConsentAsync(SampleConsents.Yes(needed.Nation, needed.Role, digest), services.DelegateOf(needed.Nation[^3..]));
        }

        var all = await AskAsync();

        Assert.All(all.Permission.Consents, c => Assert.True(c.OnRecord));
        Assert.True(all.Permission.Permitted);
        Assert.Equal(Verdict.PermittedAndFeasible, all.Verdict);
        Assert.Equal(all.Cases[0].Movement.AsIfGiven.DestinationClosure.DayAtMidCapacity, all.Cases[0].Movement.OnRecord.DestinationClosure.DayAtMidCapacity);
    }

    private async Task<AssessDeploymentResponse> AskAsync() => await services.Assessments.AssessDeploymentAsync(Small, Services.Patient);
}
