using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.VerdictReason.Types.Kind;

namespace Summit.Logistics.Assessment;

/// <summary>The reasons why the force is not permitted.</summary>
internal static class PermissionReasons
{
    public static List<VerdictReason> Of(PermissionSection permission, long strength) =>
        [.. new[] { Consents(permission), Ceiling(permission, strength), Other(permission, strength) }.OfType<VerdictReason>()];

    private static VerdictReason? Consents(PermissionSection permission)
    {
        var missing = permission.Consents.Where(c => !c.OnRecord).GroupBy(c => (c.Nation, c.DisplayName))
            .Select(g => (g.Key.Nation, Words: $"{g.Key.DisplayName} (as {string.Join(" and ", g.Select(c => c.Role.ToString().ToLowerInvariant()))})")).ToList();
        return missing.Count == 0 ? null : new VerdictReason
        {
            Kind = Kind.ConsentMissing,
            Sentence = $"Consent is not on record of {string.Join(", ", missing.Select(m => m.Words))}: without it no decision about a nation is adopted and nothing crosses its soil.",
            Subjects = { missing.Select(m => m.Nation) },
            Reliefs = { missing.Select(m => new Relief { Subject = m.Nation, Change = $"consent of {m.Words}" }) },
        };
    }

    private static VerdictReason? Ceiling(PermissionSection permission, long strength) => !PermissionStep.Exceeds(permission, strength) ? null : new()
    {
        Kind = Kind.CeilingExceeded,
        Sentence = $"The decision allows at most {permission.CeilingPersons:N0} persons at one time; {strength:N0} are asked for.",
        Required = strength,
        Available = permission.CeilingPersons,
        Unit = "persons",
        Reliefs = { new Relief { Subject = "strength_persons", Change = $"at most {permission.CeilingPersons:N0} persons" } },
    };

    /// <summary>Other restrictions of the decision itself, so that "not permitted" always has a reason.</summary>
    private static VerdictReason? Other(PermissionSection permission, long strength)
    {
        if (!permission.State.IsAvailable() || permission.Permitted || PermissionStep.Exceeds(permission, strength))
        {
            return null;
        }

        if (permission.WhyNotAuthorised.Length > 0)
        {
            return new VerdictReason { Kind = Kind.NotAuthorised, Sentence = permission.WhyNotAuthorised };
        }

        return permission.Consents.Any(c => !c.OnRecord) ? null : new() { Kind = Kind.ConsentMissing, Sentence = "Nations does not count the consents of the decision as complete." };
    }
}
