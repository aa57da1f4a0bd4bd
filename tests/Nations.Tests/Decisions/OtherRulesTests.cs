using Summit.Nations.Decisions.Tallying;
using Summit.Nations.V1;
using static Summit.Nations.Tests.Decisions.Ballots;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;
using Outcome = Summit.Nations.V1.Tally.Types.Outcome;

namespace Summit.Nations.Tests.Decisions;

public sealed class OtherRulesTests
{
    private static readonly DateTimeOffset End = new(2025, 2, 17, 12, 0, 0, TimeSpan.Zero);
    private static readonly List<Member> Members = [new Member { Nation = "nations/FRA" }, new Member { Nation = "nations/HUN" }];

    [Theory]
    [InlineData(Choice.Abstain, Outcome.Adopted)]
    [InlineData(Choice.No, Outcome.NotAdopted)]
    [InlineData(Choice.Absent, Outcome.NotAdopted)]
    public void Unanimity_OneOther_BlocksUnlessItAbstains(Choice other, Outcome expected) =>
        Assert.Equal(expected, Vote(Rule(Kind.Unanimity), Of(26, other, [.. Enumerable.Repeat(1L, 27)])).Outcome);

    // TEU 31(1): both thirds must be reached; each is inclusive.
    [Theory]
    [InlineData(3, 3, Outcome.NotAdopted)] // 3 of 9 members, 9 of 27 persons
    [InlineData(3, 2, Outcome.Adopted)] // 3 of 9 members, 6 of 24 persons
    [InlineData(2, 20, Outcome.Adopted)] // 2 of 9 members, 40 of 61 persons
    public void Unanimity_DeclaredAbstainers_BlockAtAThirdOfBoth(int abstainers, long population, Outcome expected)
    {
        var populations = Enumerable.Repeat(3L, 9 - abstainers).Concat(Enumerable.Repeat(population, abstainers)).ToArray();

        var tally = Vote(Rule(Kind.Unanimity), Of(9 - abstainers, Choice.DeclaredAbstention, populations));

        Assert.Equal(expected, tally.Outcome);
    }

    [Fact]
    public void Unanimity_DeclaredAbstainer_IsNotBound()
    {
        var tally = Vote(Rule(Kind.Unanimity), Of(3, Choice.DeclaredAbstention, 10, 10, 10, 5));

        Assert.Equal(Outcome.Adopted, tally.Outcome);
        Assert.Equal(["nations/AAX", "nations/ABX", "nations/ACX"], tally.BoundNations);
    }

    [Theory]
    [InlineData(14, 13, false, Outcome.Adopted)]
    [InlineData(13, 14, false, Outcome.NotAdopted)]
    [InlineData(13, 13, false, Outcome.NotAdopted)]
    [InlineData(13, 13, true, Outcome.NotAdopted)]
    public void SimpleMajority_MoreThanHalf_Adopts(int yes, int no, bool cast, Outcome expected) =>
        Assert.Equal(expected, Vote(Rule(Kind.SimpleMajority, r => r.OfVotesCast = cast), Split(yes, no, 50)).Outcome);

    [Fact]
    public void SimpleMajority_OfVotesCast_IgnoresAbstentions()
    {
        List<Ballot> ballots = [.. Split(3, 2, 50), new Ballot("nations/ZZA", 1, 1, Choice.Abstain), new Ballot("nations/ZZB", 1, 1, Choice.Abstain)];

        Assert.Equal(Outcome.Adopted, Vote(Rule(Kind.SimpleMajority, r => r.OfVotesCast = true), ballots).Outcome);
        Assert.Equal(Outcome.NotAdopted, Vote(Rule(Kind.SimpleMajority), ballots).Outcome);
    }

    [Theory]
    [InlineData(12, Outcome.Adopted)]
    [InlineData(13, Outcome.NotAdopted)]
    public void Weighted_QuotaReached_Adopts(long quota, Outcome expected) =>
        Assert.Equal(expected, Vote(Rule(Kind.Weighted, r => r.Quota = quota), Of(3, Choice.No, 4, 4, 4, 2, 2, 1)).Outcome);

    [Fact]
    public void Coalition_SomeSign_BindsOnlySigners()
    {
        var tally = Vote(Rule(Kind.Coalition), Of(2, Choice.No, 1, 1, 1));

        Assert.Equal(Outcome.Adopted, tally.Outcome);
        Assert.Equal(["nations/AAX", "nations/ABX"], tally.BoundNations);
        Assert.Equal(Outcome.NotAdopted, Vote(Rule(Kind.Coalition), Of(0, Choice.No, 1, 1)).Outcome);
    }

    [Theory]
    [InlineData(0, Outcome.Broken)]
    [InlineData(-1, Outcome.Broken)]
    [InlineData(1, Outcome.Adopted)]
    public void Silence_Objection_BreaksUpToAndIncludingTheEnd(int ticksAfterEnd, Outcome expected)
    {
        var tally = Tallier.Silence(Members, [("nations/HUN", End.AddTicks(ticksAfterEnd))], End, null, []);

        Assert.Equal(expected, tally.Outcome);
        Assert.Equal(expected == Outcome.Adopted, tally.LateNations.Count == 1);
    }

    [Fact]
    public void Silence_BeforeItsEnd_IsPending()
    {
        Assert.Equal(Outcome.Pending, Tallier.Silence(Members, [], End, End, []).Outcome);
        Assert.Equal(Outcome.Adopted, Tallier.Silence(Members, [], End, End.AddTicks(1), []).Outcome);
    }
}
