using Summit.Nations.Numbers;
using Summit.Nations.V1;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>What votes given inline must hold; everything that is wrong is reported at once.</summary>
internal static class InlineVoteChecks
{
    public static void Check(InlineVote vote, Problems problems)
    {
        var members = vote.Members.Select(m => m.Member ?? new Member()).ToList();
        problems.Require(members.Count > 0, "inline.members", "is empty; a vote needs at least one member");
        RuleChecks.Check(vote.Rule, members, "inline.rule", MemberField, problems);
        foreach (var (index, member) in vote.Members.Index())
        {
            problems.Require(Enum.IsDefined(member.Choice), $"inline.members[{index}].choice", $"{(int)member.Choice} is not a vote");
        }
        if (vote.Rule?.Kind == Kind.Unanimity && vote.Members.Any(m => m.Choice == Choice.DeclaredAbstention))
        {
            RuleChecks.RequirePopulations(members, MemberField, "a declared abstention", problems);
        }
        if (vote.Rule?.Kind == Kind.Consensus)
        {
            CheckSilence(vote, members, problems);
        }
    }

    private static void CheckSilence(InlineVote vote, List<Member> members, Problems problems)
    {
        problems.Require(vote.SilenceEndTime is not null, "inline.silence_end_time", "is required for consensus: an objection up to this instant breaks the silence");
        foreach (var (index, objection) in vote.Objections.Index())
        {
            problems.Require(members.Any(m => m.Nation == objection.Nation), $"inline.objections[{index}].nation", $"\"{objection.Nation}\" is not one of the members");
            problems.Require(objection.ObjectionTime is not null, $"inline.objections[{index}].objection_time", "is required");
        }
    }

    private static string MemberField(int index) => $"inline.members[{index}].member";
}
