using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Checking;

/// <summary>
/// Verifies a movement plan against its problem hour by hour. It shares no code with the planner and reads only the two messages,
/// so that a fault in the planner's model is detected here.
/// </summary>
public static class MovementChecker
{
    /// <summary>All faults of a plan; empty for a valid one.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static IReadOnlyList<string> Check(MovementProblem problem, MovementPlan plan, CancellationToken cancellationToken = default)
    {
        var faults = new List<string>();
        var itineraries = new Dictionary<string, MovementItinerary>(StringComparer.Ordinal);
        foreach (var itinerary in plan.Itineraries.Where(i => !itineraries.TryAdd(i.Requirement, i)))
        {
            faults.Add($"{itinerary.Requirement} moves twice");
        }

        var problemIds = problem.Requirements.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(itineraries.Keys.Where(id => !problemIds.Contains(id)).Select(id => $"{id} is no requirement"));
        faults.AddRange(problemIds.Where(id => !itineraries.ContainsKey(id)).Select(id => $"{id} does not move"));
        if (faults.Count > 0)
        {
            return faults;
        }

        var moves = PartRules.Moves(problem, itineraries, faults);
        foreach (var (requirement, itinerary) in moves)
        {
            RouteRules.Check(problem, requirement, itinerary, faults);
        }

        if (faults.Count == 0)
        {
            foreach (var (requirement, itinerary) in moves)
            {
                cancellationToken.ThrowIfCancellationRequested();
                TimeRules.Check(problem, requirement, itinerary, faults);
            }

            CapacityRules.Check(problem, moves, itineraries, faults);
            ReportRules.Check(problem, plan, itineraries, faults);
        }

        return faults;
    }

    /// <summary>Throws when a plan has a fault, which is a fault of the planner.</summary>
    /// <exception cref="PlanRejectedException">The plan has a fault.</exception>
    internal static void ThrowIfBroken(MovementProblem problem, MovementPlan plan, CancellationToken cancellationToken = default)
    {
        if (Check(problem, plan, cancellationToken) is { Count: > 0 } faults)
        {
            throw new PlanRejectedException(faults);
        }
    }
}

/// <summary>A plan violates a rule of its problem. Such a plan is never returned.</summary>
/// <param name="faults">The faults.</param>
internal sealed class PlanRejectedException(IReadOnlyList<string> faults)
    : Exception($"the movement plan breaks {faults.Count} rules of its problem: {string.Join("; ", faults.Take(5))}");
