using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.Consents;

/// <summary>What a decision asks of one affected nation.</summary>
/// <param name="Decision"><c>decisions/{id}</c>.</param>
/// <param name="Nation"><c>nations/{code}</c>.</param>
/// <param name="Role">SUBJECT, HOST or TRANSIT.</param>
/// <param name="CeilingPersons">Most persons; 0 when there is no ceiling.</param>
/// <param name="Areas">Areas reached; empty when there is no limit.</param>
/// <param name="Conditions">Conditions written into the decision.</param>
internal sealed record ConsentNeed(
    string Decision, string Nation, AffectedRole Role, int CeilingPersons, IReadOnlyCollection<string> Areas, IReadOnlyCollection<string> Conditions)
{
    public static ConsentNeed Of(Decision decision, AffectedNation affected, int persons = 0) => new(
        decision.Name,
        affected.Nation,
        affected.Role,
        persons > 0 ? persons : affected.CeilingPersons > 0 ? affected.CeilingPersons : decision.CeilingPersons,
        affected.Areas.Count > 0 ? affected.Areas : decision.Areas,
        decision.Conditions);
}

/// <summary>No decision about a nation without that nation: when a consent on record holds, and which consents a decision needs.</summary>
internal static class ConsentRules
{
    /// <summary>Whether a role needs the nation's own consent.</summary>
    public static bool NeedsConsent(AffectedRole role) => role is AffectedRole.Subject or AffectedRole.Host or AffectedRole.Transit;

    /// <summary>Whether a role was said, and is one that this version knows.</summary>
    public static bool IsRole(AffectedRole role) => role != AffectedRole.Unspecified && Enum.IsDefined(role);

    /// <summary>The consents that a decision needs to be adopted.</summary>
    public static IEnumerable<ConsentNeed> NeedsOf(Decision decision) =>
        decision.Affects.Where(a => NeedsConsent(a.Role)).Select(a => ConsentNeed.Of(decision, a))
            .OrderBy(n => n.Nation, StringComparer.Ordinal).ThenBy(n => n.Role);

    /// <summary>The first consent that holds on the day, or null. A consent not on record is no.</summary>
    public static Consent? Holding(ConsentNeed need, IEnumerable<Consent> onRecord, DateOnly day) =>
        onRecord.Where(c => WhyNot(need, c, day) is null).OrderBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Why a consent does not answer a need on a day, in words; null when it does.</summary>
    public static string? WhyNot(ConsentNeed need, Consent consent, DateOnly day) =>
        consent.Decision != need.Decision || !consent.Name.StartsWith(need.Nation + "/", StringComparison.Ordinal) ? "it is for something else"
        : consent.PublishState != PublishState.Published ? "it is a draft"
        : consent.Role != need.Role ? "it is for another role"
        : WhyNotInTime(consent, day) ?? WhyOutside(need, consent);

    private static string? WhyNotInTime(Consent consent, DateOnly day) =>
        consent.Withdrawn && (consent.WithdrawDate is null || consent.WithdrawDate.ToDateOnly() <= day) ? "it was withdrawn"
        : consent.ConsentDate.ToDateOnly() > day ? $"it was given later, on {consent.ConsentDate.ToDateOnly():O}"
        : consent.Source?.PublishDate?.ToDateOnly() > day ? $"it became known later, on {consent.Source.PublishDate.ToDateOnly():O}"
        : consent.EndDate?.ToDateOnly() < day ? $"it ended on {consent.EndDate.ToDateOnly():O}"
        : null;

    private static string? WhyOutside(ConsentNeed need, Consent consent)
    {
        if (consent.CeilingPersons > 0 && (need.CeilingPersons == 0 || need.CeilingPersons > consent.CeilingPersons))
        {
            var asked = need.CeilingPersons == 0 ? "sets no ceiling" : $"asks for {need.CeilingPersons} persons";
            return $"it allows {consent.CeilingPersons} persons and the decision {asked}";
        }
        if (consent.Areas.Count > 0 && (need.Areas.Count == 0 || need.Areas.Except(consent.Areas, StringComparer.Ordinal).Any()))
        {
            return $"it is limited to {string.Join(", ", consent.Areas)} and the decision reaches {(need.Areas.Count == 0 ? "any area" : string.Join(", ", need.Areas))}";
        }
        var unwritten = consent.Conditions.Except(need.Conditions, StringComparer.Ordinal).ToList();
        return unwritten.Count > 0 ? $"its condition \"{unwritten[0]}\" is not written into the decision" : null;
    }
}
