using Summit.Logistics.Scheduling;
using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.Scheduling.Search;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;
using Problem = Summit.Logistics.Scheduling.Model.SchedulingProblem;

namespace Summit.Logistics.Movement.Planning;

/// <summary>The scheduling problem that remains once every unit has its route: CP-SAT finds the times of the legs.</summary>
internal static class FixedRoutes
{
    /// <summary>The most activities for which the solver is used.</summary>
    public const int MostActivities = 6000;

    /// <summary>A plan on the same routes; null when the search finds none within the work limit.</summary>
    public static DraftPlan? Solve(PlanModel model, DraftPlan plan, double work, WorkMeter meter)
    {
        var objectives = model.Objectives.Where(o => o != MovementObjective.Cost).Select(o => o == MovementObjective.Lateness ? Objective.WeightedLateness : Objective.Closure).ToList();
        if (objectives.Count == 0 || work <= 0 || meter.IsOver || plan.Chains.Sum(c => c.Steps.Length) > MostActivities)
        {
            return null;
        }

        var result = Scheduler.Solve(ProblemOf(model, plan, objectives), new Budget { Work = work, WallLimit = meter.WallLeft, Seed = meter.Seed }, meter.Token);
        meter.Charge(result.Work, !result.Reproducible);
        if (result.Schedule.Count == 0)
        {
            return null;
        }

        var at = result.Schedule.ToDictionary(s => s.Activity, s => s.StartHour, StringComparer.Ordinal);
        return new DraftPlan(model, plan.Chains, [.. plan.Chains.Select((c, row) => c.Steps.Select((_, i) => at[Id(row, i)]).ToArray())]);
    }

    private static Problem ProblemOf(PlanModel model, DraftPlan plan, IReadOnlyList<Objective> objectives)
    {
        var used = plan.Chains.SelectMany(c => c.Steps).SelectMany(s => s.Uses).Select(u => u.Resource).Distinct().Order().ToList();
        var capacities = model.Resources.Capacities();
        return new Problem
        {
            Activities = [.. plan.Chains.SelectMany((chain, row) => chain.Steps.Select((step, i) => new Activity(
                Id(row, i), [new Mode("only", step.Duration, [.. step.Uses.Select(u => new Demand(ResourceId(u.Resource), u.Amount))])])
            {
                ReleaseHour = Math.Max(0, step.Release),
                DueHour = i == chain.Reception ? model.Rows[row].DueHour : null,
                Weight = i == chain.Reception ? model.Rows[row].Weight : 1,
            }))],
            Resources = [.. used.Select(r => ResourceOf(r, capacities[r]))],
            Precedences = [.. plan.Chains.SelectMany((chain, row) => Enumerable.Range(1, chain.Steps.Length - 1).Select(i => new Precedence(Id(row, i - 1), Id(row, i), chain.Steps[i].Lag)))],
            Objectives = objectives,
        };
    }

    private static Resource ResourceOf(int resource, Timeline capacity) => new(ResourceId(resource), (int)capacity.Last)
    {
        Windows = [.. Enumerable.Range(0, capacity.Steps - 1).Select(i => new ResourceWindow(capacity.TimeOf(i), capacity.TimeOf(i + 1), (int)capacity.ValueOf(i)))],
    };

    private static string Id(int row, int step) => $"{row:D5}.{step:D3}";

    private static string ResourceId(int resource) => $"{resource:D6}";
}
