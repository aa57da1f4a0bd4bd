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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Plan_LiftSharedByShortAndLongWays_BoundIsNotAboveTheBestOfAllOrders(int seed)
    {
        var problem = SharedLift(seed);
        var model = new PlanModel(problem);
        var best = Permutations([0, 1, 2, 3]).SelectMany(order => Ways(model).Select(ways => Closure(model, order, ways))).Min();

        var answer = MovementPlanner.Plan(problem, new Budget { Work = 1 }, false, default);

        Assert.True(answer.Values[0].Value <= best, $"planned {answer.Values[0].Value}, enumerated {best}");
        Assert.InRange(MovementFlow.OfSustainedLift(model.Network, model.Rows, model.HorizonHours)!.ClosureHour(default)!.Value, 1, best);
        Assert.InRange(MovementFlow.Of(model.Network, model.Rows, model.HorizonHours).ClosureHour(default)!.Value, 1, best);
        Assert.All(new LiftWork(model.Network, model.Rows).Bounds(), bound => Assert.InRange(bound.Value, 1, best));
    }

    private static MovementProblem SharedLift(int seed)
    {
        var random = new CounterRandom(seed);
        var problem = Problems.OneUnit();
        problem.Requirements.Clear();
        problem.Arcs.Clear();
        problem.Objectives.Add(MovementObjective.Closure);
        problem.Nodes[1].IntegrationHours = 0;
        problem.Nodes.Add([new MovementNode { Id = "far", Nation = "nations/FRA" }, new MovementNode { Id = "field", Nation = "nations/UKR" }]);
        problem.LiftPools.Add(new LiftPool { Id = "planes", AssetCount = 1 + random.Below(2), PayloadTonnes = 20, BlockSpeedKmh = 100, LoadHours = 1, UnloadHours = 1 });
        problem.Arcs.Add([Problems.Arc("near-field", "home", "field", TransportMode.Air, 0, 100_000), Problems.Arc("far-field", "far", "field", TransportMode.Air, 0, 100_000)]);
        problem.Arcs.Add(Problems.Arc("field-camp", "field", "camp", TransportMode.Road, 2, 100 + random.Below(400)));
        (problem.Arcs[0].LiftPool, problem.Arcs[0].DistanceKm) = ("planes", 100 + random.Below(300));
        (problem.Arcs[1].LiftPool, problem.Arcs[1].DistanceKm) = ("planes", 1000 + random.Below(2000));
        for (var i = 0; i < 4; i++)
        {
            var requirement = Problems.Requirement($"u{i}", 20 + random.Below(60));
            requirement.Origin = i % 2 == 0 ? "home" : "far";
            problem.Requirements.Add(requirement);
        }

        return problem;
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
            var placement = free.Fit(chain)!;
            free.Take(chain, placement);
            last = Math.Max(last, placement.Integration + chain.IntegrationHours);
        }

        return last;
    }

    private static IEnumerable<int[]> Ways(PlanModel model) => model.Chains.Aggregate(
        (IEnumerable<int[]>)[[]], (sofar, chains) => sofar.SelectMany(w => Enumerable.Range(0, chains.Length).Select(i => (int[])[.. w, i])));

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
