using Grpc.Core;
using Summit.Api.V1;
using Summit.Nations.V1;
using static Summit.Nations.Tests.NationsFixture;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Tests.Consents;

/// <summary>No decision about a nation without that nation, whatever the order of concurrent writes.</summary>
public abstract class ConsentRaceTests(NationsFixture nations)
{
    private const int Moves = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ConcurrentWriters_AtEveryRevision_AdoptedOnlyWithConsent(int seed)
    {
        var decision = await VotingAsync($"race-{seed}");
        await Task.WhenAll(
            DelegationAsync("UKR", decision, new Random(seed)),
            DelegationAsync("POL", decision, new Random(seed + 100)),
            SecretariatAsync(decision, new Random(seed + 200)),
            SecretariatAsync(decision, new Random(seed + 300)));

        var adopted = 0;
        var last = (await nations.Decisions.ListDecisionsAsync(new ListDecisionsRequest { PageSize = 1 }, nations.Viewer)).Revision.Split('@');
        for (var revision = 2L; revision <= long.Parse(last[0]); revision++)
        {
            var at = new ReadPoint { Revision = $"{revision}@{last[1]}" };
            var held = await TryGetAsync(decision, at);
            if (held?.State != State.Adopted)
            {
                continue;
            }
            adopted++;
            var check = await nations.Decisions.CheckPermissionAsync(new CheckPermissionRequest { Decision = decision, AsOf = Today, ReadAt = at }, nations.Viewer);
            Assert.True(check.ConsentsComplete, $"adopted without consent at revision {revision}");
            Assert.True(check.InForce);
        }
        Assert.True(adopted > 0, "the schedule never adopted; it proves nothing");
    }

    private static Google.Type.Date Today { get; } = Day(DateTime.UtcNow.Year, DateTime.UtcNow.Month, DateTime.UtcNow.Day);

    private async Task DelegationAsync(string nation, string decision, Random random)
    {
        var digest = (await nations.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = decision }, nations.Viewer)).Digest;
        for (var i = 0; i < Moves; i++)
        {
            var request = new CreateConsentRequest
            {
                Parent = $"nations/{nation}",
                ConsentId = $"{decision["decisions/".Length..]}-{i}",
                Consent = new Consent
                {
                    Decision = decision,
                    Role = nation == "UKR" ? AffectedRole.Host : AffectedRole.Transit,
                    ConsentDate = Today,
                    DecisionDigest = digest,
                    PublishState = random.Next(3) == 0 ? PublishState.Draft : PublishState.Published,
                },
            };
            var consent = await nations.Consents.CreateConsentAsync(request, nations.Delegate(nation));
            if (random.Next(2) == 0 && consent.PublishState == PublishState.Draft)
            {
                consent.PublishState = PublishState.Published;
                consent = await nations.Consents.UpdateConsentAsync(new UpdateConsentRequest { Consent = consent }, nations.Delegate(nation));
            }
            await Task.Yield();
            if (consent.PublishState == PublishState.Published)
            {
                await nations.Consents.WithdrawConsentAsync(new WithdrawConsentRequest { Name = consent.Name }, nations.Delegate(nation));
            }
        }
        // The last word is yes, so that every schedule ends with something that can be adopted.
        await nations.Consents.CreateConsentAsync(
            new CreateConsentRequest
            {
                Parent = $"nations/{nation}",
                ConsentId = $"{decision["decisions/".Length..]}-last",
                Consent = new Consent { Decision = decision, Role = nation == "UKR" ? AffectedRole.Host : AffectedRole.Transit, ConsentDate = Today, DecisionDigest = digest, PublishState = PublishState.Published },
            },
            nations.Delegate(nation));
    }

    private async Task SecretariatAsync(string decision, Random random)
    {
        var refused = 0;
        while (refused < 2000)
        {
            try
            {
                var moved = await nations.Decisions.TransitionDecisionAsync(new TransitionDecisionRequest { Name = decision, TargetState = State.Adopted }, nations.Secretariat);
                Assert.Equal(State.Adopted, moved.State);
                if (random.Next(4) == 0)
                {
                    return;
                }
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
            {
                refused++;
                if ((await nations.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = decision }, nations.Viewer)).State == State.Adopted)
                {
                    return;
                }
            }
        }
    }

    private async Task<Decision?> TryGetAsync(string name, ReadPoint at)
    {
        try
        {
            return await nations.Decisions.GetDecisionAsync(new GetDecisionRequest { Name = name, ReadAt = at }, nations.Viewer);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<string> VotingAsync(string id)
    {
        var text = new Decision
        {
            DisplayName = "Race",
            Text = "Forces cross Poland and are stationed in Ukraine.",
            Body = "test body",
            Rule = new DecisionRule { Kind = Kind.Coalition },
            Members = { new Member { Nation = "nations/FRA" } },
            Actions =
            {
                new DecisionAction { Kind = DecisionAction.Types.Kind.Station, Nation = "nations/UKR" },
                new DecisionAction { Kind = DecisionAction.Types.Kind.Cross, Nation = "nations/POL" },
            },
        };
        var decision = await nations.Decisions.CreateDecisionAsync(new CreateDecisionRequest { DecisionId = id, Decision = text }, nations.Secretariat);
        foreach (var target in new[] { State.Tabled, State.Voting })
        {
            await nations.Decisions.TransitionDecisionAsync(new TransitionDecisionRequest { Name = decision.Name, TargetState = target }, nations.Secretariat);
        }
        await nations.Decisions.CastVoteAsync(new CastVoteRequest { Decision = decision.Name, Nation = "nations/FRA", Choice = Choice.Yes }, nations.Delegate("FRA"));
        return decision.Name;
    }
}

public sealed class SqliteConsentRaceTests(NationsFixture nations) : ConsentRaceTests(nations), IClassFixture<NationsFixture>;

public sealed class PostgresConsentRaceTests(PostgresNationsFixture nations) : ConsentRaceTests(nations), IClassFixture<PostgresNationsFixture>;
