using Summit.Kernel;
using Summit.Logistics.Forces;
using Summit.Logistics.V1;
using Summit.Nations.V1;

namespace Summit.Logistics.Assessment;

/// <summary>What binds the nations that offer or would offer: other tasks of their forces, and their parliaments.</summary>
internal static class ObligationStep
{
    public static ObligationsSection Section(Computation computed)
    {
        if (computed.Facts.Nations.Value is not { } known)
        {
            return new ObligationsSection { State = computed.Facts.Nations.State };
        }

        var (question, held) = (computed.Question, computed.Facts.HeldForces);
        var binding = new Commitments(held.Commitments, held.Elements, question.CDay, question.LastDay).Binding.ToLookup(c => NationNames.NationOf(c.Name), StringComparer.Ordinal);
        var left = question.AsOf.DaysUntil(question.CDay);
        return new ObligationsSection
        {
            State = Sections.Available(),
            DepartureDate = question.CDay.ToDate(),
            DaysLeft = left,
            Nations = { known.Permission.Contributors.Select(check => Of(check, binding[check.Nation], computed, known, left)) },
        };
    }

    private static NationObligations Of(ContributorCheck check, IEnumerable<StandingCommitment> commitments, Computation computed, NationsFacts known, int left)
    {
        var rule = check.ParliamentRule;
        var obligations = new NationObligations
        {
            Nation = check.Nation,
            DisplayName = known.NameOf(check.Nation),
            Commitments = { commitments.Select(Of) },
            CommittedPersons = computed.Inputs.Pools.GetValueOrDefault(check.Nation, NationPool.Empty).CommittedPersons,
            Approval = rule?.Approval ?? ParliamentRule.Types.Approval.Unspecified,
            Approver = rule?.Approver ?? "",
            TimeLimit = rule?.TimeLimit ?? "",
            Status = check.Status,
            ApprovalDate = check.ApprovalDate,
            ApprovalEndDate = check.EndDate,
        };
        var toInform = rule?.Approval == ParliamentRule.Types.Approval.InformBefore && check.Mandate is null;
        if (PermissionStep.IsMissing(check) || toInform)
        {
            obligations.DaysLeft = left;
        }

        return obligations;
    }

    private static BindingCommitment Of(StandingCommitment commitment) => new()
    {
        Name = commitment.Name,
        DisplayName = commitment.DisplayName,
        Kind = commitment.Kind,
        Persons = commitment.Persons,
        UnitCount = commitment.ForceElements.Count,
        StartDate = commitment.StartDate,
        EndDate = commitment.EndDate,
    };
}
