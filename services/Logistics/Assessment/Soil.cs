using Summit.Logistics.Movement;
using Summit.Nations.V1;

namespace Summit.Logistics.Assessment;

/// <summary>The nations on whose soil a force may move.</summary>
/// <param name="AsIfGiven">Nations whose soil is closed even when every needed consent counts as given: they refused, or they oppose the force and the decision does not name them.</param>
/// <param name="OnRecord">Nations whose soil is closed with the consents on record.</param>
/// <param name="Candidates">Nations whose soil the route may need and that the decision does not name, the least willing first.</param>
internal sealed record Soil(IReadOnlySet<string> AsIfGiven, IReadOnlySet<string> OnRecord, IReadOnlyList<string> Candidates)
{
    /// <summary>
    /// A nation lets a force cross only with its consent. Nations that send units let the others' units cross. The decision
    /// itself asks the host and the nations that it crosses. A consent as host or subject elsewhere is not a consent to cross,
    /// nor is a consent to a decision that lets fewer persons cross. A nation that refused keeps its soil closed, even if it
    /// sends units itself.
    /// </summary>
    public static Soil Of(NationsFacts known, MovementNetwork network, IReadOnlySet<string> sending)
    {
        var asked = known.Permission.Consents
            .Where(c => c.Nation == network.Destination.Nation || (c.Role == AffectedRole.Transit && !known.Refusing.Contains(c.Nation) && (c.Status != ConsentCheck.Types.Status.Given || known.MayCross(c.Nation))))
            .Select(c => c.Nation).ToHashSet(StringComparer.Ordinal);
        var others = network.Nations.Where(n => (!sending.Contains(n) || known.Refusing.Contains(n)) && !asked.Contains(n)).ToList();
        var asIfGiven = others.Where(known.Closes).ToHashSet(StringComparer.Ordinal);
        var onRecord = known.MissingConsents.Concat(others.Where(n => !known.MayCross(n))).ToHashSet(StringComparer.Ordinal);
        return new(asIfGiven, onRecord, [.. others.Where(n => !asIfGiven.Contains(n)).OrderBy(n => known.MayCross(n)).ThenBy(n => Willingness(known.StanceOf(n))).ThenBy(n => n, StringComparer.Ordinal)]);
    }

    private static int Willingness(Stance stance) => stance switch
    {
        Stance.Oppose => 0,
        Stance.Reluctant => 1,
        Stance.Undecided => 2,
        Stance.SupportWithConditions => 4,
        Stance.Support => 5,
        _ => 3,
    };
}
