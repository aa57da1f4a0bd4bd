using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Checking;

/// <summary>The values and bounds that a result claims.</summary>
internal static class ValueRules
{
    public static void Check(SchedulingProblem problem, SchedulingResult result, List<ScheduleViolation> found)
    {
        var activities = problem.Activities.ToDictionary(a => a.Id, StringComparer.Ordinal);
        var rows = result.Schedule.Select(s => (Row: s, Activity: activities[s.Activity])).ToList();
        foreach (var claim in result.Objectives)
        {
            var value = claim.Objective switch
            {
                Objective.Closure => rows.Max(r => (long)r.Row.FinishHour),
                Objective.WeightedLateness => rows.Sum(r => r.Activity.DueHour < r.Row.FinishHour ? (long)r.Activity.Weight * (r.Row.FinishHour - r.Activity.DueHour.Value) : 0),
                Objective.WeightedCompletion => rows.Sum(r => (long)r.Activity.Weight * r.Row.FinishHour),
                _ => rows.Sum(r => r.Activity.Modes.Single(m => m.Id == r.Row.Mode).Cost),
            };
            if (claim.Value != value)
            {
                found.Add(new(ScheduleRule.Value, "", claim.Objective.ToString(), 0, 0, Math.Abs((claim.Value ?? 0) - value)));
            }

            if (claim.Bound > value || (claim.Proven && claim.Bound != value))
            {
                found.Add(new(ScheduleRule.Bound, "", claim.Objective.ToString(), 0, 0, Math.Abs(claim.Bound - value)));
            }
        }
    }
}
