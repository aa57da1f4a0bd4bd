using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Consents;
using Summit.Nations.Decisions.Tallying;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Lifecycle;

/// <summary>A decision is written as a draft; from then on only transitions change it.</summary>
internal sealed class DecisionRules : ResourceRules<Decision>
{
    public override void OnCreate(WriteContext write, Decision resource)
    {
        Check(write, resource);
        resource.State = State.Draft;
        resource.Transitions.Clear();
        (resource.SilenceStartTime, resource.SilenceEndTime, resource.VotingEndTime) = (null, null, null);
    }

    public override void OnUpdate(WriteContext write, Decision current, Decision next)
    {
        RequireDraft(current, "be changed; record a new decision that supersedes it");
        Check(write, next);
    }

    public override void OnDelete(WriteContext write, Decision current) => RequireDraft(current, "be deleted; it stays on record");

    private static void RequireDraft(Decision decision, string cannot)
    {
        if (decision.State != State.Draft)
        {
            var state = StateMachine.NameOf(decision.State);
            throw Refusals.StateForbids(decision.Name, $"{decision.Name} is {state} and cannot {cannot}.", state, "DRAFT");
        }
    }

    private static void Check(WriteContext write, Decision decision)
    {
        var violations = new Violations();
        RuleChecks.Check(decision.Rule, decision.Members, "decision.rule", i => $"decision.members[{i}]", violations);
        foreach (var (index, member) in decision.Members.Index())
        {
            RequireNation(member.Nation, $"decision.members[{index}].nation");
        }
        foreach (var (index, affected) in decision.Affects.Index())
        {
            RequireNation(affected.Nation, $"decision.affects[{index}].nation");
            violations.Require(ConsentRules.IsRole(affected.Role), $"decision.affects[{index}].role", $"{(int)affected.Role} is not a role; name one, for example AFFECTED_ROLE_HOST");
        }
        violations.RequireDistinct(decision.Affects.Select(a => $"{a.Nation} {a.Role}"), i => $"decision.affects[{i}]");
        violations.ThrowIfAny();

        void RequireNation(string nation, string field) =>
            violations.Require(
                Types.Nations.IsName(nation) && write.Transaction.Find(Types.Nations, nation) is not null, field, $"\"{nation}\" is not a nation that is held");
    }
}
