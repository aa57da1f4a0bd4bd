using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling.Search;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;

namespace Summit.Logistics.Tests.Movement;

/// <summary>Small problems against every order of the units on every combination of ways.</summary>
public sealed class EnumerationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Plan_FourUnits_IsAsGoodAsTheBestOfAllOrders(int seed)
    {
        var problem = Small(seed);
        var model = new PlanModel(problem);
        var best = Permutations([0, 1, 2, 3]).SelectMany(order => Ways(model).Select(ways => Closure(model, order, ways))).Min();

        var answer = MovementPlanner.Plan(problem, new Budget { Work = 1 }, false, default);

        Assert.True(answer.Values[0].Value <= best, $"planned {answer.Values[0].Value}, enumerated {best}");
        Assert.True(answer.Values[0].Bound <= best);
    }

    private static MovementProblem Small(int seed)
    {
        var random = new CounterRandom(seed);
        var problem = Problems.OneUnit();
        problem.Requirements.Clear();
        problem.Objectives.Add(MovementObjective.Closure);
        problem.Nodes.Add(new MovementNode { Id = "port", Nation = "nations/UKR", ThroughputTonnesPerDay = 60 + random.Below(60), HandlingHours = random.Below(10) });
        problem.Arcs.Add(Problems.Arc("sea", "home", "port", TransportMode.Sea, random.Below(60), 80));
        problem.Arcs.Add(Problems.Arc("rail", "port", "camp", TransportMode.Rail, random.Below(10), 60));
        for (var i = 0; i < 4; i++)
        {
            var requirement = Problems.Requirement($"u{i}", 20 + random.Below(100));
            requirement.ReadyToLoadDay = random.Below(3);
            problem.Requirements.Add(requirement);
        }

        return problem;
    }

    private static long Closure(PlanModel model, int[] order, int[] ways)
    {
        var free = new Occupation(model.Resources);
        var last = 0;
        foreach (var row in order)
        {
            var chain = model.Chains[row][ways[row]];
            var starts = free.Fit(chain)!;
            free.Take(chain, starts);
            last = Math.Max(last, starts[^1] + chain.Steps[^1].Duration);
        }

        return last;
    }

    private static IEnumerable<int[]> Ways(PlanModel model) => model.Chains.Aggregate(
        (IEnumerable<int[]>)[[]], (sofar, chains) => sofar.SelectMany(w => Enumerable.Range(0, chains.Length).Select(i => (int[])[.. w, i])));

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
