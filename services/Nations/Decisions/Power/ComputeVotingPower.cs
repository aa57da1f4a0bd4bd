using System.Numerics;
using Grpc.Core;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Nations.Decisions.States;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;

namespace Summit.Nations.Decisions.Power;

/// <summary>Computes which players are pivotal in a voting game, stored or inline.</summary>
internal sealed class ComputeVotingPower(StoreReads reads) : IRequestCheck<ComputeVotingPowerRequest>
{
    private const int MaxWeightedPlayers = 60;
    private const int MaxDoubleMajorityPlayers = 25;
    private const int MemberPercent = 55;
    private const int MemberPercentWithoutProposal = 72;
    private const int PopulationPercent = 65;
    private const int BlockingMembers = 4;

    public async Task<ComputeVotingPowerResponse> HandleAsync(ComputeVotingPowerRequest request, ServerCallContext context) => request.GameCase switch
    {
        ComputeVotingPowerRequest.GameOneofCase.Weighted => Weighted(request.Weighted),
        ComputeVotingPowerRequest.GameOneofCase.DoubleMajority => DoubleMajority(request.DoubleMajority),
        _ => await StoredAsync(request, context),
    };

    // A game that is too large is refused for that reason, regardless of its other violations.
    public ValueTask CheckAsync(ComputeVotingPowerRequest request, ServerCallContext context, Violations found)
    {
        found.Require(request.GameCase != ComputeVotingPowerRequest.GameOneofCase.None, "game", "is not set; give weighted, double_majority or a stored decision");
        if (request.Weighted is { Players.Count: <= MaxWeightedPlayers })
        {
            Check(request.Weighted, "weighted", found);
        }
        if (request.DoubleMajority is { Players.Count: <= MaxDoubleMajorityPlayers })
        {
            Check(request.DoubleMajority, "double_majority", found);
        }
        return ValueTask.CompletedTask;
    }

    private async Task<ComputeVotingPowerResponse> StoredAsync(ComputeVotingPowerRequest request, ServerCallContext context)
    {
        var snapshot = await reads.OpenAsync(context, request);
        var decision = await snapshot.GetAsync(Types.Decisions, request.Decision, Visibility.Published, context.CancellationToken);
        var rule = decision.Rule;
        switch (rule.Kind)
        {
            case Kind.Weighted:
                var players = decision.Members.Select(m => new WeightedPlayer { Id = m.Nation, Weight = m.Weight });
                var weighted = new WeightedGame { Quota = rule.Quota, Players = { players } };
                Require(p => Check(weighted, decision.Name, p));
                return Weighted(weighted);
            case Kind.QualifiedMajority when rule.BodyMemberCount == 0 || rule.BodyMemberCount == decision.Members.Count:
                var game = new DoubleMajorityGame
                {
                    MemberPercent = rule.MemberPercent > 0 ? rule.MemberPercent : rule.WithoutProposal ? MemberPercentWithoutProposal : MemberPercent,
                    PopulationPercent = rule.PopulationPercent > 0 ? rule.PopulationPercent : PopulationPercent,
                    MinimumBlockingMembers = rule.WithoutProposal ? 0 : rule.MinimumBlockingMembers > 0 ? rule.MinimumBlockingMembers : BlockingMembers,
                    Players = { decision.Members },
                };
                Require(p => Check(game, decision.Name, p));
                return DoubleMajority(game);
            default:
                throw Refusals.StateForbids(
                    decision.Name, $"{decision.Name} is not decided by a weighted vote, nor by a qualified majority of all members; give its game inline.", StateMachine.NameOf(decision.State));
        }
    }

    private static void Check(WeightedGame game, string field, Violations violations)
    {
        // The sum exceeds 64 bits only if a weight is above its own limit. That weight is reported separately.
        var total = game.Players.Aggregate(BigInteger.Zero, (sum, p) => sum + p.Weight);
        violations.Require(game.Players.Count > 0, $"{field}.players", "is empty; a game needs at least one player");
        violations.Require(game.Quota >= 1 && game.Quota <= total, $"{field}.quota", $"{game.Quota} is outside what is allowed: 1 to the sum of all weights, {total}");
        violations.RequireDistinct(game.Players.Select(p => p.Id), i => $"{field}.players[{i}].id");
    }

