using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.ConsentRules;

/// <summary>A consent that a decision, or a plan based on it, needs from one affected nation in one role.</summary>
/// <param name="Decision">The decision in its current form.</param>
/// <param name="Nation"><c>nations/{code}</c>.</param>
/// <param name="Role">SUBJECT, HOST or TRANSIT.</param>
/// <param name="CeilingPersons">Maximum number of persons; null: no limit.</param>
/// <param name="Areas">Areas; empty: the whole nation.</param>
/// <param name="LastDay">Last day; null: no end.</param>
internal sealed record ConsentNeed(
    Decision Decision, string Nation, AffectedRole Role, long? CeilingPersons, IReadOnlyCollection<string> Areas, DateOnly? LastDay)
{
    /// <summary>
    /// The reason why the decision does not cover the plan in this nation and role. Null when it covers the plan, or when the
    /// decision does not name the nation.
    /// </summary>
    public string? BeyondDecision { get; private init; }

    /// <summary>Whether a role needs the nation's own consent.</summary>
    public static bool IsNeededFor(AffectedRole role) => role is AffectedRole.Subject or AffectedRole.Host or AffectedRole.Transit;

    /// <summary>Returns the consents that are needed to adopt a decision, ordered by nation, then role.</summary>
    public static IReadOnlyList<ConsentNeed> Of(Decision decision) => Of(decision, [], null, null, null);

    /// <summary>
    /// Returns the consents that a plan based on a decision needs: those for the decision, and those for the further territory
    /// used.
    /// </summary>
    /// <param name="decision">The decision.</param>
    /// <param name="further">Further nations whose territory is used.</param>
    /// <param name="persons">Requested number of persons; null: the number in the decision.</param>
    /// <param name="first">First day on which the further territory is used; null: the first day of the decision.</param>
    /// <param name="last">Last day on which the further territory is used; null: the last day of the decision.</param>
    public static IReadOnlyList<ConsentNeed> Of(Decision decision, IReadOnlyCollection<AffectedNation> further, long? persons, DateOnly? first, DateOnly? last) =>
    [
        .. decision.AffectedNations.Concat(further.Select(f => InAreasOf(decision, f)))
            .Where(affected => IsNeededFor(affected.Role))
            .GroupBy(affected => (affected.Nation, affected.Role))
            .OrderBy(group => group.Key.Nation, StringComparer.Ordinal).ThenBy(group => group.Key.Role)
            .Select(group => group.Select(affected => One(decision, affected, persons)).Aggregate(Wider) with
            {
                BeyondDecision = further.Where(f => f.Nation == group.Key.Nation && f.Role == group.Key.Role)
                    .Select(f => Beyond(decision, f, persons) ?? BeyondItsDays(decision, f, first, last)).FirstOrDefault(why => why is not null),
            }),
    ];

    // A consent to a decision covers only what the decision does in the nation.
    private static string? Beyond(Decision decision, AffectedNation further, long? persons)
    {
        if (decision.AffectedNations.FirstOrDefault(a => a.Nation == further.Nation && a.Role == further.Role) is not { } named)
        {
            return null;
        }
        var asked = further.HasCeilingPersons ? further.CeilingPersons : persons;
        if (named.HasCeilingPersons && asked > named.CeilingPersons)
        {
            return $"the decision that it was given to allows {named.CeilingPersons} persons there and {asked} are asked for";
        }
        return named.Areas.Count > 0 && further.Areas.Except(named.Areas, StringComparer.Ordinal).FirstOrDefault() is { } elsewhere
            ? $"the decision that it was given to is limited to {string.Join(", ", named.Areas)} there and \"{elsewhere}\" is asked for"
            : null;
    }

    private static string? BeyondItsDays(Decision decision, AffectedNation further, DateOnly? first, DateOnly? last)
    {
        var actions = decision.Actions.Where(a => a.Nation == further.Nation && DecisionContent.RoleOf(a.Kind) == further.Role).ToList();
        return actions.Count == 0 || actions.Any(a => !(first < a.StartDate.TryDay()) && !(last > a.EndDate.TryDay())) ? null
            : $"the decision that it was given to does this from {Day(actions[0].StartDate, "its first day")} to {Day(actions[0].EndDate, "its last day")}, and {Day(first, "then")} to {Day(last, "then")} is asked for";
    }

    private static string Day(Google.Type.Date? date, string none) => Day(date.TryDay(), none);

    private static string Day(DateOnly? day, string none) => day is { } known ? $"{known:yyyy-MM-dd}" : none;

    // If the request names a nation without areas, the areas in the decision apply.
    private static AffectedNation InAreasOf(Decision decision, AffectedNation further)
    {
        var named = decision.AffectedNations.FirstOrDefault(a => a.Nation == further.Nation && a.Role == further.Role);
        if (named is null || further.Areas.Count > 0)
        {
            return further;
        }
        var placed = further.Clone();
        placed.Areas.AddRange(named.Areas);
        return placed;
    }

    // Uses the wider of the general limits of the decision and its limits for this nation. A consent must cover both.
    private static ConsentNeed One(Decision decision, AffectedNation affected, long? persons)
    {
        long? own = affected.HasCeilingPersons ? affected.CeilingPersons : null;
        long? general = decision.HasCeilingPersons ? decision.CeilingPersons : null;
        long? stated = own is null || general is null ? own ?? general : Math.Max(own.Value, general.Value);
        // The areas of a decision are where forces are stationed. A transit has its own areas.
        IEnumerable<string> areas = affected.Role == AffectedRole.Transit ? affected.Areas : affected.Areas.Union(decision.Areas, StringComparer.Ordinal);
        return new ConsentNeed(decision, affected.Nation, affected.Role, stated is null ? null : Math.Max(stated.Value, persons ?? 0), [.. areas], LastDayOf(decision));
    }

    // Actions end no later than the decision. A decision without an end date lasts until its last action ends.
    private static DateOnly? LastDayOf(Decision decision) =>
        decision.EndDate is { } end ? end.ToDateOnly()
        : decision.Actions.Count > 0 && decision.Actions.All(a => a.EndDate is not null) ? decision.Actions.Max(a => a.EndDate.ToDateOnly())
        : null;

    private static ConsentNeed Wider(ConsentNeed a, ConsentNeed b) => a with
    {
        CeilingPersons = a.CeilingPersons is null || b.CeilingPersons is null ? null : Math.Max(a.CeilingPersons.Value, b.CeilingPersons.Value),
        Areas = a.Areas.Count == 0 || b.Areas.Count == 0 ? [] : [.. a.Areas.Union(b.Areas, StringComparer.Ordinal)],
    };
}
