using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Case = Summit.Logistics.V1.AssessmentOverride.OverrideOneofCase;

namespace Summit.Logistics.Assessment;

/// <summary>Checks that each override says what it assumes, and that its target exists and is named once.</summary>
internal sealed class CheckOverrides(StoreReads reads)
{
    /// <param name="sent">The overrides of a question.</param>
    /// <param name="violations">Receives the faults.</param>
    /// <param name="context">The call.</param>
    public async ValueTask CheckAsync(IReadOnlyList<AssessmentOverride> sent, Violations violations, ServerCallContext context)
    {
        var seen = new Dictionary<(Case, string), int>();
        for (var i = 0; i < sent.Count; i++)
        {
            var field = $"overrides[{i}]";
            if (!violations.Require(sent[i].OverrideCase != Case.None, field, "says nothing; set position, consent, approval, offer, force_element, capacity or cost"))
            {
                continue;
            }

            var first = seen.TryGetValue((sent[i].OverrideCase, Overrides.TargetOf(sent[i])), out var other);
            violations.Require(!first, field, $"is about the same as overrides[{other}]; each may be assumed once");
            seen.TryAdd((sent[i].OverrideCase, Overrides.TargetOf(sent[i])), i);
            await CheckAsync(sent[i], field, violations, context);
        }
    }

    /// <summary>The nation that an override names, with the path of the field; null when it names none.</summary>
    public static (string Nation, string Field)? NationOf(AssessmentOverride sent, int index) => sent.OverrideCase switch
    {
        Case.Position => (sent.Position.Nation, $"overrides[{index}].position.nation"),
        Case.Consent => (sent.Consent.Nation, $"overrides[{index}].consent.nation"),
        Case.Approval => (sent.Approval.Nation, $"overrides[{index}].approval.nation"),
        Case.Offer => (sent.Offer.Nation, $"overrides[{index}].offer.nation"),
        _ => null,
    };

    private async ValueTask CheckAsync(AssessmentOverride sent, string field, Violations violations, ServerCallContext context)
    {
        switch (sent.OverrideCase)
        {
            case Case.Consent:
                violations.Require(sent.Consent.Role is AffectedRole.Unspecified or AffectedRole.Subject or AffectedRole.Host or AffectedRole.Transit, $"{field}.consent.role",
                    $"{Overrides.Words(sent.Consent.Role)} needs no consent; use subject, host or transit");
                break;
            case Case.Approval:
                violations.Require(sent.Approval.OutcomeCase == ApprovalOverride.OutcomeOneofCase.ApproveDate || sent.Approval.Refused, $"{field}.approval", "says neither approve_date nor refused: true; set one of them");
                break;
            case Case.Offer:
                await CheckUnitsAsync(sent.Offer, $"{field}.offer", violations, context);
                break;
            case Case.ForceElement:
                violations.Require(sent.ForceElement.HasPersons || sent.ForceElement.HasNoticeDays, $"{field}.force_element", "assumes nothing; set persons or notice_days");
                await RequireUnitAsync(sent.ForceElement.Name, $"{field}.force_element.name", violations, context);
                break;
            case Case.Capacity:
                await CheckCapacityAsync(sent.Capacity, $"{field}.capacity", violations, context);
                break;
        }
    }

    private async ValueTask CheckUnitsAsync(OfferOverride sent, string field, Violations violations, ServerCallContext context)
    {
        for (var i = 0; i < sent.ForceElements.Count; i++)
        {
            var unit = sent.ForceElements[i];
            if (violations.Require(NationNames.NationOf(unit) == sent.Nation, $"{field}.force_elements[{i}]", $"\"{unit}\" is not a unit of {sent.Nation}; a nation offers its own"))
            {
                await RequireUnitAsync(unit, $"{field}.force_elements[{i}]", violations, context);
            }
        }
    }

    private async ValueTask RequireUnitAsync(string name, string field, Violations violations, ServerCallContext context)
    {
        var snapshot = await reads.OpenAsync(context);
        var found = Types.ForceElements.IsName(name) ? await snapshot.FindAsync(Types.ForceElements, name, context.Caller().Visibility, context.CancellationToken) : null;
        violations.Require(found is not null, field, $"\"{name}\" does not exist; ForceElementService.ListForceElements lists the units");
    }

    private async ValueTask CheckCapacityAsync(CapacityOverride sent, string field, Violations violations, ServerCallContext context)
    {
        var (snapshot, sees, stop) = (await reads.OpenAsync(context), context.Caller().Visibility, context.CancellationToken);
        violations.Require(sent.CapacityCase != CapacityOverride.CapacityOneofCase.None, field, "assumes nothing; set factor or tonnes_per_day");
        if (Types.TransportNodes.IsName(sent.Name) && await snapshot.FindAsync(Types.TransportNodes, sent.Name, sees, stop) is { } node)
        {
            violations.Require(node.ThroughputTonnesPerDay is not null || sent.CapacityCase != CapacityOverride.CapacityOneofCase.Factor, $"{field}.factor",
                $"\"{sent.Name}\" has no limit of its own to multiply; send tonnes_per_day");
            return;
        }

        violations.Require(Types.TransportArcs.IsName(sent.Name) && await snapshot.FindAsync(Types.TransportArcs, sent.Name, sees, stop) is not null, $"{field}.name",
            $"\"{sent.Name}\" does not exist; TransportArcService and TransportNodeService list what does");
    }
}
