using Grpc.Core;
using Summit.Api.V1;
using Summit.Nations.V1;
using static Summit.Nations.Tests.NationsFixture;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;

namespace Summit.Nations.Tests.Decisions;

/// <summary>Computations on inline inputs, over the wire, as anyone may call them.</summary>
public sealed class InlineComputationTests(NationsFixture nations) : IClassFixture<NationsFixture>
{
    private static readonly string[] Union =
        "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE".Split(' ');

    [Fact]
    public async Task TallyDecision_SeveralFaults_AllReportedAtOnce()
    {
        var request = new TallyDecisionRequest
        {
            Inline = new InlineVote
            {
                Rule = new DecisionRule { Kind = Kind.QualifiedMajority, BodyMemberCount = 1 },
                Members =
                {
                    new MemberVote { Member = new Member { Nation = "nations/FRA", Population = 10 }, Choice = Choice.Yes },
                    new MemberVote { Member = new Member { Nation = "nations/FRA" }, Choice = (Choice)77 },
                },
            },
        };

        var failure = await FailureOf(nations.Decisions.TallyDecisionAsync(request, nations.Viewer));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal(
            ["inline.members[1].choice", "inline.members[1].member.nation", "inline.members[1].member.population", "inline.rule.body_member_count"],
            failure.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TallyDecision_InlineConsentMissing_NotAdopted()
    {
        var request = new TallyDecisionRequest
        {
            Inline = new InlineVote
            {
                Rule = new DecisionRule { Kind = Kind.Coalition },
                Members = { new MemberVote { Member = new Member { Nation = "nations/FRA" }, Choice = Choice.Yes } },
                ConsentNeeded = { "nations/UKR", "nations/POL" },
                ConsentGiven = { "nations/POL" },
            },
        };

        var tally = (await nations.Decisions.TallyDecisionAsync(request, nations.Viewer)).Tally;

        Assert.Equal(Tally.Types.Outcome.NotAdopted, tally.Outcome);
        Assert.True(tally.RuleMet);
        Assert.Equal(["nations/UKR"], tally.MissingConsents);
    }

    [Theory]
    [InlineData(61, 0)]
    [InlineData(0, 26)]
    public async Task ComputeVotingPower_TooManyPlayers_ResourceExhausted(int weighted, int doubleMajority)
    {
        var request = weighted > 0
            ? new ComputeVotingPowerRequest { Weighted = new WeightedGame { Quota = 3, Players = { Enumerable.Range(0, weighted).Select(i => new WeightedPlayer { Id = $"p{i}", Weight = 1 }) } } }
            : new ComputeVotingPowerRequest
            {
                DoubleMajority = new DoubleMajorityGame { Players = { Union.Take(doubleMajority).Select(code => new Member { Nation = $"nations/{code}", Population = 5 }) } },
            };

        var failure = await FailureOf(nations.Decisions.ComputeVotingPowerAsync(request, nations.Viewer));

        Assert.Equal((StatusCode.ResourceExhausted, "COMPUTATION_TOO_LARGE"), (failure.StatusCode, failure.Reason));
    }

    [Fact]
    public async Task ComputeVotingPower_QuotaAboveAllWeights_InvalidArgument()
    {
        var request = new ComputeVotingPowerRequest { Weighted = new WeightedGame { Quota = 7, Players = { new WeightedPlayer { Id = "a", Weight = 6 } } } };

        var failure = await FailureOf(nations.Decisions.ComputeVotingPowerAsync(request, nations.Viewer));

        Assert.Equal("weighted.quota", Assert.Single(failure.Violations).Field);
    }

    [Fact]
    public async Task AggregatePolls_AnswersDoNotSumTo100_InvalidArgument()
    {
        var request = new AggregatePollsRequest
        {
            AsOf = Paris,
            Polls = { new Poll { Question = "peacekeepers", SampleCount = 100, FieldEndDate = Paris, Answers = { new PollAnswer { Answer = "support", Percent = 98.9 } } } },
        };

        var failure = await FailureOf(nations.Polls.AggregatePollsAsync(request, nations.Viewer));

        Assert.Equal("polls[0].answers", Assert.Single(failure.Violations).Field);
    }

    [Fact]
    public async Task ForecastOutcome_NotANumber_InvalidArgument()
    {
        var request = new ForecastOutcomeRequest { Actors = { new ForecastActor { Id = "a", Position = double.NaN, Salience = 1, Capability = 0 } } };

        var failure = await FailureOf(nations.Forecasts.ForecastOutcomeAsync(request, nations.Viewer));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
    }

    [Fact]
    public async Task ListPositions_DraftOfAnotherNation_IsNotThere()
    {
        var position = new Position
        {
            Issue = "issues/troop-deployment",
            Actor = "government",
            Stance = Stance.Support,
            PositionDate = Paris,
            Source = new Source { Title = "Draft", PublishDate = Paris },
        };
        await nations.Positions.CreatePositionAsync(new CreatePositionRequest { Parent = "nations/DNK", PositionId = "draft", Position = position }, nations.Delegate("DNK"));

        var list = new ListPositionsRequest { Parent = "nations/DNK", PageSize = 1000 };
        var own = await nations.Positions.ListPositionsAsync(list, nations.Delegate("DNK"));
        var others = await nations.Positions.ListPositionsAsync(list, nations.Delegate("FRA"));
        var hidden = await FailureOf(nations.Positions.GetPositionAsync(new GetPositionRequest { Name = "nations/DNK/positions/draft" }, nations.Viewer));
        var stance = await nations.Positions.AggregateStancesAsync(
            new AggregateStancesRequest { Issue = "issues/troop-deployment", AsOf = Paris, Nations = { "nations/DNK" } }, nations.Delegate("DNK"));

        Assert.Equal(others.Positions.Count + 1, own.Positions.Count);
        Assert.Equal(StatusCode.NotFound, hidden.StatusCode);
        Assert.Equal(Stance.Reluctant, stance.Stances[0].Stance); // as published, not as drafted
    }
}
