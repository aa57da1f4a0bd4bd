using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.ConsentRules;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Severity = Summit.Nations.V1.Incident.Types.Severity;

namespace Summit.Nations.ResponseLadders;

/// <summary>Validates a ladder, stored or inline.</summary>
internal sealed class LadderRules : ResourceRules<ResponseLadder>
{
    public override void OnCreate(WriteContext write, ResponseLadder resource) => Check(write, resource);

    public override void OnUpdate(WriteContext write, ResponseLadder current, ResponseLadder next) => Check(write, next);

    private static void Check(WriteContext write, ResponseLadder ladder)
    {
        const string Field = "response_ladder";
        var violations = new Violations();
        violations.Require(ladder.Source is not null, $"{Field}.source", "is required");
        References.CheckPublished(write, ladder.Source, $"{Field}.source", violations);
        References.Check(write.Transaction, Types.Decisions, ladder.Decision, $"{Field}.decision", violations);
        foreach (var (index, rung) in ladder.Rungs.Index())
        {
            var at = $"{Field}.rungs[{index}]";
            References.Check(write.Transaction, Types.Decisions, rung.Decision, $"{at}.decision", violations);
            foreach (var (number, nation) in rung.MustAgree.Index())
            {
                References.Check(write.Transaction, Types.Nations, nation.Nation, $"{at}.must_agree[{number}].nation", violations);
            }
        }

        Check(ladder, Field, violations);
        violations.ThrowIfAny();
        Scope.Require(ladder, Field);
    }

    /// <summary>Reports what is wrong with a ladder in itself.</summary>
    public static void Check(ResponseLadder ladder, string field, Violations violations)
    {
        violations.RequireDistinct(ladder.Rungs.Select(r => r.Id), i => $"{field}.rungs[{i}].id");
        foreach (var (index, rung) in ladder.Rungs.Index())
        {
            var at = $"{field}.rungs[{index}]";
            violations.Require(rung.Entry is null || rung.Entry.IncidentCount > 0 || rung.Entry.OneMajor, $"{at}.entry", "has neither incident_count nor one_major; nothing could enter the rung; set one of them");
            violations.RequireDistinct(rung.MustAgree.Select(n => $"{n.Nation} as {n.Role}"), i => $"{at}.must_agree[{i}]");
            foreach (var (number, nation) in rung.MustAgree.Index())
            {
                violations.Require(
                    nation.Role == AffectedRole.Unspecified || ConsentNeed.IsNeededFor(nation.Role),
                    $"{at}.must_agree[{number}].role", $"{nation.Role} binds only the nation itself; name SUBJECT, HOST or TRANSIT");
            }
        }
    }

    /// <summary>The lowest severity that a rung counts.</summary>
    public static Severity LowestOf(EntryRule rule) => rule.IncidentCount > 0 ? rule.MinSeverity : Severity.Major;
}
