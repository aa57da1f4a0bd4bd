using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.ConsentRules;

/// <summary>Checks whether a consent meets a need: it was given to this content, is in force, and covers the whole need.</summary>
internal static class Coverage
{
    /// <summary>Returns the reason why a consent does not meet a need, as text; null when it does.</summary>
    /// <param name="need">The need. The consent is from the same nation, for the same decision and role.</param>
    /// <param name="consent">The latest published answer of the nation.</param>
    /// <param name="day">Day on which the consent must be in force; null: use its recorded state.</param>
    public static string? WhyNot(ConsentNeed need, Consent consent, DateOnly? day) =>
        consent.Answer == Consent.Types.Answer.No ? "it is a refusal"
        : consent.DecisionDigest != need.Decision.Digest || consent.DecisionDigest.Length == 0 ? "it was given for another content of the decision"
        : WhyNotInForce(consent, day) ?? WhyTooNarrow(need, consent);

    /// <summary>Returns whether an answer was given and published by a day. Without a day, every published answer is known.</summary>
    public static bool IsKnown(Consent consent, DateOnly? day) =>
        day is null || (consent.ConsentDate.ToDateOnly() <= day && !(consent.Source?.PublishDate?.ToDateOnly() > day));

    private static string? WhyNotInForce(Consent consent, DateOnly? day)
    {
        if (consent.Withdrawn && (day is null || consent.WithdrawDate is null || consent.WithdrawDate.ToDateOnly() <= day))
        {
            return "it was withdrawn";
        }
        var ended = consent.EndDate is { } end && (day is null ? consent.Expired : end.ToDateOnly() < day);
        return ended ? $"it ended on {consent.EndDate.ToDateOnly():O}" : null;
    }

    private static string? WhyTooNarrow(ConsentNeed need, Consent consent)
    {
        if (need.BeyondDecision is { } beyond)
        {
            return beyond;
        }
        if (consent.HasCeilingPersons && !(need.CeilingPersons <= consent.CeilingPersons))
        {
            return $"it allows {consent.CeilingPersons} persons and {(need.CeilingPersons is { } asked ? $"{asked} are asked for" : "the decision sets no ceiling")}";
        }
        if (consent.Areas.Count > 0 && (need.Areas.Count == 0 || need.Areas.Except(consent.Areas, StringComparer.Ordinal).Any()))
        {
            return $"it is limited to {string.Join(", ", consent.Areas)} and the decision reaches {(need.Areas.Count == 0 ? "any area" : string.Join(", ", need.Areas))}";
        }
        if (consent.EndDate is { } end && !(need.LastDay <= end.ToDateOnly()))
        {
            return $"it ends on {end.ToDateOnly():O} and the decision {(need.LastDay is { } last ? $"holds until {last:O}" : "has no end date")}";
        }
        var unwritten = consent.Conditions.Except(need.Decision.Conditions, StringComparer.Ordinal).ToList();
        return unwritten.Count > 0 ? $"its condition \"{unwritten[0]}\" is not written into the decision" : null;
    }
}
