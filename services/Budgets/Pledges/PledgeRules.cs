using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;
using WriteContext = Summit.Hosting.Resources.WriteContext;

namespace Summit.Budgets.Pledges;

/// <summary>What a pledge must hold when it is stored. What was published stays on record.</summary>
internal sealed class PledgeRules : StoredRules<Pledge>
{
    public override string Field => "pledge";

    public override void Check(Pledge resource, string path, Violations violations)
    {
        LadderChecks.Check(resource, path, violations);
        violations.RequireSource(resource.Source, path);
    }

    public override void OnCreate(WriteContext write, Pledge resource)
    {
        base.OnCreate(write, resource);
        Ladder.SetTotals(resource);
    }

    public override void OnUpdate(WriteContext write, Pledge current, Pledge next)
    {
        if (current.PublishState == PublishState.Published && (current.Form != next.Form || current.Beneficiary != next.Beneficiary))
        {
            throw Forbidden(current, "its form and beneficiary stay as they are; publish another pledge instead");
        }

        base.OnUpdate(write, current, next);
        Ladder.SetTotals(next);
    }

    public override void OnDelete(WriteContext write, Pledge current)
    {
        if (current.PublishState == PublishState.Published)
        {
            throw Forbidden(current, "it is not deleted; supersede its events with amounts of 0 instead");
        }
    }

    private static PreconditionException Forbidden(Pledge pledge, string what) => new(
        ErrorReason.StateForbids, pledge.Name, $"{pledge.Name} is published: {what}.", new Dictionary<string, string> { ["state"] = "PUBLISHED", ["allowed"] = "DRAFT" });
}
