using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.Consents;
using Summit.Nations.V1;
using Approval = Summit.Nations.V1.ParliamentRule.Types.Approval;
using MandateStatus = Summit.Nations.V1.Mandate.Types.Status;
using Status = Summit.Nations.V1.ContributorCheck.Types.Status;

namespace Summit.Nations.Decisions.Permissions;

/// <summary>Who still has to say yes: affected nations by consent, contributors by their parliaments.</summary>
internal static class PermissionRules
{
    public static ConsentCheck Check(ConsentNeed need, bool named, IReadOnlyList<Consent> onRecord, DateOnly day)
    {
        var check = new ConsentCheck { Nation = need.Nation, Role = need.Role, NamedInDecision = named };
        if (!ConsentRules.NeedsConsent(need.Role))
        {
            check.Status = ConsentCheck.Types.Status.NotNeeded;
            check.Why = "This role binds only the nation itself.";
            return check;
        }
        var holding = ConsentRules.Holding(need, onRecord, day);
        check.Status = holding is null ? ConsentCheck.Types.Status.Missing : ConsentCheck.Types.Status.Given;
        check.Consent = holding?.Name ?? "";
        check.Source = holding?.Source;
        check.Why = holding is null ? WhyMissing(need, onRecord, day) : $"{holding.Name}, given on {holding.ConsentDate.ToDateOnly():O}.";
        return check;
    }

    public static ContributorCheck Check(Nation nation, string decision, IEnumerable<Mandate> mandates, DateOnly day)
    {
        var mandate = mandates.Where(m => IsKnown(m, decision, day))
            .OrderByDescending(m => m.ApprovalDate?.ToDateOnly() ?? DateOnly.MinValue).ThenBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault();
        var check = new ContributorCheck { Nation = nation.Name, ParliamentRule = nation.ParliamentRule, Mandate = mandate };
        var approval = nation.ParliamentRule?.Approval ?? Approval.Unspecified;
        check.Status = StatusOf(approval, mandate, day);
        if (check.Status == Status.Approved)
        {
            check.ApprovalDate = mandate!.ApprovalDate;
            check.CeilingPersons = mandate.CeilingPersons;
        }
        check.Why = Why(check, mandate, approval);
        return check;
    }

    private static Status StatusOf(Approval approval, Mandate? mandate, DateOnly day) => mandate switch
    {
        { Status: MandateStatus.Refused } => Status.Refused,
        { Status: MandateStatus.Approved } when !(mandate.EndDate?.ToDateOnly() < day) => Status.Approved,
        _ => approval switch
        {
            Approval.Prior => Status.Unapproved,
            Approval.Unspecified => Status.Unknown,
            _ => Status.NotNeeded,
        },
    };

    private static bool IsKnown(Mandate mandate, string decision, DateOnly day) =>
        mandate.PublishState == PublishState.Published
        && (mandate.Decision.Length == 0 || mandate.Decision == decision)
        && !(mandate.ApprovalDate?.ToDateOnly() > day)
        && !(mandate.Source?.PublishDate?.ToDateOnly() > day);

    private static string WhyMissing(ConsentNeed need, IEnumerable<Consent> onRecord, DateOnly day)
    {
        var against = onRecord
            .Where(c => c.Decision == need.Decision && c.PublishState == PublishState.Published && c.Name.StartsWith(need.Nation + "/", StringComparison.Ordinal))
            .OrderBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => $"{c.Name}: {ConsentRules.WhyNot(need, c, day)}").ToList();
        return against.Count == 0 ? "No consent is on record." : $"No consent holds: {string.Join("; ", against)}.";
    }

    private static string Why(ContributorCheck check, Mandate? mandate, Approval approval) => check.Status switch
    {
        Status.Approved => $"{mandate!.Authority} approved{On(mandate)}.",
        Status.Refused => $"{mandate!.Authority} refused{On(mandate)}.",
        Status.Unapproved when mandate is { Status: MandateStatus.Approved or MandateStatus.Expired } => $"The approval of {mandate.Authority} is over.",
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
