using Summit.Kernel;
using Summit.Logistics.Scheduling;
using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.Scheduling.Search;

namespace Summit.Logistics.Tests.Scheduling;

/// <summary>Small problems and short ways to write them.</summary>
internal static class Problems
{
    public static readonly SchedulingBudget Small = new() { Work = 2 };

    public static Activity Act(string id, int duration, params Demand[] demands) => new(id, [new Mode("m", duration, demands)]);

    public static Demand On(string resource, int amount = 1) => new(resource, amount);

    public static SchedulingResult Solve(this SchedulingProblem problem) => Scheduler.Solve(problem, Small, default);

    public static int StartOf(this SchedulingResult result, string id) => result.Schedule.Single(s => s.Activity == id).StartHour;

    public static IReadOnlyList<string> FaultsOf(SchedulingProblem problem)
    {
        var faults = new Violations();
        ProblemCheck.Check(problem, faults);
        return [.. faults.Found.Select(f => f.Field)];
    }

    /// <summary>Up to five activities with everything a problem can have; small enough to try every schedule.</summary>
    public static SchedulingProblem Random(int seed)
    {
        var random = new CounterRandom(seed);
        var n = 2 + random.Below(3);
        Activity One(int j) => new($"a{j}", [.. Enumerable.Range(0, 1 + random.Below(2)).Select(m =>
            new Mode($"m{m}", 1 + random.Below(3), [On($"r{random.Below(2)}", 1 + random.Below(2))], random.Below(5)))])
        {
            ReleaseHour = random.Below(3),
            DeadlineHour = random.Below(3) == 0 ? 3 + random.Below(6) : null,
            DueHour = random.Below(2) == 0 ? 2 + random.Below(4) : null,
            Weight = 1 + random.Below(3),
            StockChanges = random.Below(2) == 0 ? [new StockChange("s", random.Below(3), random.Below(3))] : [],
        };
        var activities = Enumerable.Range(0, n).Select(One).ToList();
        return new SchedulingProblem
        {
            Activities = activities,
            Resources = [new Resource("r0", 2) { Windows = [new ResourceWindow(2 + random.Below(2), 4, random.Below(2))] }, new Resource("r1", 2)],
            Stocks = [new Stock("s", 1 + random.Below(3), 0, random.Below(2) == 0 ? 5 : null)],
            Precedences = [.. Enumerable.Range(1, n - 1).Where(_ => random.Below(2) == 0).Select(j => new Precedence($"a{random.Below(j)}", $"a{j}", random.Below(3) - 1))],
            Objectives = (seed % 3) switch
            {
                0 => [Objective.Closure, Objective.Cost],
                1 => [Objective.WeightedLateness, Objective.Closure],
                _ => [Objective.Cost, Objective.WeightedCompletion],
            },
        };
    }
}
