using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Checking;

/// <summary>
/// Verifies schedules against the rules of their problem in a slow and simple way. It shares only the records of the problem with
/// the search, so that a fault in the search is detected here.
/// </summary>
public static class ScheduleChecker
{
    /// <summary>All violations of a schedule; empty when it satisfies every rule.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="schedule">The schedule.</param>
    public static IReadOnlyList<ScheduleViolation> Check(SchedulingProblem problem, IReadOnlyList<ScheduledActivity> schedule)
    {
        var found = new List<ScheduleViolation>();
        var placed = ActivityRules.Check(problem, schedule, found);
        ActivityRules.CheckPrecedences(problem, placed, found);
        ResourceRules.Check(problem, placed, found);
        StockRules.Check(problem, placed, found);
        return found;
    }

    /// <summary>Checks a result: its schedule, the values it claims, and its bounds.</summary>
    /// <exception cref="ScheduleRejectedException">The result has a fault.</exception>
    public static void ThrowIfBroken(SchedulingProblem problem, SchedulingResult result)
    {
        if (result.Status is not (ScheduleStatus.Feasible or ScheduleStatus.Optimal))
        {
            return;
        }

        ThrowIfBroken(problem, result.Schedule);
        var found = new List<ScheduleViolation>();
        ValueRules.Check(problem, result, found);
        ThrowIfAny(found);
    }

    /// <summary>Checks a schedule.</summary>
    /// <exception cref="ScheduleRejectedException">It breaks a rule.</exception>
    public static void ThrowIfBroken(SchedulingProblem problem, IReadOnlyList<ScheduledActivity> schedule) => ThrowIfAny(Check(problem, schedule));

    private static void ThrowIfAny(IReadOnlyList<ScheduleViolation> found)
    {
        if (found.Count > 0)
        {
            throw new ScheduleRejectedException(found);
        }
    }
}
