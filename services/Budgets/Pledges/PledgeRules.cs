using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Pledges;

/// <summary>What a pledge must keep when it is stored. What was published stays on record.</summary>
internal sealed class PledgeRules : ResourceRules<Pledge>
{
    public override void OnCreate(WriteContext write, Pledge resource)
    {
        var faults = new Faults();
        LadderChecks.Check(resource, "pledge", faults);
        StoredRules.NeedsSource(resource.Source, "pledge", faults);
        faults.ThrowIfAny();
        Ladder.SetTotals(resource);
    }

    public override void OnUpdate(WriteContext write, Pledge current, Pledge next)
    {
        if (current.PublishState == PublishState.Published && (current.Form != next.Form || current.Beneficiary != next.Beneficiary))
        {
            throw Forbidden(current, "its form and beneficiary stay as they are; publish another pledge instead");
        }

        var faults = new Faults();
        StoredRules.NeedsSource(next.Source, "pledge", faults);
        faults.When(next.Form == PledgeForm.Unspecified, "pledge.form", "is not set; a pledge has a form");
        faults.ThrowIfAny();
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
