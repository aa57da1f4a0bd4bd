using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Check = Summit.Nations.V1.ContributorCheck.Types.Status;
using ConsentStatus = Summit.Nations.V1.ConsentCheck.Types.Status;

namespace Summit.Logistics.Assessment;

/// <summary>Step 1: which consents and approvals are still missing.</summary>
internal static class PermissionStep
{
    public static PermissionSection Section(Reading<NationsFacts> nations, long strength, IReadOnlyCollection<string> route, Evidence evidence)
    {
        if (nations.Value is not { } known)
        {
            return new PermissionSection { State = nations.State };
        }

        var section = new PermissionSection
        {
            State = Sections.Available(),
            DecisionState = known.Permission.State,
            CeilingPersons = known.Decision.CeilingPersons,
            WhyNotAuthorised = known.Permission.WhyNotAuthorised,
        };
        section.Consents.Add(known.Permission.Consents.Where(c => c.Status != ConsentStatus.NotNeeded && !(c.Role == AffectedRole.Transit && route.Contains(c.Nation))).Select(c => Needed(c, known))
            .Concat(route.Select(n => OnTheWay(n, known)))
            .OrderBy(c => c.OnRecord).ThenBy(c => c.Nation, StringComparer.Ordinal).ThenBy(c => c.Role));
        section.Permitted = known.Permission.ConsentsComplete && known.Permission.Authorised && section.Consents.All(c => c.OnRecord) && !Exceeds(section, strength);
        section.Parliaments.Add(known.Permission.Contributors.Select(c => Parliament(c, known)));
        Note(known, evidence);
        return section;
    }

    /// <summary>Whether a strength is above what the decision allows.</summary>
    public static bool Exceeds(PermissionSection section, long strength) => section.CeilingPersons > 0 && strength > section.CeilingPersons;

    /// <summary>A nation whose soil the route needs and that the decision does not name, or not for this many persons.</summary>
    private static NeededConsent OnTheWay(string nation, NationsFacts known) => new()
    {
        Nation = nation,
        DisplayName = known.NameOf(nation),
        Role = AffectedRole.Transit,
        OnRecord = known.MayCross(nation),
        Detail = known.MayCross(nation)
            ? "The route needs its soil, and its consent is on record."
            : known.Refusing.Contains(nation) ? "It refused to have its soil crossed, and the route needs it."
            : known.Permission.Consents.Any(c => c.Nation == nation && c.Role == AffectedRole.Transit)
                ? "The route needs its soil, and the decision that it said yes to lets fewer persons cross, or not on these days."
                : "The decision does not name it, but the route needs its soil; no consent of it is on record.",
        NeededByRoute = true,
        Stance = known.StanceOf(nation),
    };

    /// <summary>Whether a nation's forces lack a parliamentary approval: it is needed and not on record.</summary>
    public static bool IsMissing(ContributorCheck? check) => check?.Status is Check.Unapproved or Check.Unknown or Check.Refused;

    private static NeededConsent Needed(ConsentCheck check, NationsFacts known) => new()
    {
        Nation = check.Nation,
        DisplayName = known.NameOf(check.Nation),
        Role = check.Role,
        OnRecord = check.Status == ConsentStatus.Given,
        Consent = check.Consent,
        Detail = check.Why,
        Stance = known.StanceOf(check.Nation),
    };

    private static ParliamentStep Parliament(ContributorCheck check, NationsFacts known) => new()
    {
        Nation = check.Nation,
        DisplayName = known.NameOf(check.Nation),
        Approval = check.ParliamentRule?.Approval ?? ParliamentRule.Types.Approval.Unspecified,
        LegalBasis = check.ParliamentRule?.LegalBasis ?? "",
        Missing = IsMissing(check),
        ApprovalDate = check.ApprovalDate,
        Source = check.ParliamentRule?.Source,
    };

    private static void Note(NationsFacts known, Evidence evidence)
    {
        foreach (var consent in known.Permission.Consents.Where(c => c.Status == ConsentStatus.Given && c.Consent.Length > 0))
        {
            evidence.Use(consent.Consent, $"consent of {known.NameOf(consent.Nation)} as {consent.Role}", "given", "", consent.Source, Packages.Nations);
        }

        foreach (var check in known.Permission.Contributors)
        {
            evidence.Use(check.Nation, $"part of the parliament of {known.NameOf(check.Nation)}", check.ParliamentRule?.LegalBasis ?? "not known", "", check.ParliamentRule?.Source, Packages.Nations);
        }
    }
}
