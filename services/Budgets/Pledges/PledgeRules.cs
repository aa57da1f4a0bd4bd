using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;
using WriteContext = Summit.Hosting.Resources.WriteContext;

namespace Summit.Budgets.Pledges;

/// <summary>Validates a pledge when it is stored. A published pledge stays on record.</summary>
internal sealed class PledgeRules : StoredRules<Pledge>
{
    public override string Field => "pledge";

    public override void Check(Pledge resource, string path, Violations violations)
    {
        LadderChecks.Check(resource, path, violations);
        violations.RequireSource(resource.Source, path);
        foreach (var sum in resource.StageSums.Where(sum => sum.EventCount > 0))
        {
            violations.Require(
                !resource.UnreportedStages.Contains(sum.Stage), $"{path}.unreported_stages", $"names {sum.Stage}, of which the ladder has {sum.EventCount} events; use stages without events");
        }
    }

    public override void OnCreate(WriteContext write, Pledge resource)
    {
        resource.StageSums.Clear();
        base.OnCreate(write, resource);
        PledgeLedger.Record(write.Transaction, resource);
    }

    public override void OnUpdate(WriteContext write, Pledge current, Pledge next)
    {
        if (current.PublishState == PublishState.Published && (current.Form != next.Form || current.Beneficiary != next.Beneficiary))
        {
            throw Forbidden(current, "its form and beneficiary cannot be changed; publish another pledge instead");
        }

        base.OnUpdate(write, current, next);
        // A pledge that was stored before events became separate rows still contains its events.
        if (next.Events.Count > 0)
        {
            PledgeLedger.Record(write.Transaction, next);
        }

        var violations = new Violations();
        foreach (var above in StageSums.Above(next))
        {
            violations.Require(holds: false, $"{Field}.unreported_stages", above);
        }

        violations.ThrowIfAny();
        StageSums.SetTotals(next);
        if (next.PublishState != current.PublishState)
        {
            foreach (var entry in Events(write, next))
            {
                entry.PublishState = next.PublishState;
                write.Transaction.Update(Types.PledgeEvents, entry);
            }
        }
    }

    public override void OnDelete(WriteContext write, Pledge current)
    {
        if (current.PublishState == PublishState.Published)
        {
            throw Forbidden(current, "it is not deleted; supersede its events with amounts of 0 instead");
        }

        foreach (var entry in Events(write, current))
        {
            write.Transaction.Delete(Types.PledgeEvents, entry.Name);
        }
    }

    private static IReadOnlyList<PledgeEvent> Events(WriteContext write, Pledge pledge) => write.Transaction.List(Types.PledgeEvents, pledge.Name);

    private static PreconditionException Forbidden(Pledge pledge, string what) => new(
        ErrorReason.StateForbids, pledge.Name, $"{pledge.Name} is published: {what}.", new Dictionary<string, string> { ["state"] = "PUBLISHED", ["allowed"] = "DRAFT" });
}
