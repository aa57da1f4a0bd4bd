using FsCheck;
using FsCheck.Fluent;
using Summit.Kernel;
using Summit.Nations.Decisions.Power;
using Summit.Nations.Decisions.Tallying;
using Summit.Nations.V1;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;

namespace Summit.Nations.Tests.Decisions;

public sealed class TallyProperties
{
    private static readonly Choice[] Choices = [Choice.Yes, Choice.No, Choice.Abstain, Choice.DeclaredAbstention, Choice.Absent];
    private static readonly Kind[] Kinds = [Kind.Unanimity, Kind.QualifiedMajority, Kind.SimpleMajority, Kind.Weighted, Kind.Coalition];

    [Fact]
    public void Vote_MoreSupport_NeverUnadopts() => Prop.ForAll(Cases(30), c =>
    {
        var met = Tallier.Apply(c.Rule, c.Ballots).Met;
        return !met || Enumerable.Range(0, c.Ballots.Length).All(i => Tallier.Apply(c.Rule, Turn(c.Ballots, [i], Choice.Yes)).Met);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Vote_MembersInAnotherOrder_SameTally() => Prop.ForAll(Cases(30), c =>
        Tallier.Vote(c.Rule, c.Ballots, []).Equals(Tallier.Vote(c.Rule, [.. c.Ballots.Reverse()], []))).QuickCheckThrowOnFailure();

    [Fact]
    public void Vote_ConsentMissing_NeverAdopts() => Prop.ForAll(Cases(30), c =>
        Tallier.Vote(c.Rule, c.Ballots, ["nations/UKR"]).Outcome != Tally.Types.Outcome.Adopted).QuickCheckThrowOnFailure();

    [Fact]
    public void Swing_SmallVote_IsTheFewestThatChangesIt() => Prop.ForAll(Cases(8), c =>
    {
        var met = Tallier.Apply(c.Rule, c.Ballots).Met;
        var turned = met ? Choice.No : Choice.Yes;
        var fewest = Enumerable.Range(1, (1 << c.Ballots.Length) - 1)
            .Select(mask => Enumerable.Range(0, c.Ballots.Length).Where(i => (mask & (1 << i)) != 0).ToArray())
            .Where(set => Tallier.Apply(c.Rule, Turn(c.Ballots, set, turned)).Met != met)
            .Select(set => (int?)set.Length).Min();
        return Swings.Smallest(c.Rule, c.Ballots)?.Nations.Count == fewest;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Power_AnyGame_SumsToOneWhateverTheOrder() => Prop.ForAll(Games().ToArbitrary(), game =>
    {
        var forward = PowerIndices.Compute(game)!.Value.Players;
        var backward = PowerIndices.Compute(game with { Weights = [.. game.Weights.Reverse()] })!.Value.Players;
        var one = new Rational(1, 1);
        return forward.Aggregate(default(Rational), (sum, p) => sum + p.ShapleyShubik) == one
            && forward.Aggregate(default(Rational), (sum, p) => sum + p.Banzhaf) == one
            && forward.SequenceEqual(backward.Reverse());
    }).QuickCheckThrowOnFailure();

    private static Ballot[] Turn(Ballot[] ballots, int[] indices, Choice choice) =>
        [.. ballots.Select((b, i) => indices.Contains(i) ? b with { Choice = choice } : b)];

    private static Arbitrary<Case> Cases(int most) =>
        (from count in Gen.Choose(1, most)
         from populations in Gen.Choose(1, 1000).ArrayOf(count)
         from choices in Gen.Elements(Choices).ArrayOf(count)
         from kind in Gen.Elements(Kinds)
         from withoutProposal in Gen.Elements(true, false)
         from absent in Gen.Choose(0, 3)
         from quota in Gen.Choose(1, Math.Max(1, populations.Sum()))
         select new Case(
             new DecisionRule
             {
                 Kind = kind,
                 WithoutProposal = withoutProposal,
                 BodyMemberCount = absent == 0 ? 0 : count + absent,
                 Quota = quota,
                 OfVotesCast = withoutProposal,
             },
             [.. populations.Select((p, i) => new Ballot($"nations/{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}X", p, p, choices[i]))])).ToArbitrary();

    private static Gen<VotingGame> Games() =>
        from count in Gen.Choose(1, 9)
        from weights in Gen.Choose(1, 20).ArrayOf(count)
        from quota in Gen.Choose(1, weights.Sum())
        from members in Gen.Choose(0, count)
        select new VotingGame([.. weights.Select(w => (long)w)], quota, members, members == 0 ? null : count);

    private sealed record Case(DecisionRule Rule, Ballot[] Ballots)
    {
        public override string ToString() => $"{Rule} {string.Join(' ', Ballots.Select(b => $"{b.Population}:{b.Choice}"))}";
    }
}
