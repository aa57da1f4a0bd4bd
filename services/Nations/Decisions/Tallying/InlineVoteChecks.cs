using Summit.Kernel;
using Summit.Nations.V1;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>Validates votes given inline and reports all violations at once.</summary>
internal static class InlineVoteChecks
{
    public static void Check(InlineVote vote, Violations violations)
    {
        var members = vote.Members.Select(m => m.Member ?? new Member()).ToList();
        violations.Require(members.Count > 0, "inline.members", "is empty; a vote needs at least one member");
        RuleChecks.Check(vote.Rule, members, "inline.rule", MemberField, violations);
        if (vote.Rule?.Kind == Kind.Unanimity && vote.Members.Any(m => m.Choice == Choice.DeclaredAbstention))
        {
            RuleChecks.RequirePopulations(members, MemberField, "a declared abstention", violations);
        }
        if (vote.Rule?.Kind == Kind.Consensus)
        {
            CheckSilence(vote, members, violations);
        }
    }

    private static void CheckSilence(InlineVote vote, List<Member> members, Violations violations)
    {
        violations.Require(vote.SilenceEndTime is not null, "inline.silence_end_time", "is required for consensus: an objection up to this instant breaks the silence");
        foreach (var (index, objection) in vote.Objections.Index())
        {
            violations.Require(members.Any(m => m.Nation == objection.Nation), $"inline.objections[{index}].nation", $"\"{objection.Nation}\" is not one of the members");
            violations.Require(objection.ObjectionTime is not null, $"inline.objections[{index}].objection_time", "is required");
        }
    }

    private static string MemberField(int index) => $"inline.members[{index}].member";
}
