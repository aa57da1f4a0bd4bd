using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Check = Summit.Nations.V1.ContributorCheck.Types.Status;
using ConsentStatus = Summit.Nations.V1.ConsentCheck.Types.Status;

namespace Summit.Logistics.Assessment;

/// <summary>Step 1: who still has to say yes.</summary>
internal static class PermissionStep
{
    public static PermissionSection Section(Reading<NationsFacts> nations, Evidence evidence)
    {
        if (nations.Value is not { } known)
        {
            return new PermissionSection { State = nations.State };
        }

        var section = new PermissionSection
        {
            State = Sections.Available(),
            Permitted = known.Permission.ConsentsComplete && known.Permission.Authorised,
            DecisionState = Label(known.Permission.State.ToString()),
        };
        section.Consents.Add(known.Permission.Consents
            .Where(c => c.Status != ConsentStatus.NotNeeded)
            .OrderBy(c => c.Status == ConsentStatus.Given).ThenBy(c => c.Nation, StringComparer.Ordinal).ThenBy(c => c.Role)
            .Select(c => Needed(c, known)));
        section.Parliaments.Add(known.Permission.Contributors.Select(c => Parliament(c, known)));
        Note(known, evidence);
        return section;
    }

    /// <summary>Whether a parliament stands in the way of a nation's forces: its approval is needed and not on record.</summary>
    public static bool IsMissing(ContributorCheck? check) => check?.Status is Check.Unapproved or Check.Unknown or Check.Refused;

    private static NeededConsent Needed(ConsentCheck check, NationsFacts known) => new()
    {
        Nation = check.Nation,
        DisplayName = known.NameOf(check.Nation),
        Role = Label(check.Role.ToString()),
        OnRecord = check.Status == ConsentStatus.Given,
        Consent = check.Consent,
        Detail = check.Why,
    };

    private static ParliamentStep Parliament(ContributorCheck check, NationsFacts known) => new()
    {
        Nation = check.Nation,
        DisplayName = known.NameOf(check.Nation),
        Approval = check.ParliamentRule is { } rule && rule.Approval != ParliamentRule.Types.Approval.Unspecified ? Label(rule.Approval.ToString()) : "UNKNOWN",
        LegalBasis = check.ParliamentRule?.LegalBasis ?? "",
        Missing = IsMissing(check),
        ApprovalDate = check.ApprovalDate,
        Source = check.ParliamentRule?.Source,
    };

    private static void Note(NationsFacts known, Evidence evidence)
    {
        foreach (var consent in known.Permission.Consents.Where(c => c.Status == ConsentStatus.Given))
        {
            evidence.Use(consent.Consent, $"consent of {known.NameOf(consent.Nation)} as {Label(consent.Role.ToString())}", "given", "", consent.Source, Packages.Nations);
        }

        foreach (var check in known.Permission.Contributors)
        {
            evidence.Use(check.Nation, $"part of the parliament of {known.NameOf(check.Nation)}", check.ParliamentRule?.LegalBasis ?? "not known", "", check.ParliamentRule?.Source, Packages.Nations);
        }
    }

    /// <summary>A generated enum name as the contract writes it: <c>InformBefore</c> is <c>INFORM_BEFORE</c>.</summary>
    internal static string Label(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}
