using Summit.Logistics.Scheduling.Model;

namespace Summit.Logistics.Scheduling.Checking;

/// <summary>
/// Verifies schedules against the rules of their problem, slowly and plainly. It shares nothing with the search but the records
/// of the problem, so that a fault there is seen here.
/// </summary>
public static class ScheduleChecker
{
    /// <summary>Everything that is wrong with a schedule; nothing when it obeys every rule.</summary>
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
    /// <exception cref="ScheduleRejectedException">Something is wrong.</exception>
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
