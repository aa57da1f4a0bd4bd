using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>
/// Finds limits whose relaxation makes an infeasible problem feasible. At first all limits are relaxed. Each one is restored, and
/// stays restored if a schedule still exists. The limits that cannot be restored are the result: none of them can be left out.
/// </summary>
internal static class Relaxation
{
    private const int MostSuspects = 60;

    private sealed record Suspect(InfeasibilityReason Reason, Func<SchedulingProblem, SchedulingProblem> Relax);

    public static IReadOnlyList<InfeasibilityReason> Find(Instance instance, WorkMeter meter)
    {
        var suspects = Suspects(instance.Problem with { Objectives = [Objective.Closure] });
        var share = meter.Left / (suspects.Count + 1);
        var relaxed = suspects.ToList();
        if (suspects.Count is 0 or > MostSuspects || !IsPossible(instance.Problem, relaxed, share, meter))
        {
            return [];
        }

        foreach (var suspect in suspects)
        {
            var fewer = relaxed.Where(r => r != suspect).ToList();
            if (IsPossible(instance.Problem, fewer, share, meter))
            {
                relaxed = fewer;
            }
        }

        return [.. relaxed.Select(r => r.Reason)];
    }

    private static bool IsPossible(SchedulingProblem problem, List<Suspect> relaxed, double work, WorkMeter meter)
    {
        var instance = new Instance(relaxed.Aggregate(problem, (p, r) => r.Relax(p)));
        if (PlainInfeasibility.Find(instance).Count > 0 || meter.IsOver)
        {
            return false;
        }

        if (FirstPlan.Find(instance, 0, meter.Seed, _ => { }, meter.Token) is not null)
        {
            return true;
        }

        var outcome = CpSearch.Solve(CpModelBuilder.Build(instance, new CpModelRequest(-1, null)), work, meter);
        meter.Charge(outcome.Work, outcome.Cut);
        return outcome.Plan is not null;
    }

    // Restored in this order: a limit that is restored late is more likely to stay relaxed, and dates are easier to change than capacities.
    private static List<Suspect> Suspects(SchedulingProblem problem)
    {
        var suspects = new List<Suspect>();
        foreach (var resource in problem.Resources.OrderBy(r => r.Id, StringComparer.Ordinal))
        {
            suspects.Add(new(
                new(InfeasibilityKind.ResourceOverloaded, "", resource.Id, "", $"{resource.Id} has too little capacity or opens too rarely for what must pass it in time."),
                p => p with { Resources = [.. p.Resources.Select(r => r.Id == resource.Id ? r with { Capacity = 1_000_000_000, Windows = [] } : r)] }));
        }

        foreach (var stock in problem.Stocks.OrderBy(s => s.Id, StringComparer.Ordinal))
        {
            suspects.Add(new(
                new(InfeasibilityKind.StockEmpty, "", "", stock.Id, $"{stock.Id} cannot stay at or above its floor {stock.Floor} with {stock.Initial} at the start."),
                p => p with { Stocks = [.. p.Stocks.Select(s => s.Id == stock.Id ? s with { Floor = -1_000_000_000_000 } : s)] }));
            if (stock.Maximum is { } maximum)
            {
                suspects.Add(new(
                    new(InfeasibilityKind.StockFull, "", "", stock.Id, $"{stock.Id} cannot stay at or below its maximum {maximum} with {stock.Initial} at the start."),
                    p => p with { Stocks = [.. p.Stocks.Select(s => s.Id == stock.Id ? s with { Maximum = null } : s)] }));
            }
        }

        foreach (var activity in problem.Activities.Where(a => a.DeadlineHour is not null).OrderBy(a => a.Id, StringComparer.Ordinal))
        {
            suspects.Add(new(
                new(InfeasibilityKind.DatesContradict, activity.Id, "", "", $"{activity.Id} cannot finish by its deadline {activity.DeadlineHour} beside the others."),
                p => p with { Activities = [.. p.Activities.Select(a => a.Id == activity.Id ? a with { DeadlineHour = null } : a)] }));
        }

        return suspects;
    }
}
