using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.V1;
using Approval = Summit.Nations.V1.ParliamentRule.Types.Approval;
using MandateStatus = Summit.Nations.V1.Mandate.Types.Status;
using Status = Summit.Nations.V1.ContributorCheck.Types.Status;

namespace Summit.Nations.Decisions.Permissions;

/// <summary>
/// Checks whether the parliament of a nation allows it to send forces. A mandate approves only its own decision, areas and ceiling.
/// </summary>
internal static class ContributorRules
{
    public static ContributorCheck Check(Nation nation, Decision decision, IEnumerable<Mandate> mandates, DateOnly day)
    {
        var mandate = LatestOf(mandates.Where(m => m.Name.StartsWith(nation.Name + "/", StringComparison.Ordinal) && IsKnown(m, decision, day)), decision);
        var check = new ContributorCheck { Nation = nation.Name, ParliamentRule = nation.ParliamentRule, Mandate = mandate };
        var approval = nation.ParliamentRule?.Approval ?? Approval.Unspecified;
        var narrow = mandate is null ? null : WhyTooNarrow(mandate, decision);
        check.Status = StatusOf(approval, mandate, narrow, day);
        var ceilings = new List<long>();
        if (check.Status == Status.Approved)
        {
            check.ApprovalDate = mandate!.ApprovalDate;
            check.EndDate = mandate.EndDate;
            ceilings.AddRange(mandate.HasCeilingPersons ? [mandate.CeilingPersons] : []);
        }
        ceilings.AddRange(decision.AffectedNations.Where(a => a.Nation == nation.Name && a.Role == AffectedRole.Contributor && a.HasCeilingPersons).Select(a => a.CeilingPersons));
        check.CeilingPersons = ceilings.Count > 0 ? ceilings.Min() : 0;
        check.Why = Why(check, mandate, narrow, approval);
        return check;
    }

    // The latest decided mandate counts. A mandate that is only requested, or that is for another content, does not replace it.
    private static Mandate? LatestOf(IEnumerable<Mandate> known, Decision decision) => known
        .OrderBy(m => IsApproval(m) || m.Status == MandateStatus.Refused).ThenBy(m => m.DecisionDigest == decision.Digest).ThenBy(m => m.ApprovalDate.TryDay()).ThenBy(m => m.PublishTime?.ToDateTimeOffset()).ThenBy(m => m.Name, StringComparer.Ordinal)
        .LastOrDefault();

    // An expired mandate was an approval while it was in force.
    private static bool IsApproval(Mandate mandate) => mandate.Status is MandateStatus.Approved or MandateStatus.Expired;

    private static Status StatusOf(Approval approval, Mandate? mandate, string? narrow, DateOnly day) =>
        mandate is { Status: MandateStatus.Refused } ? Status.Refused
        : mandate is not null && IsApproval(mandate) && narrow is null && !IsOver(mandate, day) ? Status.Approved
        : approval switch
        {
            Approval.Prior => Status.Unapproved,
            Approval.Unspecified => Status.Unknown,
            _ => Status.NotNeeded,
        };

    private static bool IsOver(Mandate mandate, DateOnly day) => mandate.EndDate.TryDay() is { } end ? end < day : mandate.Status == MandateStatus.Expired;

    private static bool IsKnown(Mandate mandate, Decision decision, DateOnly day) =>
        mandate.PublishState == PublishState.Published
        && mandate.Decision == decision.Name
        && mandate.DecisionUid == decision.Uid
        && !(mandate.ApprovalDate.TryDay() > day)
        && !(mandate.Source?.PublishDate.TryDay() > day);

    // The areas where forces are stationed: those of the decision and of its actions.
    private static string? WhyTooNarrow(Mandate mandate, Decision decision)
    {
        if (IsApproval(mandate) && mandate.DecisionDigest != decision.Digest)
        {
            return $"The approval of {mandate.Authority} was given for another content of the decision.";
        }
        if (mandate.Areas.Count == 0)
        {
            return null;
        }
        var stations = decision.Actions.Where(a => a.Kind == DecisionAction.Types.Kind.Station).ToList();
        var areas = decision.Areas.Union(stations.SelectMany(a => a.Areas), StringComparer.Ordinal).ToList();
        var anywhere = decision.Areas.Count == 0 && (stations.Count == 0 || stations.Any(a => a.Areas.Count == 0));
        return anywhere || areas.Except(mandate.Areas, StringComparer.Ordinal).Any()
            ? $"The approval of {mandate.Authority} is limited to {string.Join(", ", mandate.Areas)}, and the decision reaches {(anywhere ? "any area" : string.Join(", ", areas))}."
            : null;
    }

    private static string Why(ContributorCheck check, Mandate? mandate, string? narrow, Approval approval) => check.Status switch
    {
        Status.Approved => $"{mandate!.Authority} approved{On(mandate)}.",
        Status.Refused => $"{mandate!.Authority} refused{On(mandate)}.",
        Status.Unapproved when narrow is not null && IsApproval(mandate!) => narrow,
        Status.Unapproved when mandate is not null && IsApproval(mandate) => $"The approval of {mandate.Authority} is over.",
        Status.Unapproved => "Parliament must approve before departure, and no approval is known.",
        Status.Unknown => "Not known how parliament takes part; counts as unapproved.",
        _ => approval switch
        {
            Approval.InformBefore => "Parliament must be informed before departure; it need not approve.",
            Approval.Subsequent => "Parliament votes after departure, for longer missions.",
            Approval.Convention => "Government decides; parliament debates by convention.",
            _ => "Government decides; parliament has no part.",
        },
    };

    private static string On(Mandate mandate) => mandate.ApprovalDate is { } date ? $" on {date.ToDateOnly():O}" : "";
}
