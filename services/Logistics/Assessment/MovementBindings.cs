using Summit.Logistics.Flow;
using Summit.Logistics.Movement;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Which capacity binds first, ranked by the hours of closure gained by increasing it alone.</summary>
internal static class MovementBindings
{
    public const int RaisePercent = 10;
    private const long Unlimited = 1_000_000_000;

    public static void Add(MovementOutcome outcome, MovementNetwork network, FlowProblem problem, int closureDay, CancellationToken cancellationToken)
    {
        var gains = QuickestFlow.Bindings(problem, closureDay, RaisePercent, cancellationToken);
        outcome.Bindings.Add(gains.Select(g => new CapacityBinding
        {
            Name = g.Id,
            Description = network.Describe(g.Id),
            CapacityTonnesPerDay = g.CapacityPerDay,
            HoursGained = g.HoursGained,
            RaisePercent = RaisePercent,
        }));
        outcome.FirstBinding = outcome.Bindings.FirstOrDefault(b => b.HoursGained > 0)?.Clone();
        if (outcome.FirstBinding is null)
        {
            outcome.NothingGains = NothingGains(outcome, problem, closureDay, cancellationToken);
        }
    }

    private static string NothingGains(MovementOutcome outcome, FlowProblem problem, int closureDay, CancellationToken cancellationToken)
    {
        var wide = problem with { Edges = [.. problem.Edges.Select(e => e with { CapacityPerDay = Unlimited, Windows = [] })], NodeLimits = new Dictionary<int, long>() };
        var fastest = QuickestFlow.Solve(wide, cancellationToken).ClosureDay!.Value;
        return fastest == closureDay
            ? $"Notice to move and days of travel alone take until C+{closureDay}; no capacity binds."
            : $"Raising no single capacity by {RaisePercent} % gains an hour: {string.Join(", ", outcome.Bindings.Select(b => b.Description))} bind together. Notice to move and days of travel alone take until C+{fastest}.";
    }
}
