using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.ConsentRules;

/// <summary>
/// The status of one need for consent. This is the only code that decides whether a needed consent is present. Adoption,
/// suspension, tallies and CheckPermission all use it, so that their results agree.
/// </summary>
/// <param name="Need">The need.</param>
/// <param name="Latest">
/// The latest published answer of the nation that is known on the day; null: no answer, which is not a consent.
/// </param>
/// <param name="WhyNot">The reason why the need is not met, as text; null when consent is given.</param>
internal sealed record Standing(ConsentNeed Need, Consent? Latest, string? WhyNot)
{
    /// <summary>Whether consent is given and covers the need.</summary>
    public bool IsGiven => WhyNot is null;

    /// <summary>Whether the nation has refused.</summary>
    public bool IsRefused => Latest is { Answer: Consent.Types.Answer.No, Withdrawn: false };

    /// <summary>Returns the status of each need.</summary>
    /// <param name="needs">The needs.</param>
    /// <param name="onRecord">Consents. Those of other nations, decisions and roles are ignored, and so are drafts.</param>
    /// <param name="day">Day on which consents must be in force; null: use their recorded state.</param>
    public static IReadOnlyList<Standing> Of(IEnumerable<ConsentNeed> needs, IReadOnlyCollection<Consent> onRecord, DateOnly? day) =>
        [.. needs.Select(need => Of(need, LatestFor(need.Decision.Name, need.Nation, need.Role, onRecord.Where(c => Coverage.IsKnown(c, day))), day))];

    /// <summary>
    /// Returns the latest published answer of a nation to a decision in a role. It replaces earlier answers, even when it is
    /// withdrawn or has ended.
    /// </summary>
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
