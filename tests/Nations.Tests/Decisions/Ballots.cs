using Summit.Nations.Decisions.Tallying;
using Summit.Nations.V1;

namespace Summit.Nations.Tests.Decisions;

/// <summary>Ballots by counts, for tests.</summary>
internal static class Ballots
{
    public static DecisionRule Rule(DecisionRule.Types.Kind kind, Action<DecisionRule>? set = null)
    {
        var rule = new DecisionRule { Kind = kind };
        set?.Invoke(rule);
        return rule;
    }

    public static DecisionRule Qualified(Action<DecisionRule>? set = null) => Rule(DecisionRule.Types.Kind.QualifiedMajority, set);

    /// <summary>Members with these populations; the first of them vote yes, the others as told.</summary>
    public static List<Ballot> Of(int yes, Choice others, params long[] populations) =>
        [.. populations.Select((p, i) => new Ballot(Name(i), p, p, i < yes ? Choice.Yes : others))];

    /// <summary>So many for with so many percent of the population, so many against with the rest.</summary>
    public static List<Ballot> Split(int yes, int no, long yesPercent, Choice others = Choice.No)
    {
        var ballots = new List<Ballot>();
        for (var i = 0; i < yes + no; i++)
        {
            var inFavour = i < yes;
            // 1,000 units per percent; the first of a side carries what does not divide.
            var total = (inFavour ? yesPercent : 100 - yesPercent) * 1000;
            var count = inFavour ? yes : no;
            var share = (total / count) + (i == 0 || i == yes ? total % count : 0);
            ballots.Add(new Ballot(Name(i), share, 1, inFavour ? Choice.Yes : others));
        }
        return ballots;
    }

    public static Tally Vote(DecisionRule rule, IReadOnlyList<Ballot> ballots, params string[] missing) => Tallier.Vote(rule, ballots, missing);

    private static string Name(int i) => $"nations/{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}X";
}