    private static void Check(DoubleMajorityGame game, string field, Violations violations)
    {
        violations.Require(game.Players.Count > 0, $"{field}.players", "is empty; a game needs at least one player");
        violations.RequireDistinct(game.Players.Select(p => p.Nation), i => $"{field}.players[{i}].nation");
        Tallying.RuleChecks.RequirePopulations(game.Players, i => $"{field}.players[{i}]", "a double majority", violations);
    }

    private static void Require(Action<Violations> check)
    {
        var violations = new Violations();
        check(violations);
        violations.ThrowIfAny();
    }

    private static ComputeVotingPowerResponse Weighted(WeightedGame game)
    {
        RequireSize("players of a weighted game", game.Players.Count, MaxWeightedPlayers);
        return Respond([.. game.Players.Select(p => p.Id)], new VotingGame([.. game.Players.Select(p => p.Weight)], game.Quota),
            $"weighted vote: {game.Players.Count} players, weight {game.Players.Sum(p => p.Weight)}, quota {game.Quota}");
    }

    private static ComputeVotingPowerResponse DoubleMajority(DoubleMajorityGame game)
    {
        RequireSize("players of a double-majority game", game.Players.Count, MaxDoubleMajorityPlayers);
        var count = game.Players.Count;
        var population = game.Players.Sum(p => p.Population);
        var memberPercent = game.HasMemberPercent ? game.MemberPercent : MemberPercent;
        var populationPercent = game.HasPopulationPercent ? game.PopulationPercent : PopulationPercent;
        var blocking = game.HasMinimumBlockingMembers ? game.MinimumBlockingMembers : BlockingMembers;
        var members = ((count * memberPercent) + 99) / 100;
        var people = ((population * populationPercent) + 99) / 100;
        // A coalition also wins when fewer members than a blocking minority are outside it. An empty coalition never wins.
        int? winning = blocking == 0 ? null : Math.Max(1, count - blocking + 1);
        return Respond([.. game.Players.Select(p => p.Nation)], new VotingGame([.. game.Players.Select(p => p.Population)], people, members, winning),
            $"double majority: {members} of {count} members and {people} of {population} persons{(winning is null ? "" : $", or {winning} members")}");
    }

    private static ComputeVotingPowerResponse Respond(IReadOnlyList<string> ids, VotingGame game, string description)
    {
        if (PowerIndices.Compute(game) is not var (powers, winning))
        {
            throw new ComputationTooLargeException($"cells (players x quota) of a game with more than {HalvesCounter.MaxPlayers} players", (game.Count + 1) * game.Quota, WeightTableCounter.MaxCells);
        }
        var response = new ComputeVotingPowerResponse
        {
            WinningCoalitionCount = winning.ToString(),
            SwingCount = powers.Aggregate(BigInteger.Zero, (sum, p) => sum + p.Swings).ToString(),
            Game = description,
        };
        response.Players.AddRange(ids.Zip(powers).OrderBy(p => p.First, StringComparer.Ordinal).Select(p => new PlayerPower
        {
            Id = p.First,
            ShapleyShubik = Wire(p.Second.ShapleyShubik),
            Swings = p.Second.Swings.ToString(),
            Banzhaf = Wire(p.Second.Banzhaf),
            BanzhafAbsolute = Wire(p.Second.BanzhafAbsolute),
        }));
        return response;
    }

    private static Fraction Wire(Rational share) =>
        new() { Numerator = share.Numerator.ToString(), Denominator = share.Denominator.ToString(), Value = share.ToDouble() };

    private static void RequireSize(string what, int asked, int limit)
    {
        if (asked > limit)
        {
            throw new ComputationTooLargeException(what, asked, limit);
        }
    }
}
