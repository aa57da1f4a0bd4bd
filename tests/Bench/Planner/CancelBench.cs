using System.Diagnostics;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling;
using Summit.Logistics.Tests.Movement;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;

namespace Summit.Bench.Planner;

/// <summary>How long a running movement plan keeps its worker after it was cancelled, at moments spread over its phases.</summary>
internal static class CancelBench
{
    private const int Moments = 12;

    /// <summary>Runs all sizes, or those of the arguments.</summary>
    public static async Task RunAsync(string[] args)
    {
        _ = MovementPlanner.Plan(Problems.Coalition(50, 1), new Budget { Work = 0.5 }, false, default);
        Console.WriteLine($"{"units",6} {"mean",8} {"worst",8}   cancelled after");
        foreach (var units in args.Length == 0 ? [100, 1_000, 10_000] : args.Select(int.Parse))
        {
            var problem = Problems.Coalition(units, 7);
            using var workers = new PlanningWorkers(threads: 1);
            var waits = new List<(double Wait, double After)>();
            for (var moment = 1; moment <= Moments; moment++)
            {
                using var source = new CancellationTokenSource();
                var running = workers.RunAsync(() => MovementPlanner.Plan(problem, new Budget { Work = 1000 }, false, source.Token), source.Token);
                // Most phases are short and at the beginning, so the moments are closer together there.
                var after = Math.Clamp(0.001 * units, 1, 10) * Math.Pow(moment / (double)Moments, 3);
                await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(after), CancellationToken.None));
                var clock = Stopwatch.StartNew();
                await source.CancelAsync();
                await workers.RunAsync(() => 0, CancellationToken.None);
                waits.Add((clock.Elapsed.TotalMilliseconds, after));
            }

            Console.WriteLine($"{units,6} {waits.Average(w => w.Wait),5:F1} ms {waits.Max().Wait,5:F1} ms   {waits.Max().After:F2} s");
        }
    }
}
