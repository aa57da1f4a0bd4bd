using Summit.Nations.ConsentRules;
using Summit.Nations.V1;

namespace Summit.Nations.ResponseLadders;

/// <summary>The consents that a rung needs: those of its decision, and those of the nations that must agree. A consent is to a decision, so none can count while there is no decision.</summary>
internal static class RungConsents
{
    /// <param name="rung">The rung.</param>
    /// <param name="decision">The decision that it prepares; null when none is named or stored.</param>
    /// <param name="onRecord">Published consents.</param>
    /// <param name="day">Day on which they must be known and in force.</param>
    /// <param name="assumed">Nations whose consents are taken as given.</param>
    /// <returns>Each needed consent, by nation and role, and the answer on record.</returns>
    public static IReadOnlyList<(LadderConsent Consent, Consent? OnRecord)> Of(
        LadderRung rung, Decision? decision, IReadOnlyCollection<Consent> onRecord, DateOnly day, IReadOnlyCollection<string> assumed)
    {
        var mustAgree = rung.MustAgree.Select(WithRole).ToList();
        if (decision is null)
        {
            return
            [
                .. mustAgree.OrderBy(n => n.Nation, StringComparer.Ordinal).ThenBy(n => n.Role)
                    .Select(n => (One(n.Nation, n.Role, "there is no decision on record to agree to", assumed), (Consent?)null)),
            ];
        }

        return [.. Standing.Of(ConsentNeed.Of(decision, mustAgree, null, null, null), onRecord, day).Select(s => (One(s.Need.Nation, s.Need.Role, s.WhyNot, assumed), s.Latest))];
    }

    private static AffectedNation WithRole(AffectedNation nation)
    {
        var known = nation.Clone();
        known.Role = nation.Role == AffectedRole.Unspecified ? AffectedRole.Subject : nation.Role;
        return known;
    }

    private static LadderConsent One(string nation, AffectedRole role, string? whyNot, IReadOnlyCollection<string> assumed)
    {
        var taken = whyNot is not null && assumed.Contains(nation);
        return new LadderConsent { Nation = nation, Role = role, Given = whyNot is null || taken, Assumed = taken, WhyMissing = taken ? "" : whyNot ?? "" };
    }
}
