using Summit.Logistics.Scheduling.Checking;
using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Tests.Scheduling;

/// <summary>The best values of a small problem, by trying every start and mode. Shares only the checker with the product.</summary>
internal static class Enumeration
{
    /// <summary>The best values in the order of the objectives; null when no schedule with starts up to the horizon obeys the rules.</summary>
    public static long[]? Best(SchedulingProblem problem, int horizon)
    {
        long[]? best = null;
        var schedule = new ScheduledActivity[problem.Activities.Count];
        void Try(int j)
        {
            if (j == schedule.Length)
            {
                var values = problem.Objectives.Select(o => Value(problem, schedule, o)).ToArray();
                if ((best is null || values.AsSpan().SequenceCompareTo(best) < 0) && ScheduleChecker.Check(problem, schedule).Count == 0)
                {
                    best = values;
                }

                return;
            }

            var activity = problem.Activities[j];
            foreach (var mode in activity.Modes)
            {
                for (var start = activity.ReleaseHour; start + mode.DurationHours <= Math.Min(horizon, activity.DeadlineHour ?? horizon); start++)
                {
                    schedule[j] = new ScheduledActivity(activity.Id, mode.Id, start, start + mode.DurationHours);
                    Try(j + 1);
                }
            }
        }

        Try(0);
        return best;
    }

    private static long Value(SchedulingProblem problem, ScheduledActivity[] schedule, Objective objective) => objective switch
    {
        Objective.Closure => schedule.Max(s => s.FinishHour),
        Objective.WeightedLateness => schedule.Select((s, j) => problem.Activities[j].Weight * (long)Math.Max(0, s.FinishHour - (problem.Activities[j].DueHour ?? int.MaxValue))).Sum(),
        Objective.WeightedCompletion => schedule.Select((s, j) => problem.Activities[j].Weight * (long)s.FinishHour).Sum(),
        _ => schedule.Select((s, j) => problem.Activities[j].Modes.Single(m => m.Id == s.Mode).Cost).Sum(),
    };
}
