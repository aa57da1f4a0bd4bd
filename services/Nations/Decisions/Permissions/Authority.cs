using Summit.Kernel;
using Summit.Nations.Decisions.States;
using Summit.Nations.V1;
using Kind = Summit.Nations.V1.DecisionAction.Types.Kind;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Permissions;

/// <summary>What a decision itself allows, without regard to consents. A decision authorises only what it states.</summary>
internal static class Authority
{
    /// <summary>Returns the reason why a decision does not authorise the request, in one sentence; null when it does.</summary>
    /// <param name="request">The request: nations, areas, number of persons and period.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="state">State of the decision on the requested day.</param>
    public static string? WhyNot(CheckPermissionRequest request, Decision decision, State state)
    {
        var stations = decision.Actions.Where(a => a.Kind == Kind.Station && !(a.EndDate.TryDay() < request.AsOf.TryDay())).ToList();
        if (state is State.Broken or State.Rejected or State.Lapsed or State.Repealed)
        {
            return $"{decision.Name} is {StateMachine.NameOf(state)}.";
        }
        if (stations.Count == 0)
        {
            return decision.Actions.Where(a => a.Kind == Kind.Station).Max(a => a.EndDate.TryDay()) is { } over
                ? $"{decision.Name} stations no forces any more; the last stationing ended on {over:yyyy-MM-dd}."
                : $"{decision.Name} stations no forces; a decision authorises only what its actions say.";
        }
        long? persons = request.HasPersons ? request.Persons : null;
        return WhyNotThen(request, decision.Name, decision.StartDate, decision.EndDate)
            ?? request.AlsoAffects.Where(a => a.Role == AffectedRole.Host).Select(host => WhyNotThere(request, decision, stations, host)).FirstOrDefault(why => why is not null)
            ?? WhyNotSoMany(decision.Name, persons, Lower(decision.HasCeilingPersons ? decision.CeilingPersons : null, Together(stations)));
    }

    private static string? WhyNotThere(CheckPermissionRequest request, Decision decision, List<DecisionAction> stations, AffectedNation host)
    {
        var there = stations.Where(a => a.Nation == host.Nation).ToList();
        if (there.Count == 0)
        {
            var hosts = stations.Select(a => a.Nation).Distinct().Order(StringComparer.Ordinal);
            return $"{decision.Name} stations no forces in {host.Nation}; it does in {string.Join(", ", hosts)}.";
        }
        // An action without areas uses those of the decision. If the decision has none either, the whole nation is allowed.
        var allowed = there.Any(a => a.Areas.Count == 0) && decision.Areas.Count == 0 ? null : there.SelectMany(a => a.Areas.Count > 0 ? a.Areas : decision.Areas).ToHashSet(StringComparer.Ordinal);
        if (allowed is not null && host.Areas.FirstOrDefault(a => !allowed.Contains(a)) is { } elsewhere)
        {
            return $"{decision.Name} stations no forces in \"{elsewhere}\" of {host.Nation}; it does in {string.Join(", ", allowed.Order(StringComparer.Ordinal))}.";
        }
        var during = there.Where(a => WhyNotThen(request, "", a.StartDate, a.EndDate) is null).ToList();
        if (during.Count == 0)
        {
            return WhyNotThen(request, $"the stationing in {host.Nation} by {decision.Name}", there[0].StartDate, there[0].EndDate);
        }
        long? asked = host.HasCeilingPersons ? host.CeilingPersons : request.HasPersons ? request.Persons : null;
        return WhyNotSoMany($"{decision.Name} in {host.Nation}", asked, Together(during));
    }

    private static string? WhyNotThen(CheckPermissionRequest request, string what, Google.Type.Date? start, Google.Type.Date? end) =>
        start.TryDay() is { } first && request.StartDate.TryDay() < first ? $"Forces are asked to stay from {request.StartDate.TryDay():yyyy-MM-dd}; {what} begins on {first:yyyy-MM-dd}."
        : end.TryDay() is { } last && request.EndDate.TryDay() > last ? $"Forces are asked to stay until {request.EndDate.TryDay():yyyy-MM-dd}; {what} ends on {last:yyyy-MM-dd}."
        : null;

    private static string? WhyNotSoMany(string what, long? asked, long? ceiling) =>
        ceiling is { } most && asked > most ? $"{asked} persons are asked about; the ceiling of {what} is {most}." : null;

    // A decision without its own ceiling allows the sum of the ceilings of its stationings.
    private static long? Together(List<DecisionAction> stations) => stations.All(a => a.HasCeilingPersons) ? stations.Sum(a => a.CeilingPersons) : null;

    private static long? Lower(long? a, long? b) => a is null || b is null ? a ?? b : Math.Min(a.Value, b.Value);
}
