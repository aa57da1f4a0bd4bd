using Summit.Nations.V1;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>Unanimity, simple majority, weighted vote and coalition.</summary>
internal static class OtherRules
{
    /// <summary>
    /// TEU Art. 31(1): abstentions do not block, unless declared abstainers are at least a third of members and of population.
    /// </summary>
    public static Ruling Unanimity(IReadOnlyList<Ballot> ballots)
    {
        var declared = ballots.Where(b => b.Choice == Choice.DeclaredAbstention).ToList();
        var notAgainst = ballots.Count(b => b.Choice is Choice.Yes or Choice.Abstain or Choice.DeclaredAbstention);
        var criteria = new List<Criterion> { Criteria.Share("members that vote yes or abstain", notAgainst, ballots.Count, 1, 1) };
        var blocked = false;
        if (declared.Count > 0)
        {
            var members = Criteria.Below("declared abstainers", declared.Count, ballots.Count, 1, 3);
            var people = Criteria.Below("population of declared abstainers", declared.Sum(b => b.Population), ballots.Sum(b => b.Population), 1, 3);
            blocked = !members.Holds && !people.Holds;
            members.SetAside = !members.Holds && !blocked;
            people.SetAside = !people.Holds && !blocked;
            criteria.AddRange([members, people]);
        }
        var met = criteria[0].Holds && !blocked;
        var why = met ? $"Nobody votes against: {Criteria.Say(criteria[0])}."
            : !criteria[0].Holds ? $"Not unanimous: {Criteria.Say(criteria[0])}."
            : $"Declared abstainers are at least a third of members and of population: {Criteria.Say(criteria[1])}; {Criteria.Say(criteria[2])}.";
        return new Ruling(met, declared.Count > 0 ? "Unanimity with constructive abstention (TEU 31(1))" : "Unanimity", why, criteria);
    }

    public static Ruling SimpleMajority(DecisionRule rule, IReadOnlyList<Ballot> ballots)
    {
        var yes = ballots.Count(b => b.Yes);
        var criterion = rule.OfVotesCast
            ? Criteria.Above("votes in favour of those cast", yes, yes + ballots.Count(b => b.Choice == Choice.No), 1, 2)
            : Criteria.Above("members in favour", yes, ballots.Count, 1, 2);
        return One(criterion, rule.OfVotesCast ? "Simple majority of votes cast" : "Simple majority of members");
    }

    public static Ruling Weighted(DecisionRule rule, IReadOnlyList<Ballot> ballots) =>
        One(Criteria.Count("weight in favour", ballots.Where(b => b.Yes).Sum(b => b.Weight), rule.Quota), "Weighted vote");

    /// <summary>A decision binds only its signers. One signer is enough unless the rule requires more.</summary>
    public static Ruling Coalition(DecisionRule rule, IReadOnlyList<Ballot> ballots) =>
        One(Criteria.Count("signers", ballots.Count(b => b.Yes), Math.Max(1, rule.MinimumSigners)), "Coalition: binds only signers");

    private static Ruling One(Criterion criterion, string rule) =>
        new(criterion.Holds, rule, $"{(criterion.Holds ? "Attained" : "Not attained")}: {Criteria.Say(criterion)}.", [criterion]);
}
