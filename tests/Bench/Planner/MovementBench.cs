using System.Diagnostics;
using Summit.Logistics.Movement;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling;
using Summit.Logistics.Tests.Movement;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;

namespace Summit.Bench.Planner;

/// <summary>Movement plans of a coalition of 100, 1,000 and 10,000 units: time to the first checked plan, and how far the gap falls.</summary>
internal static class MovementBench
{
    /// <summary>Runs all sizes, or the one of the argument.</summary>
    public static Task RunAsync(string[] args)
    {
        Console.WriteLine($"{"units",6} {"first plan",11} {"per unit",9} {"first gap",10} {"work",6} {"last gap",9} {"time",8} {"memory",9}");
        _ = MovementPlanner.Plan(Problems.Coalition(10, 1), new Budget { Work = 0.1 }, false, default);
        foreach (var units in args.Length == 0 ? [100, 1_000, 10_000] : args.Select(int.Parse))
        {
            Run(units);
        }

        return Task.CompletedTask;
    }

    private static void Run(int units)
    {
        var problem = Problems.Coalition(units, 7);
        problem.Objectives.Add(MovementObjective.Closure);
        MovementInput.ThrowIfFaulty(problem);
        var clock = Stopwatch.StartNew();
        TimeSpan? first = null;
        var firstValue = 0;
        var answer = MovementPlanner.Plan(problem, new Budget { Work = units > 100 ? 20 : 7, WallLimit = TimeSpan.FromSeconds(units > 100 ? 30 : 10) }, false, default, plan =>
        {
            (first, firstValue) = first is null ? (clock.Elapsed, plan.OperationalHour) : (first, firstValue);
        });
        var bound = answer.Values[0].Bound;
        Console.WriteLine(
            $"{units,6} {first!.Value.TotalSeconds,9:F2} s {first.Value.TotalMilliseconds / units,6:F2} ms {(firstValue - bound) * 100.0 / bound,8:F1} % {answer.Work,6:F1} {answer.Values[0].GapPercent,7:F1} % {clock.Elapsed.TotalSeconds,6:F1} s {Environment.WorkingSet / 1_000_000,6} MB"
            + (answer.Reproducible ? "" : "   ended by the clock"));
    }
}
