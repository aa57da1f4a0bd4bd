using Summit.Nations.V1;

namespace Summit.Logistics.Assessment;

/// <summary>The data read from Nations, all at one revision.</summary>
/// <param name="Issue">The issue that was read.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Names">Name of each nation held, by resource name.</param>
/// <param name="Stances">The stance of each nation on the issue, by nation.</param>
/// <param name="Backstop">The stance of each nation on a backstop of the United States, by nation.</param>
/// <param name="Permission">Consents, and the approvals of parliaments.</param>
/// <param name="Crossing">Nations whose consent to cross their soil is on record.</param>
/// <param name="Refusing">Nations that refused consent to cross their soil.</param>
internal sealed record NationsFacts(
    string Issue,
    Decision Decision,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyDictionary<string, NationStance> Stances,
    IReadOnlyDictionary<string, NationStance> Backstop,
    CheckPermissionResponse Permission,
    IReadOnlySet<string> Crossing,
    IReadOnlySet<string> Refusing)
{
    /// <summary>The stances on record. They differ from <see cref="Stances"/> where the question assumes another.</summary>
    public IReadOnlyDictionary<string, NationStance> StoredStances { get; init; } = Stances;

    /// <summary>The nation's name, or its code when it is not held.</summary>
    public string NameOf(string nation) => Names.GetValueOrDefault(nation, nation[(nation.IndexOf('/', StringComparison.Ordinal) + 1)..]);

    /// <summary>Nations whose soil or security the decision is about. They do not send forces to themselves.</summary>
    public static IEnumerable<string> HostsOf(Decision decision) =>
        decision.AffectedNations.Where(a => a.Role is AffectedRole.Subject or AffectedRole.Host).Select(a => a.Nation);

    /// <summary>Whether a nation's consent to cross its soil is on record.</summary>
    public bool MayCross(string nation) => Crossing.Contains(nation);

    /// <summary>Whether a nation keeps its soil closed regardless of other consents: it refused, or it opposes the force and has not consented.</summary>
    public bool Closes(string nation) => Refusing.Contains(nation) || (!MayCross(nation) && StanceOf(nation) == Stance.Oppose);

    /// <summary>The stance of a nation; silent when nothing is on record.</summary>
    public Stance StanceOf(string nation) => Stances.GetValueOrDefault(nation)?.Stance ?? Stance.Silent;

    /// <summary>Nations whose needed consent is not on record.</summary>
    public IReadOnlyList<string> MissingConsents =>
        [.. Permission.Consents.Where(c => c.Status is ConsentCheck.Types.Status.Missing or ConsentCheck.Types.Status.Refused).Select(c => c.Nation).Distinct().Order(StringComparer.Ordinal)];
}
