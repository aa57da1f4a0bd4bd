using Summit.Api.V1;
using Summit.Kernel;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using ActionKind = Summit.Nations.V1.DecisionAction.Types.Kind;
using Kind = Summit.Logistics.V1.VerdictReason.Types.Kind;
using Role = Summit.Nations.V1.AffectedRole;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>Attempts to have an assessment say permitted for what the decision or a nation did not say yes to. Every nation on the way has said yes to the decision.</summary>
public sealed class PermissionAttackTests(Services services) : IClassFixture<Services>
{
    private static readonly string[] Everybody = ["POL", "ROU", "SVK", "HUN", "DEU", "CZE", "AUT", "FRA", "GBR", "BEL", "NLD", "LUX", "ITA", "SVN", "HRV", "BGR", "GRC", "LTU", "LVA", "EST", "MDA", "DNK", "SWE", "FIN", "NOR", "ESP", "PRT", "TUR", "CHE"];

    private static DateOnly Today => DateTimeOffset.UtcNow.Day();

    [Fact]
    public async Task Decision_ThatSaysAllOfIt_IsPermitted()
    {
        var answer = await AskAsync(await ReadyAsync("all-of-it"));

        Assert.True(answer.Permission.Permitted, string.Join(' ', answer.VerdictReasons.Select(r => r.Sentence)));
    }

    [Theory]
    [InlineData("ends before the force leaves", Kind.NotAuthorised)]
    [InlineData("begins after C-day", Kind.NotAuthorised)]
    [InlineData("stationing ends before", Kind.NotAuthorised)]
    [InlineData("fewer there", Kind.NotAuthorised)]
    [InlineData("stations elsewhere", Kind.NotAuthorised)]
    [InlineData("stations in another area", Kind.NotAuthorised)]
    [InlineData("fewer cross", Kind.ConsentMissing)]
    [InlineData("crossing ends before", Kind.ConsentMissing)]
    [InlineData("stations in Poland and crosses nobody", Kind.ConsentMissing)]
    public async Task Decision_ThatDoesNotReachSoFar_IsNoPermission(string flaw, Kind why)
    {
        var decision = await ReadyAsync($"flaw-{flaw.Replace(' ', '-').ToLowerInvariant()}", text =>
        {
            var station = text.Actions.Single(a => a.Kind == ActionKind.Station);
            switch (flaw)
            {
                case "ends before the force leaves": text.EndDate = Today.AddDays(400).ToDate(); break;
                case "begins after C-day": text.StartDate = Today.AddDays(200).ToDate(); break;
                case "stationing ends before": station.EndDate = Today.AddDays(400).ToDate(); break;
                case "fewer there":
                    station.CeilingPersons = 1_000;
                    text.Actions.Add(new DecisionAction { Kind = ActionKind.Station, Nation = "nations/POL", CeilingPersons = 9_000 });
                    break;
                case "stations in another area": station.Areas.Add("Lviv"); break;
                case "stations elsewhere": station.Nation = "nations/POL"; break;
                case "crossing ends before": text.Actions.Where(a => a.Kind == ActionKind.Cross).ToList().ForEach(a => a.EndDate = Today.AddDays(10).ToDate()); break;
                case "fewer cross": text.Actions.Where(a => a.Kind == ActionKind.Cross).ToList().ForEach(a => a.CeilingPersons = 1_000); break;
                default:
                    text.Actions.Where(a => a.Kind == ActionKind.Cross).ToList().ForEach(a => text.Actions.Remove(a));
                    text.Actions.Add(new DecisionAction { Kind = ActionKind.Station, Nation = "nations/POL" });
                    break;
            }
        }, everybody: why != Kind.ConsentMissing);

        var answer = await AskAsync(decision);

        Assert.False(answer.Permission.Permitted);
        Assert.Contains(answer.VerdictReasons, r => r.Kind == why);
        Assert.True(answer.Verdict is Verdict.FeasibleNotPermitted or Verdict.Neither, $"{answer.Verdict}");
        if (why == Kind.ConsentMissing)
        {
            Assert.False(answer.Cases[0].Movement.OnRecord.Feasible, "moved on soil that nobody opened");
        }
    }

    [Fact]
    public async Task Decision_LimitedToTheAreaOfTheDestination_IsPermitted() => Assert.True(
        (await AskAsync(await ReadyAsync("in-kyiv", text => text.Actions.Single(a => a.Kind == ActionKind.Station).Areas.Add("Kyiv")))).Permission.Permitted);

