using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.ConsentRules;

/// <summary>
/// Where one nation stands to one need: the one place that decides whether a needed consent is there. Adoption, suspension,
/// tallies and CheckPermission all ask here, so that none says yes before the others.
/// </summary>
/// <param name="Need">The need.</param>
/// <param name="Latest">The nation's latest published answer known by the day; null: silence, which is no consent.</param>
/// <param name="WhyNot">Why the need is not answered, in words; null when consent is given.</param>
internal sealed record Standing(ConsentNeed Need, Consent? Latest, string? WhyNot)
{
    /// <summary>Whether consent is given and covers the need.</summary>
    public bool IsGiven => WhyNot is null;

    /// <summary>Whether the nation has said no.</summary>
    public bool IsRefused => Latest is { Answer: Consent.Types.Answer.No, Withdrawn: false };

    /// <summary>The standing of each need.</summary>
    /// <param name="needs">The needs.</param>
    /// <param name="onRecord">Consents; those of other nations, decisions and roles do not count, nor do drafts.</param>
    /// <param name="day">Day on which consents must be in force; null: as they stand on record.</param>
    public static IReadOnlyList<Standing> Of(IEnumerable<ConsentNeed> needs, IReadOnlyCollection<Consent> onRecord, DateOnly? day) =>
        [.. needs.Select(need => Of(need, LatestFor(need.Decision.Name, need.Nation, need.Role, onRecord.Where(c => Coverage.IsKnown(c, day))), day))];

    /// <summary>The latest of a nation's published answers to a decision in a role; it replaces the earlier ones, also when it is withdrawn or over.</summary>
    public static Consent? LatestFor(string decision, string nation, AffectedRole role, IEnumerable<Consent> onRecord) => onRecord
        .Where(c => c.PublishState == PublishState.Published && c.Decision == decision && c.Role == role && c.Name.StartsWith(nation + "/", StringComparison.Ordinal))
        .OrderBy(c => c.ConsentDate.ToDateOnly()).ThenBy(c => c.PublishTime?.ToDateTimeOffset()).ThenBy(c => c.Name, StringComparer.Ordinal)
        .LastOrDefault();

    private static Standing Of(ConsentNeed need, Consent? latest, DateOnly? day)
    {
        var against = latest is null ? null : Coverage.WhyNot(need, latest, day);
        return new Standing(need, latest, latest is null ? "no answer is on record" : against is null ? null : $"{latest.Name}: {against}");
    }
}
