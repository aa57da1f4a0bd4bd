using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Checking;

/// <summary>An activity of the problem with its mode and its place in the schedule.</summary>
internal sealed record Placed(Activity Activity, Mode Mode, int Start, int Finish);

/// <summary>Rules for single activities and pairs of activities.</summary>
internal static class ActivityRules
{
    /// <summary>Checks the activities and returns those that could be placed, for the rules that need all of them.</summary>
    public static IReadOnlyDictionary<string, Placed> Check(SchedulingProblem problem, IReadOnlyList<ScheduledActivity> schedule, List<ScheduleViolation> found)
    {
        var activities = problem.Activities.ToDictionary(a => a.Id, StringComparer.Ordinal);
        var placed = new Dictionary<string, Placed>(StringComparer.Ordinal);
        foreach (var entry in schedule)
        {
            if (!activities.TryGetValue(entry.Activity, out var activity) || placed.ContainsKey(entry.Activity))
            {
                found.Add(new(ScheduleRule.Known, entry.Activity, "", entry.StartHour, entry.FinishHour, 1));
            }
            else if (activity.Modes.FirstOrDefault(m => m.Id == entry.Mode) is not { } mode)
            {
                found.Add(new(ScheduleRule.Mode, entry.Activity, entry.Mode, entry.StartHour, entry.FinishHour, 1));
                activities.Remove(entry.Activity);
            }
            else
            {
                placed.Add(entry.Activity, new Placed(activity, mode, entry.StartHour, entry.FinishHour));
                CheckTimes(entry, activity, mode, found);
            }
        }

        found.AddRange(activities.Keys.Where(id => !placed.ContainsKey(id)).Order(StringComparer.Ordinal).Select(id => new ScheduleViolation(ScheduleRule.Complete, id, "", 0, 0, 1)));
        return placed;
    }

    private static void CheckTimes(ScheduledActivity entry, Activity activity, Mode mode, List<ScheduleViolation> found)
    {
        var (start, finish) = (entry.StartHour, entry.FinishHour);
        if (finish - start != mode.DurationHours)
        {
            found.Add(new(ScheduleRule.Duration, activity.Id, mode.Id, start, finish, Math.Abs(finish - start - mode.DurationHours)));
        }

        if (start < activity.ReleaseHour)
        {
            found.Add(new(ScheduleRule.Release, activity.Id, "", start, activity.ReleaseHour, activity.ReleaseHour - start));
        }

        if (finish > activity.DeadlineHour)
        {
            found.Add(new(ScheduleRule.Deadline, activity.Id, "", activity.DeadlineHour.Value, finish, finish - activity.DeadlineHour.Value));
        }
    }

    public static void CheckPrecedences(SchedulingProblem problem, IReadOnlyDictionary<string, Placed> placed, List<ScheduleViolation> found)
    {
        foreach (var precedence in problem.Precedences)
        {
            if (placed.TryGetValue(precedence.Before, out var before) && placed.TryGetValue(precedence.After, out var after)
                && after.Start < before.Finish + (long)precedence.LagHours)
            {
                found.Add(new(ScheduleRule.Precedence, after.Activity.Id, before.Activity.Id, after.Start, before.Finish, before.Finish + (long)precedence.LagHours - after.Start));
            }
        }
    }
}
