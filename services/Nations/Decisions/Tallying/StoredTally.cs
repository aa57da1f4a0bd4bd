using Summit.Nations.V1;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>Tallies a stored decision from its stored votes and objections.</summary>
internal static class StoredTally
{
    /// <summary>Applies the rule of the decision.</summary>
    /// <param name="decision">The decision. Under consensus it must have been put under silence.</param>
    /// <param name="votes">Its votes. Votes of non-members are ignored.</param>
    /// <param name="objections">Its objections.</param>
    /// <param name="at">Time of the tally, for consensus; null: after the end of the silence period.</param>
    /// <param name="missingConsents">Nations whose needed consent is missing.</param>
    public static Tally Of(
        Decision decision, IEnumerable<Vote> votes, IEnumerable<Objection> objections, DateTimeOffset? at, IEnumerable<string> missingConsents)
    {
        if (decision.Rule.Kind == Kind.Consensus)
        {
            var members = decision.Members.Select(m => m.Nation).ToHashSet(StringComparer.Ordinal);
            var raised = objections.Where(o => members.Contains(o.Nation)).Select(o => (o.Nation, o.ObjectionTime.ToDateTimeOffset()));
            return Tallier.Silence(decision.Members, raised, decision.SilenceEndTime.ToDateTimeOffset(), at, missingConsents);
        }
        var choices = votes.ToDictionary(v => v.Nation, v => v.Choice, StringComparer.Ordinal);
        return Tallier.Vote(decision.Rule, [.. decision.Members.Select(m => Ballot.Of(m, choices.GetValueOrDefault(m.Nation)))], missingConsents);
    }
}
