using Summit.Nations.V1;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>Applies a rule to ballots or to a silence period. Reports the reason, who is bound and what would change the outcome.</summary>
internal static class Tallier
{
    /// <summary>Applies any rule except consensus.</summary>
    /// <param name="rule">A valid rule.</param>
    /// <param name="ballots">One per member.</param>
    /// <param name="missingConsents">Nations whose needed consent is missing. A majority of other members never replaces it.</param>
    public static Tally Vote(DecisionRule rule, IReadOnlyList<Ballot> ballots, IEnumerable<string> missingConsents)
    {
        var ruling = Apply(rule, ballots);
        var tally = Counted(ballots);
        tally.RuleMet = ruling.Met;
        tally.Rule = ruling.Rule;
        tally.Why = ruling.Why;
        tally.Criteria.AddRange(ruling.Criteria);
        tally.BlockingMinority = ruling.Blocking;
        tally.Swing = Swings.Smallest(rule, ballots);
        Conclude(tally, ruling.Met ? Tally.Types.Outcome.Adopted : Tally.Types.Outcome.NotAdopted, missingConsents);
        if (tally.Outcome == Tally.Types.Outcome.Adopted)
        {
            tally.BoundNations.AddRange(ballots.Where(b => IsBound(rule, b)).Select(b => b.Nation).Order(StringComparer.Ordinal));
        }
        return tally;
    }

    /// <summary>Consensus with a silence period: an objection up to and including the end breaks the silence.</summary>
    /// <param name="members">Members, <c>nations/{code}</c>.</param>
    /// <param name="objections">Who objected and when.</param>
    /// <param name="end">Last time at which an objection counts.</param>
    /// <param name="at">Time of the tally; null: after the end.</param>
    /// <param name="missingConsents">Nations whose needed consent is missing.</param>
    public static Tally Silence(
        IReadOnlyList<Member> members, IEnumerable<(string Nation, DateTimeOffset Time)> objections, DateTimeOffset end, DateTimeOffset? at, IEnumerable<string> missingConsents)
    {
        var known = objections.Where(o => at is null || o.Time <= at).OrderBy(o => o.Time).ThenBy(o => o.Nation, StringComparer.Ordinal).ToList();
        var inTime = known.Where(o => o.Time <= end).Select(o => o.Nation).Distinct().ToList();
        var late = known.Where(o => o.Time > end).Select(o => o.Nation).Distinct().ToList();
        var open = inTime.Count == 0 && at is { } now && now <= end;
        var tally = new Tally
        {
            MemberCount = members.Count,
            Population = members.Sum(m => m.Population),
            Rule = "Consensus with silence",
            RuleMet = inTime.Count == 0 && !open,
            ObjectingNations = { inTime },
            LateNations = { late },
            Why = inTime.Count > 0 ? $"Broken: {string.Join(", ", inTime)} objected by {end:O}."
                : open ? $"Under silence until {end:O}; nobody has objected so far."
                : $"Nobody objected by {end:O}{(late.Count > 0 ? $"; late and without effect: {string.Join(", ", late)}" : "")}.",
        };
        var outcome = inTime.Count > 0 ? Tally.Types.Outcome.Broken : open ? Tally.Types.Outcome.Pending : Tally.Types.Outcome.Adopted;
        Conclude(tally, outcome, missingConsents);
        if (tally.Outcome == Tally.Types.Outcome.Adopted)
        {
            tally.BoundNations.AddRange(members.Select(m => m.Nation).Order(StringComparer.Ordinal));
        }
        return tally;
    }

    internal static Ruling Apply(DecisionRule rule, IReadOnlyList<Ballot> ballots) => rule.Kind switch
    {
        DecisionRule.Types.Kind.Unanimity => OtherRules.Unanimity(ballots),
        DecisionRule.Types.Kind.QualifiedMajority => QualifiedMajority.Apply(rule, ballots),
        DecisionRule.Types.Kind.SimpleMajority => OtherRules.SimpleMajority(rule, ballots),
        DecisionRule.Types.Kind.Weighted => OtherRules.Weighted(rule, ballots),
        DecisionRule.Types.Kind.Coalition => OtherRules.Coalition(rule, ballots),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Kind, "Not a rule that is voted by."),
    };

    private static bool IsBound(DecisionRule rule, Ballot ballot) => rule.Kind switch
    {
        DecisionRule.Types.Kind.Coalition => ballot.Yes,
        DecisionRule.Types.Kind.Unanimity => ballot.Choice != Choice.DeclaredAbstention,
        _ => true,
    };

    private static void Conclude(Tally tally, Tally.Types.Outcome outcome, IEnumerable<string> missingConsents)
    {
        tally.MissingConsents.AddRange(missingConsents.Distinct().Order(StringComparer.Ordinal));
        var withheld = outcome == Tally.Types.Outcome.Adopted && tally.MissingConsents.Count > 0;
        tally.Outcome = withheld ? Tally.Types.Outcome.NotAdopted : outcome;
        if (withheld)
        {
            tally.Why += $" Not adopted: the consent of {string.Join(", ", tally.MissingConsents)} is missing, and no majority replaces it.";
        }
    }

    private static Tally Counted(IReadOnlyList<Ballot> ballots) => new()
    {
        MemberCount = ballots.Count,
        YesCount = ballots.Count(b => b.Yes),
        NoCount = ballots.Count(b => b.Choice == Choice.No),
        AbstainCount = ballots.Count(b => b.Choice == Choice.Abstain),
        DeclaredAbstentionCount = ballots.Count(b => b.Choice == Choice.DeclaredAbstention),
        AbsentCount = ballots.Count(b => b.Choice == Choice.Absent),
        Population = ballots.Sum(b => b.Population),
        YesPopulation = ballots.Where(b => b.Yes).Sum(b => b.Population),
    };
}
