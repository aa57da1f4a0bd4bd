using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.ConsentRules;
using Summit.Nations.Decisions.Tallying;
using Summit.Nations.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Decisions.Lifecycle;

/// <summary>Validates the content of a decision before it is stored and reports every violation.</summary>
internal static class DecisionChecks
{
    public static Violations Check(WriteContext write, Decision decision)
    {
        var violations = new Violations();
        RuleChecks.Check(decision.Rule, decision.Members, "decision.rule", i => $"decision.members[{i}]", violations);
        foreach (var (index, member) in decision.Members.Index())
        {
            References.Check(write.Transaction, Types.Nations, member.Nation, $"decision.members[{index}].nation", violations);
        }
        foreach (var (index, affected) in decision.Affects.Index())
        {
            References.Check(write.Transaction, Types.Nations, affected.Nation, $"decision.affects[{index}].nation", violations);
            PlainText.Check(affected.Areas, $"decision.affects[{index}].areas", violations);
        }
        violations.RequireDistinct(decision.Affects.Select(a => $"{a.Nation} {a.Role}"), i => $"decision.affects[{i}]");
        foreach (var (index, action) in decision.Actions.Index())
        {
            CheckAction(write, decision, action, $"decision.actions[{index}]", violations);
        }
        PlainText.Check(decision.Areas, "decision.areas", violations);
        CheckReferences(write, decision, violations);
        CheckPeriod(write, decision, violations);
        return violations;
    }

    private static void CheckAction(WriteContext write, Decision decision, DecisionAction action, string field, Violations violations)
    {
        References.Check(write.Transaction, Types.Nations, action.Nation, $"{field}.nation", violations);
        PlainText.Check(action.Areas, $"{field}.areas", violations);
        violations.Require(
            !(action.HasCeilingPersons && decision.HasCeilingPersons && action.CeilingPersons > decision.CeilingPersons),
            $"{field}.ceiling_persons",
            $"{action.CeilingPersons} is above the ceiling of the decision, {decision.CeilingPersons}");
        if (DecisionContent.RoleOf(action.Kind) is AffectedRole.Host or AffectedRole.Subject && decision.Areas.Count > 0)
        {
            foreach (var (index, area) in action.Areas.Index())
            {
                violations.Require(
                    decision.Areas.Contains(area), $"{field}.areas[{index}]", $"\"{area}\" is not an area of the decision; use one of {string.Join(", ", decision.Areas)}");
            }
        }
        References.CheckOrder(action.StartDate, action.EndDate, "start_date", $"{field}.end_date", violations);
        References.CheckOrder(decision.StartDate, action.StartDate, "the start_date of the decision", $"{field}.start_date", violations);
        violations.Require(
            !(action.EndDate.TryDay() > decision.EndDate.TryDay()),
            $"{field}.end_date",
            $"{action.EndDate.TryDay():yyyy-MM-dd} is after the end_date of the decision, {decision.EndDate.TryDay():yyyy-MM-dd}");
    }

    private static void CheckReferences(WriteContext write, Decision decision, Violations violations)
    {
        References.Check(write.Transaction, Types.Summits, decision.Summit, "decision.summit", violations);
        References.Check(write.Transaction, Types.Issues, decision.Issue, "decision.issue", violations);
        References.Check(write.Transaction, Types.Decisions, decision.Supersedes, "decision.supersedes", violations);
        // Each step leads to another decision. A step that leads back to this decision is a cycle.
        var seen = new HashSet<string>(StringComparer.Ordinal) { decision.Name };
        var earlier = decision.Supersedes;
        while (Types.Decisions.IsName(earlier) && seen.Add(earlier))
        {
            earlier = write.Transaction.Find(Types.Decisions, earlier)?.Supersedes ?? "";
        }
        violations.Require(earlier.Length == 0 || !seen.Contains(earlier), "decision.supersedes", $"\"{decision.Supersedes}\" leads back to a decision that supersedes it; name an earlier one");
    }

    private static void CheckPeriod(WriteContext write, Decision decision, Violations violations)
    {
        References.CheckOrder(decision.StartDate, decision.EndDate, "start_date", "decision.end_date", violations);
        var today = write.Now.Day();
        violations.Require(!(decision.EndDate.TryDay() < today), "decision.end_date", $"{decision.EndDate.TryDay():yyyy-MM-dd} is over; it must be today, {today:yyyy-MM-dd}, or later");
    }
}