    [Theory]
    [InlineData(State.Repealed)]
    [InlineData(State.Lapsed)]
    [InlineData(State.Rejected)]
    public async Task Decision_ThatIsDead_IsNoPermission(State state)
    {
        var decision = await ReadyAsync($"dead-{state}".ToLowerInvariant());
        var choice = state == State.Rejected ? Choice.No : Choice.Yes;
        foreach (var target in new[] { State.Tabled, State.Voting })
        {
            await MoveAsync(decision, target);
        }

        await services.Decisions.CastVoteAsync(new CastVoteRequest { Decision = decision, Nation = "nations/FRA", Choice = choice }, services.DelegateOf("FRA"));
        if (state == State.Repealed)
        {
            await MoveAsync(decision, State.Adopted);
        }

        await MoveAsync(decision, state);

        var answer = await AskAsync(decision);

        Assert.False(answer.Permission.Permitted);
        Assert.Contains(answer.VerdictReasons, r => r.Kind == Kind.NotAuthorised && r.Sentence.Contains($"{state}".ToUpperInvariant(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nations_Named_WhoOpposesIsStillNoRoad()
    {
        var all = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest(), Services.Patient);
        var named = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { Nations = { "nations/FRA", "nations/GBR" } }, Services.Patient);

        // The same nations send, so the same soil is needed: what others say does not depend on who is asked about.
        Assert.Equal(all.Cases[0].Movement, named.Cases[0].Movement);
        Assert.Equal(all.Permission.Consents, named.Permission.Consents);
        Assert.DoesNotContain(named.Permission.Consents, c => c.Nation == "nations/HUN");
    }

    [Fact]
    public async Task Node_InANationThatIsNotHeld_StopsNoAssessmentAndConsentsToNothing()
    {
        await services.Nodes.CreateTransportNodeAsync(
            new CreateTransportNodeRequest
            {
                TransportNodeId = "nowhere",
                TransportNode = new TransportNode
                {
                    DisplayName = "Nowhere",
                    Kind = TransportNode.Types.Kind.StagingArea,
                    Nation = "nations/BTN",
                    Source = new Api.V1.Source { Title = "t", Publisher = "p", PublishDate = new DateOnly(2024, 12, 31).ToDate() },
                },
            },
            services.As(Api.V1.Role.Secretariat));
        var answer = await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest(), Services.Patient);
        var there = await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () =>
            await services.Assessments.AssessDeploymentAsync(new AssessDeploymentRequest { Destination = "transportNodes/nowhere" }, Services.Patient));

        Assert.Equal(SectionState.Types.Availability.Available, answer.Permission.State.Availability);
        Assert.Equal(Grpc.Core.StatusCode.InvalidArgument, there.StatusCode);
    }

    [Fact]
    public async Task Transit_Refused_IsClosedEvenAsIfConsentsWereGiven()
    {
        var decision = await ReadyAsync("transit-refused", everybody: false);
        var before = await AskAsync(decision);
        var needed = before.Cases[0].Movement.RouteNations.First(n => n is not "nations/FRA" and not "nations/GBR");

        await YesAsync(await services.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = decision }), needed, Role.Transit, Consent.Types.Answer.No);
        var after = await AskAsync(decision);

        Assert.DoesNotContain(needed, after.Cases[0].Movement.RouteNations);
        Assert.DoesNotContain(after.Permission.Consents, c => c.Nation == needed && c.OnRecord);
        Assert.Equal(after.Permission.Consents.All(c => c.OnRecord), after.Permission.Permitted);
        // Another way takes as long at least.
        Assert.True(!after.Cases[0].Movement.AsIfGiven.Feasible
            || after.Cases[0].Movement.AsIfGiven.DestinationClosure.DayAtMidCapacity > before.Cases[0].Movement.AsIfGiven.DestinationClosure.DayAtMidCapacity);
    }

    private async Task<AssessDeploymentResponse> AskAsync(string decision) => await services.Assessments.AssessDeploymentAsync(
        new AssessDeploymentRequest
        {
            Decision = decision,
            StrengthPersons = 5_000,
            AsOf = Today.ToDate(),
            CeasefireDate = Today.ToDate(),
            UsaPosture = UsaPosture.FullBackstop,
            Nations = { "nations/FRA", "nations/GBR" },
        },
        Services.Patient);

    private async Task MoveAsync(string decision, State state) =>
        await services.Decisions.TransitionDecisionAsync(new TransitionDecisionRequest { Name = decision, TargetState = state }, services.As(Api.V1.Role.Secretariat));

    /// <summary>A draft to which everybody that it names has said yes, and everybody else who may be on the way.</summary>
    private async Task<string> ReadyAsync(string id, Action<Decision>? change = null, bool everybody = true)
    {
        var text = new Decision
        {
            DisplayName = "Force",
            Text = "A force is stationed in Ukraine.",
            Body = "test body",
            Issue = "issues/troop-deployment",
            CeilingPersons = 10_000,
            Rule = new DecisionRule { Kind = DecisionRule.Types.Kind.Coalition },
            Members = { new Member { Nation = "nations/FRA", Population = 1 } },
            Actions = { new DecisionAction { Kind = ActionKind.Station, Nation = "nations/UKR" } },
        };
        text.Actions.Add(new[] { "POL", "ROU", "SVK" }.Select(n => new DecisionAction { Kind = ActionKind.Cross, Nation = $"nations/{n}" }));
        change?.Invoke(text);
        var decision = await services.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = id, Decision = text }, services.As(Api.V1.Role.Secretariat));
        foreach (var affected in decision.AffectedNations.Where(a => a.Role is Role.Host or Role.Subject or Role.Transit))
        {
            await YesAsync(decision, affected.Nation, affected.Role);
        }

        if (everybody)
        {
            var named = decision.AffectedNations.Where(a => a.Role == Role.Transit).Select(a => a.Nation).ToHashSet(StringComparer.Ordinal);
            foreach (var nation in Everybody.Select(n => $"nations/{n}").Where(n => !named.Contains(n)))
            {
                await YesAsync(decision, nation, Role.Transit);
            }
        }

        return decision.Name;
    }

    private async Task YesAsync(Decision decision, string nation, Role role, Consent.Types.Answer answer = Consent.Types.Answer.Yes)
    {
        try
        {
            await services.Consents.CreateConsentAsync(
                new CreateConsentRequest
                {
                    Parent = nation,
                    ConsentId = $"{decision.Name["decisions/".Length..]}-{role.ToString().ToLowerInvariant()}",
                    Consent = new Consent { Decision = decision.Name, DecisionDigest = decision.Digest, Role = role, ConsentDate = Today.ToDate(), Answer = answer, PublishState = PublishState.Published },
                },
                services.DelegateOf(nation[^3..]));
        }
        catch (Grpc.Core.RpcException e) when (e.Status.Detail.Contains("parent", StringComparison.Ordinal))
        {
            // Not a nation that is held.
        }
    }
}
