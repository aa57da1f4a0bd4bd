using System.Diagnostics;
using System.Globalization;
using Summit.Logistics.Scheduling;
using Summit.Logistics.V1;

namespace Summit.Bench.Planner;

/// <summary>
/// Public scheduling instances with known optima, and generated ones of the same families, each through the handler of
/// ScheduleActivities and, beside it, by CP-SAT asked directly.
/// </summary>
internal static class PlannerBench
{
    /// <summary>
    /// Arguments: the family or a part of the id (default: the public cases; <c>generated</c>: the others), seconds a case (default
    /// 10), and the planner's work (default: that of the service).
    /// </summary>
    public static async Task RunAsync(string[] args)
    {
        var seconds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10;
        var budget = new SchedulingBudget { WallLimitSeconds = seconds };
        if (args.Length > 2)
        {
            budget.Work = double.Parse(args[2], CultureInfo.InvariantCulture);
        }

        using var workers = new PlanningWorkers();
        var handler = new ScheduleActivities(workers);
        var gaps = new List<(string Family, double? Gap, double? ToBest, double? Alone)>();
        Console.WriteLine($"{"case",-34} {"optimum",10} {"bound",7} {"plan",7} {"gap",8} {"time",8}   CP-SAT alone ({TextbookModel.Parameters(seconds)}): bound plan time");
        foreach (var @case in PlannerCase.All().Concat(args.Length == 0 ? [] : GeneratedCases.All()).Where(c => args.Length == 0 || c.Family == args[0] || (c.IsOpen && args[0] == "generated") || c.Id.Contains(args[0], StringComparison.Ordinal)))
        {
            var clock = Stopwatch.StartNew();
            var answer = (await handler.HandleAsync(new ScheduleActivitiesRequest { Problem = @case.Problem, Budget = budget }, default)).Answer;
            var took = clock.Elapsed.TotalSeconds;
            clock.Restart();
            var textbook = TextbookModel.Solve(@case.Problem, seconds);
            var value = answer.Values.FirstOrDefault();
            var reference = @case.IsOpen ? Math.Max(value?.Bound ?? 0, textbook.Bound) : @case.Optimum;
            var gap = GapOf(reference, answer);
            gaps.Add((@case.Family, gap, PercentAbove(value?.Value, @case.BestKnown), PercentAbove(textbook.Value, reference)));
            Console.WriteLine(
                $"{@case.Family + " " + @case.Id,-34} {(@case.IsOpen ? "open" : @case.Optimum?.ToString() ?? "infeasible"),10} {value?.Bound,7} {value?.Value.ToString() ?? answer.Status.ToString(),7} {gap,6:F2} % {took,6:F1} s   "
                + $"{textbook.Bound,6} {textbook.Value?.ToString() ?? textbook.Status.ToString(),6} {clock.Elapsed.TotalSeconds,5:F1} s{(answer.Reproducible ? "" : "   ended by the clock")}");
        }

        foreach (var family in gaps.GroupBy(g => g.Family).Where(f => f.All(g => g.Alone is not null)))
        {
            Console.WriteLine($"{family.Key}: CP-SAT alone {family.Average(g => g.Alone):F2} %");
        }

        foreach (var family in gaps.GroupBy(g => g.Family).Where(f => f.All(g => g.ToBest is not null)))
        {
            Console.WriteLine($"{family.Key}: above the best plans known {family.Average(g => g.ToBest):F2} %");
        }

        foreach (var family in gaps.GroupBy(g => g.Family))
        {
            Console.WriteLine(family.All(g => g.Gap is not null) ? $"{family.Key} mean gap {family.Average(g => g.Gap):F2} %" : $"{family.Key} wrong or no answer for {family.Count(g => g.Gap is null)} cases");
        }
    }

    private static double? PercentAbove(long? value, long? reference) => value is { } found && reference is > 0 ? 100.0 * (found - reference.Value) / reference.Value : null;

    // Percent above the known optimum, or above the best bound of the run where none is known. A plan below the optimum, and a wrong word on feasibility, is no gap but a fault.
    private static double? GapOf(long? reference, SchedulingAnswer answer) => (reference, answer.Values.FirstOrDefault()) switch
    {
        (null, _) => answer.Status == SchedulingAnswer.Types.Status.Infeasible ? 0 : null,
        ({ } optimum, { } value) when value.Value >= optimum && value.Bound <= optimum => 100.0 * (value.Value - optimum) / optimum,
        _ => null,
    };
}
