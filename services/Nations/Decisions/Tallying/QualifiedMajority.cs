using Summit.Nations.V1;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>
/// Qualified majority: TEU Art. 16(4), TFEU Art. 238(2) and 238(3)(a) and (b). Members that abstain or are absent are not in
/// favour.
/// </summary>
internal static class QualifiedMajority
{
    // Number of members of the Union. The minimum of fifteen members is defined for this number.
    private const int AllMembers = 27;
    private const int DefaultFloor = 15;
    private const int DefaultBlocking = 4;
    private const int DefaultPopulationPercent = 65;
    private const int DefaultMemberPercent = 55;
    private const int DefaultMemberPercentWithoutProposal = 72;

    public static Ruling Apply(DecisionRule rule, IReadOnlyList<Ballot> ballots)
    {
        var all = rule.BodyMemberCount == 0 || rule.BodyMemberCount == ballots.Count;
        var memberPercent = Or(rule.MemberPercent, rule.WithoutProposal ? DefaultMemberPercentWithoutProposal : DefaultMemberPercent);
        var populationPercent = Or(rule.PopulationPercent, DefaultPopulationPercent);
        var yes = ballots.Count(b => b.Yes);
        var population = ballots.Sum(b => b.Population);
        var yesPopulation = ballots.Where(b => b.Yes).Sum(b => b.Population);

        var members = new List<Criterion> { Criteria.Share("members in favour", yes, ballots.Count, memberPercent, 100) };
        if (all && !rule.WithoutProposal && ballots.Count == AllMembers)
        {
            members.Add(Criteria.Count("members in favour, at least", yes, Or(rule.MinimumMembers, DefaultFloor)));
        }
        var people = Criteria.Share("population in favour", yesPopulation, population, populationPercent, 100);
        Criterion[] criteria = [.. members, people];

        var blocking = rule.WithoutProposal ? null : Blocking(rule, all, ballots, populationPercent);
        // If too few members are outside for a blocking minority, the majority is deemed attained. If no member is in favour,
        // there is no majority.
        var deemed = blocking is { Blocks: false } && blocking.ActualMembers < blocking.NeededMembers && yes > 0;
        foreach (var criterion in criteria.Where(c => !c.Holds))
        {
            criterion.SetAside = deemed;
        }
        var met = criteria.All(c => c.Holds || c.SetAside);
        return new Ruling(met, Case(all, rule.WithoutProposal), Why(met, deemed, criteria, blocking), criteria, blocking);
    }

    /// <summary>Name of the case that applies.</summary>
    public static string Case(bool allTakePart, bool withoutProposal) => (allTakePart, withoutProposal) switch
    {
        (true, false) => "TEU 16(4): all members, on a proposal",
        (true, true) => "TFEU 238(2): all members, without a proposal",
        (false, false) => "TFEU 238(3)(a): not all members, on a proposal",
        (false, true) => "TFEU 238(3)(b): not all members, without a proposal",
    };

    private static BlockingMinority Blocking(DecisionRule rule, bool all, IReadOnlyList<Ballot> ballots, int populationPercent)
    {
        var against = ballots.Where(b => !b.Yes).ToList();
        var above = 100 - populationPercent;
        var needed = all ? Or(rule.MinimumBlockingMembers, DefaultBlocking) : FewestAbove(ballots, above) + 1;
        return new BlockingMinority
        {
            NeededMembers = needed,
            ActualMembers = against.Count,
            AbovePopulationPercent = above,
            ActualPopulation = against.Sum(b => b.Population),
            Blocks = against.Count >= needed && 100 * against.Sum(b => b.Population) > above * ballots.Sum(b => b.Population),
        };
    }

    // 238(3)(a): the minimum number of members that represent more than 35 % of the population of the participating members.
    private static int FewestAbove(IReadOnlyList<Ballot> ballots, int percent)
    {
        var total = ballots.Sum(b => b.Population);
        var sum = 0L;
        var count = 0;
        foreach (var ballot in ballots.OrderByDescending(b => b.Population))
        {
            if (100 * sum > percent * total)
            {
                break;
            }
            sum += ballot.Population;
            count++;
        }
        return count;
    }

    private static string Why(bool met, bool deemed, IReadOnlyList<Criterion> criteria, BlockingMinority? blocking)
    {
        var failing = criteria.Where(c => !c.Holds).ToList();
        if (met && failing.Count == 0)
        {
            return $"Attained: {string.Join("; ", criteria.Select(Criteria.Say))}.";
        }
        return deemed
            ? $"Taken as attained: {blocking!.ActualMembers} not in favour, a blocking minority needs {blocking.NeededMembers} members; otherwise short: {string.Join("; ", failing.Select(Criteria.Say))}."
            : $"Not attained: {string.Join("; ", failing.Select(Criteria.Say))}.";
    }

    private static int Or(int value, int otherwise) => value == 0 ? otherwise : value;
}
