using Summit.Nations.V1;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>Finds the smallest set of members whose changed votes would change whether a rule is met.</summary>
internal static class Swings
{
    /// <summary>
    /// Returns one smallest set, or null when no change of votes changes the result. All rules are monotone in the number,
    /// population and weight of the members in favour. Therefore, turning the heaviest members first is never worse than another
    /// choice of the same number of members. In a rule that counts votes cast, turning a no counts twice.
    /// </summary>
    public static VoteSwing? Smallest(DecisionRule rule, IReadOnlyList<Ballot> ballots)
    {
        var met = Tallier.Apply(rule, ballots).Met;
        var turned = met ? Choice.No : Choice.Yes;
        var current = ballots.ToList();
        var nations = new List<string>();
        foreach (var candidate in Candidates(rule, ballots, met))
        {
            current[current.IndexOf(candidate)] = candidate with { Choice = turned };
            nations.Add(candidate.Nation);
            if (Tallier.Apply(rule, current).Met == met)
            {
                continue;
            }
            nations.Sort(StringComparer.Ordinal);
            return new VoteSwing
            {
                Choice = turned,
                Nations = { nations },
                Consequence = $"With {(met ? "no" : "yes")} from {nations.Count} more ({string.Join(", ", nations)}) the rule would {(met ? "no longer " : "")}be met.",
            };
        }
        return null;
    }

    private static IEnumerable<Ballot> Candidates(DecisionRule rule, IReadOnlyList<Ballot> ballots, bool met)
    {
        // One vote against ends unanimity, regardless of the member. Under other rules, only members in favour can withdraw their
        // vote.
        var unanimity = rule.Kind == DecisionRule.Types.Kind.Unanimity;
        return ballots
            .Where(b => met ? b.Yes || unanimity : !b.Yes)
            .OrderBy(b => unanimity && !met && b.Choice is not (Choice.No or Choice.Absent))
            .ThenBy(b => unanimity && !met && b.Choice == Choice.Abstain)
            .ThenBy(b => rule is { Kind: DecisionRule.Types.Kind.SimpleMajority, OfVotesCast: true } && !met && b.Choice != Choice.No)
            .ThenByDescending(b => rule.Kind == DecisionRule.Types.Kind.Weighted ? b.Weight : b.Population)
            .ThenBy(b => b.Nation, StringComparer.Ordinal);
    }
}
