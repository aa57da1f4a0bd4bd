using Summit.Hosting.Errors;
using Summit.Logistics.Flow;

namespace Summit.Logistics.Tests.Flow;

public sealed class QuickestFlowTests
{
    private const long Plenty = 1_000_000;

    private static readonly (string, string, long, int)[] OnePipe = [("A", "B", 100, 3)];
    private static readonly (string, string, long, int)[] TwoRoutes = [("A", "B", 10, 1), ("A", "C", 50, 3), ("C", "B", 50, 2)];

    private static readonly (string, string, long, int)[] GaugeBreak =
    [
        ("RTM", "RZE", 800, 2), ("BRV", "RZE", 600, 2), ("SRC", "RTM", 2000, 4), ("SRC", "BRV", 2000, 3), ("RZE", "LVV", 500, 1), ("LVV", "KBP", 900, 2),
    ];

    private static readonly (string, string, long, int)[] Braess = [("s", "a", 3, 1), ("s", "b", 2, 4), ("a", "b", 2, 1), ("a", "t", 2, 5), ("b", "t", 3, 1)];

    public static TheoryData<string, int, long> DeliveredByDay() => new()
    {
        { "pipe", 2, 0 }, { "pipe", 3, 100 }, { "pipe", 4, 200 }, { "pipe", 10, 800 },
        { "routes", 0, 0 }, { "routes", 1, 10 }, { "routes", 4, 40 }, { "routes", 5, 100 }, { "routes", 6, 160 }, { "routes", 10, 400 }, { "routes", 20, 1000 },
        { "gauge", 8, 500 }, { "gauge", 9, 1000 }, { "gauge", 12, 2500 }, { "gauge", 20, 6500 }, { "gauge", 30, 11500 }, { "gauge", 45, 19000 },
        { "braess", 2, 0 }, { "braess", 3, 2 }, { "braess", 5, 7 }, { "braess", 6, 11 }, { "braess", 8, 20 }, { "braess", 12, 40 }, { "braess", 20, 80 },
    };

    public static TheoryData<string, long, int> ClosureByLoad() => new()
    {
        { "pipe", 100, 3 }, { "pipe", 250, 5 }, { "pipe", 1000, 12 },
        { "routes", 10, 1 }, { "routes", 60, 5 }, { "routes", 300, 9 }, { "routes", 1000, 20 },
        { "gauge", 500, 8 }, { "gauge", 5000, 17 }, { "gauge", 20000, 47 },
        { "braess", 1, 3 }, { "braess", 10, 6 }, { "braess", 25, 9 }, { "braess", 60, 16 },
    };

    [Theory]
    [MemberData(nameof(DeliveredByDay))]
    public void Solve_PublishedNetwork_DeliversWhatIsKnown(string network, int day, long delivered) =>
        Assert.Equal(delivered, Network(network, Plenty).CurveUntil(day)[day]);

    [Theory]
    [MemberData(nameof(ClosureByLoad))]
    public void Solve_PublishedNetwork_ClosesOnTheKnownDay(string network, long load, int day) =>
        Assert.Equal(day, Network(network, load).Closure());

    [Fact]
    public void Solve_HandbookExample_GivesItsCurve()
    {
        var problem = Flows.Problem("O", "Q", 230, ("O", "P", 60, 1), ("P", "Q", 40, 1), ("O", "Q", 10, 4));

        Assert.Equal(6, problem.Closure());
        Assert.Equal([0, 0, 40, 80, 130, 180, 230, 280, 330], (problem with { Loads = [new FlowLoad(0, 0, Plenty)] }).CurveUntil(8));
    }

    [Fact]
    public void Solve_ClosedWindow_WaitsForItsEnd()
    {
        var problem = Flows.Problem("P", "Q", 800, ("P", "Q", 100, 2));
        problem = problem with { Edges = [problem.Edges[0] with { Windows = [new FlowWindow(5, 9, 0)] }] };

        Assert.Equal(14, problem.Closure());
    }

    [Fact]
    public void Solve_NoPath_NeverCloses()
    {
        var problem = Flows.Problem("A", "D", 10, ("A", "B", 5, 1), ("C", "D", 5, 1));

        var answer = QuickestFlow.Solve(problem with { HorizonDays = 10 }, default);

        Assert.Null(answer.ClosureDay);
        Assert.Equal(0, answer.Arrived[10]);
        Assert.Equal([0], FlowReach.Stranded(problem));
    }

    [Fact]
    public void Solve_NodeLimit_HoldsLoadsBack()
    {
        var problem = Flows.Problem("A", "C", 100, ("A", "B", 50, 1), ("B", "C", 50, 1));

        Assert.Equal(3, problem.Closure());
        Assert.Equal(6, (problem with { NodeLimits = new Dictionary<int, long> { [1] = 20 } }).Closure());
    }

    [Fact]
    public void Solve_LaterRelease_CountsFromThere()
    {
        var problem = Flows.Problem("A", "B", 0, ("A", "B", 100, 3)) with { Loads = [new FlowLoad(0, 0, 50), new FlowLoad(0, 7, 150)] };

        Assert.Equal(11, problem.Closure());
    }

    [Fact]
    public void Bindings_OneNarrowArc_NamesItWithItsGain()
    {
        var problem = Network("gauge", 20000);

        var bindings = QuickestFlow.Bindings(problem, 47, 10, default);

        // 20,000 at 550 a day need 36.36 departures in place of 40: 3.636 days are 87 hours.
        Assert.Equal(new FlowGain("RZE-LVV", false, 500, 87), Assert.Single(bindings));
    }

    [Fact]
    public void Bindings_NodeBinds_NamesTheNode()
    {
        var problem = Flows.Problem("A", "C", 1000, ("A", "B", 500, 1), ("B", "C", 500, 1)) with { NodeLimits = new Dictionary<int, long> { [1] = 20 } };

        var binding = Assert.Single(QuickestFlow.Bindings(problem, problem.Closure()!.Value, 10, default));

        Assert.True(binding.IsNode);
        Assert.Equal("B", binding.Id);
        Assert.Equal(109, binding.HoursGained); // 50 days at 20, 45.45 days at 22
    }

    [Fact]
    public void AddDay_NetworkTooLarge_Throws()
    {
        var arcs = Enumerable.Range(0, 2000).Select(i => ($"n{i}", $"n{i + 1}", 1L, 1)).ToArray();
        var problem = Flows.Problem("n0", "n2000", Plenty, arcs) with { HorizonDays = 3650 };

        Assert.Throws<ComputationTooLargeException>(() => QuickestFlow.Carried(problem, problem.HorizonDays, default));
    }

    private static FlowProblem Network(string name, long load) => name switch
    {
        "pipe" => Flows.Problem("A", "B", load, OnePipe),
        "routes" => Flows.Problem("A", "B", load, TwoRoutes),
        "gauge" => Flows.Problem("SRC", "KBP", load, GaugeBreak),
        _ => Flows.Problem("s", "t", load, Braess),
    };
}
