using Summit.Nations.V1;

namespace Summit.Nations.Decisions.Permissions;

/// <summary>What a decision itself allows, consents aside: it authorises nothing that it does not say.</summary>
internal static class Authority
{
    /// <summary>Why a decision does not do what is asked, in one sentence; null when it does.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="further">Further nations whose soil is used; those named as host must be stationed in by the decision.</param>
    /// <param name="persons">Strength asked about; null: the decision's.</param>
    public static string? WhyNot(Decision decision, IEnumerable<AffectedNation> further, long? persons)
    {
        var stations = decision.Actions.Where(a => a.Kind == DecisionAction.Types.Kind.Station).ToList();
        if (stations.Count == 0)
        {
            return $"{decision.Name} stations no forces; a decision authorises only what its actions say.";
        }
        var hosts = stations.Select(a => a.Nation).ToHashSet(StringComparer.Ordinal);
        var other = further.FirstOrDefault(a => a.Role == AffectedRole.Host && !hosts.Contains(a.Nation));
        if (other is not null)
        {
            return $"{decision.Name} stations no forces in {other.Nation}; it does in {string.Join(", ", hosts.Order(StringComparer.Ordinal))}.";
        }
        return Ceiling(decision, stations) is { } ceiling && persons > ceiling ? $"{persons} persons are asked about; the ceiling of {decision.Name} is {ceiling}." : null;
    }

    // Without a ceiling of its own a decision allows as many as its stationings do together.
    private static long? Ceiling(Decision decision, List<DecisionAction> stations)
    {
        long? together = stations.All(a => a.HasCeilingPersons) ? stations.Sum(a => a.CeilingPersons) : null;
        return decision.HasCeilingPersons ? Math.Min(decision.CeilingPersons, together ?? long.MaxValue) : together;
    }
}
