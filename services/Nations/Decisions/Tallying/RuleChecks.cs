using Summit.Kernel;
using Summit.Nations.V1;
using Kind = Summit.Nations.V1.DecisionRule.Types.Kind;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>Validates that a rule can be applied to its members and reports every violation.</summary>
internal static class RuleChecks
{
    /// <summary>Checks a rule with its members.</summary>
    /// <param name="rule">The rule; null when the request does not contain one.</param>
    /// <param name="members">The members.</param>
    /// <param name="ruleField">Path of the rule.</param>
    /// <param name="memberField">Returns the path of a member for its index.</param>
    /// <param name="violations">Receives the violations.</param>
    public static void Check(DecisionRule? rule, IReadOnlyList<Member> members, string ruleField, Func<int, string> memberField, Violations violations)
    {
        violations.RequireDistinct(members.Select(m => m.Nation), i => $"{memberField(i)}.nation");
        if (rule is null || rule.Kind == Kind.Unspecified || !Enum.IsDefined(rule.Kind))
        {
            violations.Require(false, $"{ruleField}.kind", $"{(int)(rule?.Kind ?? 0)} is not a rule; name one, for example KIND_QUALIFIED_MAJORITY");
            return;
        }
        if (rule.Kind == Kind.Weighted)
        {
            violations.Require(rule.Quota >= 1, $"{ruleField}.quota", $"{rule.Quota} is not a quota; a weighted vote needs at least 1");
        }
        if (rule.Kind == Kind.QualifiedMajority)
        {
            violations.Require(
                rule.BodyMemberCount == 0 || rule.BodyMemberCount >= members.Count,
                $"{ruleField}.body_member_count", $"{rule.BodyMemberCount} is less than the {members.Count} members that take part");
            RequirePopulations(members, memberField, "a qualified majority", violations);
        }
    }

    /// <summary>Reports each member without a population.</summary>
    public static void RequirePopulations(IReadOnlyList<Member> members, Func<int, string> memberField, string why, Violations violations)
    {
        foreach (var (index, member) in members.Index())
        {
            violations.Require(member.Population > 0, $"{memberField(index)}.population", $"{member.Population} is no population; {why} needs one above 0 for every member");
        }
    }
}
