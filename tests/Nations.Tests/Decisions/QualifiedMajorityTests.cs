using Summit.Nations.V1;
using static Summit.Nations.Tests.Decisions.Ballots;
using Outcome = Summit.Nations.V1.Tally.Types.Outcome;

namespace Summit.Nations.Tests.Decisions;

public sealed class QualifiedMajorityTests
{
    // The handbook's three examples of TEU 16(4) with 27 members.
    [Theory]
    [InlineData(24, 62, Outcome.Adopted)]
    [InlineData(23, 62, Outcome.NotAdopted)]
    [InlineData(14, 80, Outcome.NotAdopted)]
    [InlineData(15, 65, Outcome.Adopted)]
    [InlineData(15, 64, Outcome.NotAdopted)]
    [InlineData(24, 1, Outcome.Adopted)]
    public void Vote_AllMembersOnAProposal_FollowsArticle16(int yes, long percent, Outcome expected)
    {
        var tally = Vote(Qualified(), Split(yes, 27 - yes, percent));

        Assert.Equal(expected, tally.Outcome);
        Assert.Equal("TEU 16(4): all members, on a proposal", tally.Rule);
    }

    [Fact]
    public void Vote_ThreeCannotBlock_SetsPopulationAside()
    {
        var tally = Vote(Qualified(), Split(24, 3, 62));

        Assert.Equal(4, tally.BlockingMinority.NeededMembers);
        Assert.Equal(3, tally.BlockingMinority.ActualMembers);
        Assert.False(tally.BlockingMinority.Blocks);
        Assert.Contains(tally.Criteria, c => c is { Title: "population in favour", Holds: false, SetAside: true });
    }

    // 238(2): 72 % of members (20 of 27) and 65 % of population, and no clause on blocking minorities.
    [Theory]
    [InlineData(20, 65, Outcome.Adopted)]
    [InlineData(19, 90, Outcome.NotAdopted)]
    [InlineData(24, 62, Outcome.NotAdopted)]
    public void Vote_AllMembersWithoutProposal_FollowsArticle238Paragraph2(int yes, long percent, Outcome expected)
    {
        var tally = Vote(Qualified(r => r.WithoutProposal = true), Split(yes, 27 - yes, percent));

        Assert.Equal(expected, tally.Outcome);
        Assert.Null(tally.BlockingMinority);
    }

    // 238(3)(a), nine take part: 40+30 of 100 is the fewest (1: 40 > 35), plus one = 2 members block.
    [Fact]
    public void Vote_NotAllMembersOnAProposal_OneLargeMemberCannotBlock()
    {
        long[] populations = [10, 10, 10, 10, 5, 5, 5, 5, 40];
        var rule = Qualified(r => r.BodyMemberCount = 27);

        var alone = Vote(rule, Of(8, Choice.No, populations));
        var two = Vote(rule, Of(7, Choice.No, populations));

        Assert.Equal(Outcome.Adopted, alone.Outcome);
        Assert.Equal(2, alone.BlockingMinority.NeededMembers);
        Assert.Equal(Outcome.NotAdopted, two.Outcome);
        Assert.True(two.BlockingMinority.Blocks);
        Assert.StartsWith("TFEU 238(3)(a)", two.Rule);
    }

    [Theory]
    [InlineData(18, Outcome.Adopted)] // 18 of 25 is exactly 72 %
    [InlineData(17, Outcome.NotAdopted)]
    public void Vote_NotAllMembersWithoutProposal_Needs72Percent(int yes, Outcome expected)
    {
        var rule = Qualified(r => (r.BodyMemberCount, r.WithoutProposal) = (27, true));

        Assert.Equal(expected, Vote(rule, Split(yes, 25 - yes, 70)).Outcome);
    }

    [Theory]
    [InlineData(Choice.Abstain)]
    [InlineData(Choice.Absent)]
    [InlineData(Choice.DeclaredAbstention)]
    public void Vote_AbstainingOrAbsent_IsNotInFavour(Choice other) =>
        Assert.Equal(Outcome.NotAdopted, Vote(Qualified(), Split(23, 4, 62, other)).Outcome);

    [Fact]
    public void Vote_OnePersonShortOf65Percent_NotAdopted()
    {
        // 65 % of 447,000,003 is 290,550,001.95: 290,550,001 falls short though both print as 65.00 %.
        var populations = Enumerable.Repeat(1L, 27).ToArray();
        populations[0] = 290_550_001 - 14;
        populations[26] = 447_000_003 - 290_550_001 - 11;

        var tally = Vote(Qualified(), Of(15, Choice.No, populations));

        Assert.Equal(447_000_003, tally.Population);
        Assert.Equal(290_550_001, tally.YesPopulation);
        Assert.Equal(Outcome.NotAdopted, tally.Outcome);
        Assert.Equal(290_550_002, tally.Criteria.Single(c => c.Title == "population in favour").Needed);
    }

    [Fact]
    public void Vote_OneMemberShort_SwingNamesTheFewest()
    {
        var tally = Vote(Qualified(), Split(14, 13, 80));

        Assert.Equal(Choice.Yes, tally.Swing.Choice);
        Assert.Single(tally.Swing.Nations);
    }

    [Fact]
    public void Vote_RuleMetButConsentMissing_NotAdopted()
    {
        var tally = Vote(Qualified(), Split(26, 1, 99), "nations/UKR");

        Assert.True(tally.RuleMet);
        Assert.Equal(Outcome.NotAdopted, tally.Outcome);
        Assert.Equal(["nations/UKR"], tally.MissingConsents);
        Assert.Empty(tally.BoundNations);
    }
}
