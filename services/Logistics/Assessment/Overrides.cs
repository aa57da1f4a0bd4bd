using Summit.Logistics.V1;
using Case = Summit.Logistics.V1.AssessmentOverride.OverrideOneofCase;

namespace Summit.Logistics.Assessment;

/// <summary>The facts that a question assumes to be different.</summary>
internal static class Overrides
{
    /// <summary>The source of an assumed figure, so that no publication is named for it.</summary>
    public static Api.V1.Source Source => new() { Title = "Assumed in this question", Confidence = Api.V1.Confidence.Assumed };

    /// <summary>The overrides in one order, whatever the order in the request.</summary>
    public static IReadOnlyList<AssessmentOverride> InOrder(IEnumerable<AssessmentOverride> sent) =>
        [.. sent.OrderBy(o => o.OverrideCase).ThenBy(TargetOf, StringComparer.Ordinal)];

    /// <summary>What an override is about. No two overrides of a question have the same kind and target.</summary>
    public static string TargetOf(AssessmentOverride sent) => sent.OverrideCase == Case.Consent ? $"{sent.Consent.Nation} {sent.Consent.Role}" : SubjectOf(sent);

    /// <summary>The resource that an override is about, or the kind of cost.</summary>
    public static string SubjectOf(AssessmentOverride sent) => sent.OverrideCase switch
    {
        Case.Position => sent.Position.Nation,
        Case.Consent => sent.Consent.Nation,
        Case.Approval => sent.Approval.Nation,
        Case.Offer => sent.Offer.Nation,
        Case.ForceElement => sent.ForceElement.Name,
        Case.Capacity => sent.Capacity.Name,
        Case.Cost => Words(sent.Cost.Kind),
        _ => "",
    };

    /// <summary>An enum value as words, for example <c>support with conditions</c>.</summary>
    public static string Words(Enum value) =>
        string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
