using Summit.Hosting.Errors;
using Summit.Kernel;
using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;
using Problem = Summit.Logistics.Scheduling.Model.SchedulingProblem;

namespace Summit.Logistics.Scheduling;

/// <summary>Converts problems and budgets of requests.</summary>
internal static class SchedulingRequests
{
    /// <summary>The problem, after its checks.</summary>
    /// <exception cref="InvalidFieldsException">The problem has faults. All faults are reported.</exception>
    public static Problem ToProblem(V1.SchedulingProblem problem)
    {
        var result = new Problem
        {
            Activities = [.. problem.Activities.Select(ToActivity)],
            Resources = [.. problem.Resources.Select(r => new Resource(r.Id, r.Capacity) { Windows = [.. r.Windows.Select(w => new ResourceWindow(w.FromHour, w.ToHour, w.Capacity))] })],
            Stocks = [.. problem.Stocks.Select(s => new Stock(s.Id, s.Initial, s.Floor, s.HasMaximum ? s.Maximum : null))],
            Precedences = [.. problem.Precedences.Select(p => new Precedence(p.Before, p.After, p.LagHours))],
            Objectives = problem.Objectives.Count == 0 ? [Objective.Closure] : [.. problem.Objectives.Select(o => (Objective)((int)o - 1))],
        };
        var inside = new Violations();
        ProblemCheck.Check(result, inside);
        var violations = new Violations();
        foreach (var violation in inside.Found)
        {
            violations.Require(false, $"problem.{violation.Field}", violation.Description);
        }

        violations.ThrowIfAny();
        return result;
    }

    /// <summary>The budget, with defaults for the fields that are not set.</summary>
    public static Budget ToBudget(SchedulingBudget? budget)
    {
        var standard = new Budget();
        return budget is null ? standard : new Budget
        {
            Work = budget.HasWork ? budget.Work : standard.Work,
            WallLimit = budget.HasWallLimitSeconds ? TimeSpan.FromSeconds(budget.WallLimitSeconds) : standard.WallLimit,
            Seed = budget.HasSeed ? budget.Seed : standard.Seed,
        };
    }

    private static Activity ToActivity(SchedulingActivity activity) => new(
        activity.Id,
        [.. activity.Modes.Select(m => new Mode(m.Id, m.DurationHours, [.. m.Demands.Select(d => new Demand(d.Resource, d.Amount))], m.Cost))])
    {
        ReleaseHour = activity.ReleaseHour,
        DeadlineHour = activity.HasDeadlineHour ? activity.DeadlineHour : null,
        DueHour = activity.HasDueHour ? activity.DueHour : null,
        Weight = activity.HasWeight ? activity.Weight : 1,
        StockChanges = [.. activity.StockChanges.Select(c => new StockChange(c.Stock, c.ConsumedAtStart, c.ProducedAtFinish))],
    };
}
